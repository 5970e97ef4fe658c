"""Which VAT an order has: by where its goods go, who buys, and whether his number was proven valid at the sale."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper
from commerce.customers.vat_numbers import is_valid_at
from commerce.pricing.vat import DOMESTIC, REVERSE_CHARGE, UNION, zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxed:
    """`number` is the buyer's VAT number where he accounts for the VAT himself, else empty."""

    zone: str = DOMESTIC
    number: str = ""


def taxed(shopper: Shopper, *, country: str, now: datetime) -> Taxed:
    """The VAT of a sale to this shopper, sent to `country`. Asks nothing for a sale at home."""
    if country not in UNION:
        return Taxed()
    organisation = Organisation.objects.filter(pk=shopper.organisation).first() if shopper.organisation else None
    found = zone(
        country=country,
        buyer_type=shopper.buyer_type,
        has_valid_number=organisation is not None and is_valid_at(organisation, now),
        uses_oss=settings.SHOP_USES_OSS,
    )
    return Taxed(zone=found, number=organisation.vat_number if organisation and found == REVERSE_CHARGE else "")
