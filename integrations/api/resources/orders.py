"""Orders and what they were invoiced as. An organisation sees its own."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import Router

from commerce.orders.states import OrderState
from integrations.api.caller import Caller
from integrations.api.days import Day
from integrations.api.listing import lists, reads
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.orders import Invoices, Orders

router = Router(tags=["orders"])
KIND, INVOICES = Orders(), Invoices()
OF_THE_LINE = ("position", "sku", "name", "label", "quantity", "unit_net", "net", "vat", "gross", "vat_rate")


def _own(caller: Caller) -> Q | None:
    return Q(order__organisation=caller.organisation) if caller.organisation else None


ORDERS = Noun(
    name="orders",
    kind=KIND,
    of=lambda caller: Part(KIND, _own(caller)),
    codes=KIND.codes,
    paged_by=("order_id",),
    whole=tuple(code for code in KIND.codes if code not in OF_THE_LINE),
    parts="lines",
    key="number",
)
lists(
    router,
    ORDERS,
    scope=Scope.READ_ORDERS,
    summary=_("Orders, each with its lines"),
    filters={"since": Day, "until": Day, "state": OrderState},
)
reads(
    router,
    ORDERS,
    scope=Scope.READ_ORDERS,
    summary=_("One order by its number"),
    path="/orders/{key}",
    name="read_order",
    by=lambda number: Q(order__number=number),
)
lists(
    router,
    Noun(
        name="invoices",
        kind=INVOICES,
        of=lambda caller: Part(INVOICES, _own(caller)),
        codes=INVOICES.codes,
        paged_by=("series_id", "number"),
    ),
    scope=Scope.READ_ORDERS,
    summary=_("Invoices and credit notes"),
    filters={"since": Day, "until": Day},
)
