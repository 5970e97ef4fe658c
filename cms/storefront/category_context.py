"""What a category page's template gets: its products as chosen, the filters with their counts, the ways on."""

from django.http import Http404
from django.utils.translation import gettext as _

from cms.storefront import cards, choices, listing, structured
from cms.storefront.breadcrumbs import breadcrumbs
from cms.storefront.frame import CATALOGUE, absolute, frame_of
from cms.storefront.page_cache import seen
from commerce.pricing.templatetags.prices import money


def category_context(page, request):
    """One query for the list and its filters, three for the cards. Raises Http404 for a page beyond the last."""
    frame = frame_of(request)
    node = frame.nodes.get(page.url_path)
    seen(request).add(CATALOGUE)
    path = frame.url_of(page.url_path, frame.languages[page.locale_id])
    chosen = choices.read(request.GET, frame.vocabulary)
    found = listing.in_categories(
        node.categories() if node else [], chosen, shopper=request.shopper, locale_id=page.locale_id
    )
    trail = breadcrumbs(frame, page)
    children = [child for child in node.children if child.is_category] if node else []
    return {
        "breadcrumbs": trail,
        "canonical_url": absolute(chosen.canonical().address(path)),
        "structured_data": structured.script(structured.trail(trail, path)),
        "children": [{"title": one.title, "url": one.url, "picture": one.picture} for one in children],
        **list_context(request, found, chosen, path),
    }


def list_context(request, found, chosen, path):
    """What every list of products has, whether of a category or of a search."""
    if chosen.page > found.page_count:
        raise Http404
    language = request.shopper.locale
    return {
        "cards": cards.make(request, found.rows),
        "count": found.count,
        "page_number": chosen.page,
        "page_count": found.page_count,
        "next_url": chosen.but(page=chosen.page + 1).address(path) if chosen.page < found.page_count else "",
        "previous_url": chosen.but(page=chosen.page - 1).address(path) if chosen.page > 1 else "",
        "filter_action": path,
        "facets": _facets(found, chosen, path, language),
        "chips": _chips(chosen, path, language),
        "clear_url": chosen.cleared().address(path) if chosen.is_narrowed else "",
        "sort_choices": _sort_choices(chosen, path),
    }


def _facets(found, chosen, path, language):
    """The filters that this list can be narrowed by; one with nothing to choose between is left out."""
    facets = []
    if found.low is not None and (found.low != found.high or chosen.low is not None or chosen.high is not None):
        facets.append(
            {
                "code": choices.PRICE,
                "name": _("Price"),
                "kind": "range",
                "values": [],
                "min": _down(found.low),
                "max": _up(found.high),
                "low": _figure(chosen.low),
                "high": _figure(chosen.high),
            }
        )
    if found.in_stock or chosen.in_stock:
        value = {
            "value": "1",
            "label": _("In stock"),
            "count": found.in_stock,
            "selected": chosen.in_stock,
            "swatch": "",
            "url": chosen.but(in_stock=not chosen.in_stock).address(path),
        }
        facets.append({"code": choices.STOCK, "name": _("Availability"), "kind": "boolean", "values": [value]})
    for one in chosen.vocabulary.filters:
        own = chosen.values.get(one.id, [])
        values = [
            {
                "value": value.code,
                "label": value.label(language),
                "count": found.counts.get(value.id, 0),
                "selected": value.id in own,
                "url": chosen.toggled(value).address(path),
                "swatch": value.swatch,
            }
            for value in one.values
            if value.id in found.counts or value.id in own
        ]
        if len(values) > 1 or own:
            facets.append({"code": one.param, "name": one.label(language), "kind": "choice", "values": values})
    return facets


def _chips(chosen, path, language):
    chips = [
        {"label": value.label(language), "url": chosen.toggled(value).address(path)}
        for one in chosen.vocabulary.filters
        for value in one.values
        if value.id in chosen.values.get(one.id, [])
    ]
    if chosen.low is not None or chosen.high is not None:
        chips.append({"label": _price_words(chosen), "url": chosen.but(low=None, high=None).address(path)})
    if chosen.in_stock:
        chips.append({"label": _("In stock"), "url": chosen.but(in_stock=False).address(path)})
    return chips


def _price_words(chosen):
    if chosen.low is None:
        return _("At most %(amount)s") % {"amount": money(chosen.high)}
    if chosen.high is None:
        return _("At least %(amount)s") % {"amount": money(chosen.low)}
    return f"{money(chosen.low)}–{money(chosen.high)}"


def _sort_choices(chosen, path):
    names = {
        choices.RECOMMENDED: _("Recommended"),
        choices.CHEAPEST: _("Lowest price"),
        choices.DEAREST: _("Highest price"),
        choices.NEWEST: _("Newest"),
        choices.BY_NAME: _("Name"),
    }
    return [
        {"value": sort, "label": name, "url": chosen.but(sort=sort).address(path), "current": sort == chosen.sort}
        for sort, name in names.items()
    ]


def _down(amount):
    return int(amount)


def _up(amount):
    return -int(-amount // 1)


def _figure(amount):
    """An amount as a number field wants it."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else f"{amount:f}"
