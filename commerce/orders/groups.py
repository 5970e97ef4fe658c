"""An order's delivery groups as pages, mails and the desk show them: an address, with its lines and what it cost."""

from collections.abc import Iterable
from dataclasses import dataclass

from commerce.orders.models import Order, OrderAddress, OrderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    address: OrderAddress
    lines: list[OrderLine]

    @property
    def number(self) -> int:
        return self.address.group


def groups(addresses: Iterable[OrderAddress], lines: Iterable[OrderLine]) -> list[Group]:
    """Those of an order to several addresses, in their order; none for one that goes to one address."""
    sent_to = sorted((one for one in addresses if one.kind == OrderAddress.Kind.DELIVERY), key=lambda one: one.group)
    if len(sent_to) < 2:
        return []
    known = list(lines)
    return [Group(address=one, lines=[line for line in known if line.group == one.group]) for one in sent_to]


def address_of(order: Order, group: int) -> OrderAddress | None:
    """Where a delivery group goes."""
    return order.addresses.filter(kind=OrderAddress.Kind.DELIVERY, group=group).first()
