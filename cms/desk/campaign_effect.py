"""What a campaign's draft would do: how many articles, what some would cost, what the law and other campaigns say."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cms.pages.campaign import CampaignPage
from cms.pages.campaign_phases import campaign_key, faults, has_the_offers, phases_of, phases_with, terms_of
from commerce.pricing.announced import audiences_of, goods_of
from commerce.pricing.lookup import quotes
from commerce.pricing.offers import Kind, as_draft
from commerce.pricing.sale_time import A_YEAR, LONGEST, MOST_OF_A_YEAR, beside, days_of_sale
from commerce.pricing.told import sentence

EXAMPLES = 5
MOST_BESIDE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    name: str
    audience: str
    before: object
    after: object
    prior: object
    percent: int
    is_perishable: bool


@dataclass(slots=True, kw_only=True)
class OfferEffect:
    name: str
    sentence: str
    articles: int
    examples: list[Example] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Effect:
    starts: datetime
    ends: datetime | None
    offers: list[OfferEffect] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def effect(page, *, now):
    """What the draft would do from the instant when it would go live."""
    starts = max(page.go_live_at or now, now)
    found = Effect(starts=starts, ends=page.expire_at)
    if not has_the_offers(page):
        return found
    unfinished = [str(offer) for offer in page.offers.all() if not offer.is_complete]
    found.faults += [_("The offer “%(offer)s” is not complete.") % {"offer": name} for name in unfinished]
    if unfinished:
        return found
    key, terms = campaign_key(page), terms_of(page)
    phases = phases_with(page, terms, go_live_at=page.go_live_at, expire_at=page.expire_at, now=now)
    found.faults += faults(key, phases, now=now)
    found.warnings += _about_time(days_of_sale(key, phases, now=now))
    draft = as_draft(key, phases, now=now)
    for one in terms:
        goods = goods_of(one)
        told = OfferEffect(name=one.name_sv, sentence=sentence(one), articles=len(goods))
        if not goods:
            found.warnings.append(_("“%(offer)s” is on no article that is on sale.") % {"offer": one.name_sv})
        if one.is_shown_on_goods and goods:
            told.examples = _examples(one, goods, draft, starts)
            _warn_of_higher(one, told.examples, found.warnings)
        told.beside = _told_beside(beside(key, one, since=starts, until=page.expire_at))
        found.offers.append(told)
    return found


def warnings(page, *, now):
    """What the law makes doubtful of how long the goods of a campaign's page are reduced, as it is in force."""
    return _about_time(days_of_sale(campaign_key(page), phases_of(page), now=now)) if has_the_offers(page) else []


def refusals(pages, *, with_descendants, now):
    """`(title, why)` of those campaigns among pages that could not be published as their latest drafts are."""
    wanted = Q(pk__in=[page.pk for page in pages])
    if with_descendants:
        for page in pages:
            wanted |= Q(path__startswith=page.path, live=False)
    drafts = [page.get_latest_revision_as_object() for page in CampaignPage.objects.filter(wanted)]
    said = [(draft.title, effect(draft, now=now).faults) for draft in drafts]
    return [(title, " ".join(faults)) for title, faults in said if faults]


def _examples(terms, goods, draft, at):
    """Some articles from the whole range, for the first audience that it is for. Two look-ups of prices."""
    audience = next(iter(audiences_of(terms, at=at)), None)
    if audience is None:
        return []
    step = max(1, len(goods) // EXAMPLES)
    some = goods[::step][:EXAMPLES]
    wanted = {one.variant_id: 1 for one in some}
    nobody = as_nothing(draft)
    before = quotes(wanted, shopper=replace(audience.shopper, drafts=frozenset([nobody])))
    after = quotes(wanted, shopper=replace(audience.shopper, drafts=frozenset([draft])))
    side = audience.shopper.buyer_type
    return [
        Example(
            name=one.name,
            audience=audience.name,
            before=before[one.variant_id].unit(side),
            after=after[one.variant_id].unit(side),
            prior=after[one.variant_id].prior_unit,
            percent=after[one.variant_id].percent,
            is_perishable=one.is_perishable,
        )
        for one in some
        if one.variant_id in before and one.variant_id in after
    ]


def as_nothing(draft):
    return replace(draft, phases=())


def _warn_of_higher(terms, examples, warnings):
    if terms.kind == Kind.FIXED and any(one.before <= terms.value for one in examples):
        warnings.append(
            _("“%(offer)s” is not lower than what some articles cost already: they keep their price.")
            % {"offer": terms.name_sv}
        )


def _about_time(spans):
    longest, in_all = spans
    told = []
    if longest is None:
        told.append(_("The reduction has no end. A sale that goes on for more than a few weeks is misleading."))
    elif longest > LONGEST:
        told.append(
            _("The reduction lasts %(days)s days. A sale that goes on for more than a few weeks is misleading.")
            % {"days": longest.days}
        )
    if in_all > MOST_OF_A_YEAR:
        told.append(
            _("Some of these articles are reduced %(days)s days in a year. About two months in all is the limit.")
            % {"days": min(in_all, A_YEAR).days}
        )
    return told


def _told_beside(others):
    titles = dict(
        Page.objects.filter(translation_key__in={one.campaign for one in others if _is_key(one.campaign)})
        .order_by("-locale_id")
        .values_list("translation_key", "title")
    )
    titles = {str(key): title for key, title in titles.items()}
    return [_about_other(one, titles.get(one.campaign, "")) for one in others[:MOST_BESIDE]]


def _about_other(one, title):
    facts = {
        "offer": one.name,
        "campaign": title or one.campaign,
        "articles": ngettext("%(count)s article", "%(count)s articles", one.articles) % {"count": one.articles},
        "since": f"{timezone.localtime(one.start):%Y-%m-%d %H:%M}",
        "until": f"{timezone.localtime(one.until):%Y-%m-%d %H:%M}" if one.until else _("further notice"),
    }
    if one.is_stackable:
        return _("“%(offer)s” (%(campaign)s): %(articles)s, %(since)s to %(until)s. May be joined with others.") % facts
    return _("“%(offer)s” (%(campaign)s): %(articles)s, %(since)s to %(until)s. The best of them holds.") % facts


def _is_key(text):
    return len(text) == 36
