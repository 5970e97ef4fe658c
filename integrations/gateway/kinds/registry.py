"""Every kind of data that goes out or comes in, in the order in which they are shown."""

from integrations.gateway.kinds.categories import Categories
from integrations.gateway.kinds.customers import Customers
from integrations.gateway.kinds.kind import Kind
from integrations.gateway.kinds.orders import Deliveries, Invoices, Orders
from integrations.gateway.kinds.organisations import Organisations
from integrations.gateway.kinds.prices import Prices
from integrations.gateway.kinds.products import Products
from integrations.gateway.kinds.redirects import Redirects
from integrations.gateway.kinds.stock import StockFigures
from integrations.gateway.kinds.taking import Takes
from integrations.gateway.kinds.translations import Translations

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Products(),
        Categories(),
        Prices(),
        StockFigures(),
        Customers(),
        Organisations(),
        Orders(),
        Invoices(),
        Deliveries(),
        Translations(),
        Redirects(),
    )
}
TAKEN_IN: dict[str, Takes] = {code: kind for code, kind in KINDS.items() if isinstance(kind, Takes)}
PERSONAL = "integrations.export_personal"  # the right to files that tell of people


def by_code(code: str) -> Kind:
    """Raises KeyError for a code that is none."""
    return KINDS[code]


def those_for(user) -> list[Kind]:
    """What a user may have as a file."""
    return [kind for kind in KINDS.values() if may_have(user, kind)]


def may_have(user, kind: Kind) -> bool:
    return user.has_perm(kind.permission) and (not kind.is_personal or user.has_perm(PERSONAL))
