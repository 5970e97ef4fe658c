"""A quotation in the cart: what lay there before is kept as a list, and the cart then follows the quotation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.cart import basket
from commerce.cart.models import Cart
from commerce.customers.shopper import Shopper
from commerce.lists import keeping
from commerce.lists.models import SavedList
from commerce.quotations.frozen import Terms, terms
from commerce.quotations.models import Quotation


class Over(Exception):
    """The quotation cannot be bought by; `terms` say why."""

    def __init__(self, found: Terms):
        super().__init__(f"{found.number}: {found.over}")
        self.terms = found


def accept(quotation: Quotation, *, shopper: Shopper, user_id: int, now: datetime) -> tuple[Cart, SavedList | None]:
    """Let the shopper's cart follow the quotation. Returns it, and the list that keeps what it held. Twice is as once.

    Raises Over, or ListRefused (`commerce.lists.keeping`) when there is no room for such a list; then nothing changed.
    """
    with transaction.atomic():
        cart = basket.open_cart(user_id=user_id)
        held = Cart.objects.select_for_update().get(pk=cart.pk)
        says = dict(quotation.lines.values_list("variant_id", "quantity"))
        found = terms(quotation.pk, says, shopper=shopper, user_id=user_id, now=now)
        if not found.in_force:
            raise Over(found)
        kept = None if held.quotation_id is not None else _keep(held, found.number, user_id=user_id, now=now)
        basket.bind(held, quotation.pk, found.quotes.values())
        return held, kept


def _keep(cart: Cart, number: str, *, user_id: int, now: datetime) -> SavedList | None:
    quantities = dict(cart.lines.order_by("pk").values_list("variant_id", "quantity"))
    if not quantities:
        return None
    name = keeping.free_name(_("The cart before quotation %(number)s") % {"number": number}, user_id=user_id)
    return keeping.keep(quantities, name=name, user_id=user_id, now=now)
