"""How the checkout shows an order that goes to several addresses."""

from dataclasses import dataclass
from decimal import Decimal

from commerce.cart import lines
from commerce.cart.contents import Contents, Line
from commerce.cart.division import Division, Fields, division_of
from commerce.cart.models import Cart
from commerce.checkout.summary import Summary
from commerce.customers.may import Function, may
from commerce.customers.shopper import Shopper


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One of the addresses: lines with how many go there, and what delivery there costs, None while none is chosen."""

    number: int
    address: Fields
    lines: list[tuple[Line, int]]
    cost: Decimal | None

    @property
    def name(self) -> str:
        return f"{self.address['first_name']} {self.address['last_name']}".strip()


def division(cart: Cart | None, shopper: Shopper) -> Division | None:
    """How the cart is divided; None, without a query, for one that goes to one address."""
    return division_of(cart, lines.read(cart.pk), shopper=shopper) if cart and cart.division else None


def shown(division: Division, goods: Contents, summary: Summary) -> list[Shown]:
    costs: list[Decimal] | list[None] = summary.deliveries or [None] * len(division.groups)
    return [
        Shown(
            number=group.number,
            address=group.address,
            lines=[(line, group.pieces[line.variant_id]) for line in goods.lines if line.variant_id in group.pieces],
            cost=cost,
        )
        for group, cost in zip(division.groups, costs, strict=True)
    ]


def may_divide(request) -> bool:
    return request.user.is_authenticated and may(request.shopper.level, Function.SEVERAL_ADDRESSES)
