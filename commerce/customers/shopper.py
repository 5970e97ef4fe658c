"""Who is looking, as one value. Every price, campaign and visibility question takes it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from commerce.customers.models import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Shopper:
    """Level decides prices, buyer type decides law (VAT display, withdrawal), role decides rights."""

    level: str = Level.KONSUMENT
    buyer_type: str = "consumer"  # or "business"
    organisation: int | None = None
    currency: str = "SEK"
    locale: str = "sv"
    at: datetime
    drafts: frozenset = frozenset()
    vat_zone: str = "domestic"  # known when the shopper has said where the goods go, see `commerce.pricing.vat`

    @property
    def audience(self):
        """What a shared page may vary by: two shoppers of one audience see the same prices."""
        return f"{self.level}-{self.buyer_type}-{self.organisation or 0}-{self.currency}"

    def as_level(self, level):
        return replace(self, level=level)

    def looking_at(self, at):
        return replace(self, at=at)

    def taxed_in(self, vat_zone):
        return replace(self, vat_zone=vat_zone)


def shopper_of(request):
    """The shopper behind a request: a member of an organisation, a signed-in person, else Konsument."""
    return shopper_for(request.user, locale=get_language() or "sv", at=timezone.now())


def shopper_for(user, *, locale, at):
    """The shopper that somebody is."""
    anybody = Shopper(currency=settings.SHOP_CURRENCY, locale=locale, at=at)
    if not user.is_authenticated:
        return anybody
    organisation = organisation_of(user)
    if organisation is None:
        return replace(anybody, level=user.level_id)
    return replace(anybody, level=organisation.level_id, buyer_type="business", organisation=organisation.pk)


def organisation_of(user):
    """The active organisation that a signed-in user buys for; None for one who buys for himself."""
    membership = getattr(user, "membership", None)
    return membership.organisation if membership and membership.organisation.is_active else None


class ShopperMiddleware:
    """Gives each request one `request.shopper`, made the first time it is asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.shopper = SimpleLazyObject(lambda: shopper_of(request))
        return self.get_response(request)
