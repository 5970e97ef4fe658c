"""What the cart's room holds about a person: the cart of an account. A guest's is known by its cookie alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.cart.models import Cart, CartLine
from commerce.customers.person import Person, Room


def export(person: Person) -> Mapping[str, Any]:
    lines = CartLine.objects.filter(cart__user=person.user_id).exclude(cart__user=None).order_by("pk")
    told = [{"sku": sku, "quantity": number} for sku, number in lines.values_list("variant__sku", "quantity")]
    divided = Cart.objects.filter(user=person.user_id).exclude(user=None).values_list("division", flat=True).first()
    return {"cart": told, "cart_divided": divided}


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    if person.user_id is None:
        return {}
    return {"carts": Cart.objects.filter(user=person.user_id).delete()[0]}


ROOM = Room(title=gettext_lazy("Cart"), export=export, forget=forget, goes=(gettext_lazy("What lies in your cart."),))
