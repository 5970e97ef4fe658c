"""What the shopper says at checkout, as `flow.place` takes it."""

from dataclasses import dataclass
from decimal import Decimal

from commerce.orders.shipping import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """`address` has the fields of OrderAddress; `seen_total` is incl. VAT.

    `quotation` is the number of the one by whose prices he saw the total. `division` is the word for how he saw the
    goods divided (`commerce.cart.division`), which has the addresses then; empty when all goes to `address`.
    """

    email: str
    phone: str
    address: dict[str, str]
    delivery: str
    payment: str
    seen_total: Decimal
    seen_later: int = 0  # pieces that he was told come later
    note: str = ""
    po_number: str = ""
    buyer_reference: str = ""
    cost_centre: str = ""
    peppol_id: str = ""
    quotation: str = ""
    division: str = ""
    beside: str = ""  # what he saw that the cart holds beside goods (`commerce.cart.beside`), to be ordered with them
    point: Point | None = None  # where it is fetched, when the delivery lets one choose
