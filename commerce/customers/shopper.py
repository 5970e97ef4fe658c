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

    @property
    def audience(self):
        """What a shared page may vary by: two shoppers of one audience see the same prices."""
        return f"{self.level}-{self.buyer_type}-{self.organisation or 0}-{self.currency}"

    def as_level(self, level):
        return replace(self, level=level)


def shopper_of(request):
    """The shopper behind a request: a signed-in user's level, else Konsument."""
    user = request.user
    level = user.level_id if user.is_authenticated else Level.KONSUMENT
    return Shopper(level=level, currency=settings.SHOP_CURRENCY, locale=get_language() or "sv", at=timezone.now())


class ShopperMiddleware:
    """Gives each request one `request.shopper`, made the first time it is asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.shopper = SimpleLazyObject(lambda: shopper_of(request))
        return self.get_response(request)
