"""What a campaign promises: its offers by the law on prior prices, its words by its offers."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.checks import rules
from cms.checks.rule import Fault
from cms.checks.writing import texts
from cms.pages.campaign_phases import campaign_key, faults, has_the_offers, phases_with, source_of, terms_of
from commerce.pricing.offers import Kind

PERCENT = re.compile(r"(?<![\d,.])(\d{1,2})\s?(?:%|procent|per ?cent)", re.IGNORECASE)


def reductions(page, *, now, **_about) -> Iterator[Fault]:
    """Announced reductions that would be untrue, and offers that are not complete. Refused by the campaign itself."""
    if not has_the_offers(page):
        return
    unfinished = [str(offer) for offer in page.offers.all() if not offer.is_complete]
    for name in unfinished:
        text = _("The offer “%(offer)s” is not complete.") % {"offer": name}
        yield Fault(rule=rules.REDUCTIONS, text=text)
    if not unfinished:
        phases = phases_with(page, terms_of(page), go_live_at=page.go_live_at, expire_at=page.expire_at, now=now)
        for text in faults(campaign_key(page), phases, now=now):
            yield Fault(rule=rules.REDUCTIONS, text=text)


def percentages(page, **_about) -> Iterator[Fault]:
    """Percentages in the text that no offer of the campaign gives."""
    source = page if has_the_offers(page) else source_of(page)
    offers = source.offers.all() if source else []
    given = {int(offer.value) for offer in offers if offer.kind == Kind.PERCENTAGE and offer.value is not None}
    for words, block_id in texts(page):
        for number in dict.fromkeys(int(found) for found in PERCENT.findall(words)):
            if number and number not in given:
                text = _("The text tells of %(number)s percent, which no offer of the campaign gives.")
                told = text % {"number": number}
                yield Fault(rule=rules.PERCENT, text=told, about=str(number), block_id=block_id)
