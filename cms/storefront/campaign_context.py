"""What a campaign page says of its own offers: those that are in force for whoever looks, each in a sentence."""

from cms.storefront.cards import expire_with_prices
from cms.storefront.page_cache import seen
from commerce.pricing.offers import DraftOffers, Offer, terms_of
from commerce.pricing.told import sentence


def campaign_context(page, request):
    """One query. A draft that is looked at stands in for what is live."""
    shopper = request.shopper
    seen(request)
    expire_with_prices(request)
    drafts = [
        one for one in shopper.drafts if isinstance(one, DraftOffers) and one.campaign == str(page.translation_key)
    ]
    terms = _of_draft(drafts[0], shopper) if drafts else _in_force(page, shopper)
    return {"offers": [_told(one, shopper) for one in terms if _is_for(one, shopper)]}


def _of_draft(draft, shopper):
    return [
        terms
        for phase in draft.phases
        for terms in phase.terms
        if (phase.start is None or phase.start <= shopper.at) and (phase.until is None or shopper.at < phase.until)
    ]


def _in_force(page, shopper):
    rows = Offer.objects.filter(campaign=str(page.translation_key), valid_from__lte=shopper.at).order_by("pk")
    return [terms_of(row) for row in rows if row.valid_until is None or shopper.at < row.valid_until]


def _is_for(terms, shopper):
    meant = terms.is_for_everyone or shopper.level in terms.levels or shopper.organisation in terms.organisations
    return terms.is_announced and meant and terms.currency == shopper.currency


def _told(terms, shopper):
    name = terms.name_en if shopper.locale == "en" and terms.name_en else terms.name_sv
    return {"name": name, "text": sentence(terms)}
