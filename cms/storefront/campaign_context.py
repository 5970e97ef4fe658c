"""What a campaign page says of its own offers: those that are in force for whoever looks, each in a sentence."""

from datetime import datetime

from django.utils.translation import gettext as _

from cms.storefront.cards import expire_with_prices
from commerce.catalogue.models import Category
from commerce.pricing.offers import DraftOffers, Offer, terms_of
from commerce.pricing.told import sentence


def campaign_context(page, request):
    """Two queries at most. A draft that is looked at stands in for what is live."""
    shopper = request.shopper
    expire_with_prices(request)
    key = str(page.translation_key)
    drafts = [one for one in shopper.drafts if isinstance(one, DraftOffers) and one.campaign == key]
    found = _of_draft(drafts[0], shopper) if drafts else _in_force(key, shopper)
    shown = [(terms, until) for terms, until in found if _is_for(terms, shopper)]
    names = _names_of_categories({pk for terms, _until in shown for pk in terms.categories}, shopper.locale)
    return {"offers": [_told(terms, until, names, shopper) for terms, until in shown]}


def _of_draft(draft, shopper):
    return [
        (terms, phase.until)
        for phase in draft.phases
        for terms in phase.terms
        if (phase.start is None or phase.start <= shopper.at) and (phase.until is None or shopper.at < phase.until)
    ]


def _in_force(key, shopper):
    rows = Offer.objects.filter(campaign=key, valid_from__lte=shopper.at).order_by("pk")
    return [(terms_of(row), row.valid_until) for row in rows if not row.valid_until or shopper.at < row.valid_until]


def _is_for(terms, shopper):
    meant = terms.is_for_everyone or shopper.level in terms.levels or shopper.organisation in terms.organisations
    return terms.is_announced and meant and terms.currency == shopper.currency


def _names_of_categories(keys, language):
    return {one.pk: one.name_in(language) for one in Category.objects.filter(pk__in=keys)} if keys else {}


def _told(terms, until, names, shopper):
    if terms.is_for_everything:
        goods = _("all goods")
    elif terms.categories:
        goods = ", ".join(names[pk] for pk in terms.categories if pk in names)
    else:
        goods = _("chosen goods")
    last_day = until and until - datetime.resolution
    return {"name": terms.name_in(shopper.locale), "text": sentence(terms, goods=goods), "last_day": last_day}
