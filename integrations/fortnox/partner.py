"""Fortnox as one thing to plug in: what it listens to depends on how the shop keeps its books."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.flows.flow import Direction, Flow
from integrations.flows.rhythm import Rhythm
from integrations.fortnox import advance, changes, targets
from integrations.fortnox.differences.comparison import FortnoxComparison
from integrations.partner import Partner

OF_ORDERS = ("order.confirmed", "order.changed", "order.cancelled")
OF_DOCUMENTS = ("invoice.issued", "invoice.credited")


class FortnoxPartner(Partner):
    code = "fortnox"
    name = "Fortnox"
    routes: ClassVar[Mapping[str, Iterable[str]]] = {
        **dict.fromkeys(OF_ORDERS, ("fortnox.orders",)),
        **dict.fromkeys(OF_DOCUMENTS, ("fortnox.documents",)),
        advance.DOCUMENT_DUE: ("fortnox.bookkeeping",),
        advance.PAYMENT_DUE: ("fortnox.payments",),
        advance.PAYMENT_BOOKING_DUE: ("fortnox.payment_bookkeeping",),
        advance.DAY_ENDED: ("fortnox.vouchers",),
        "organisation.details_changed": ("fortnox.customers",),
        "organisation.number_changed": ("fortnox.customers",),
        "organisation.enabled": ("fortnox.customers",),
        "organisation.disabled": ("fortnox.customers",),
        changes.ARTICLE_DUE: ("fortnox.articles",),
        changes.PRICE_DUE: ("fortnox.prices",),
    }
    comparisons = (FortnoxComparison,)
    targets = {
        "fortnox.orders": targets.Orders,
        "fortnox.documents": targets.Documents,
        "fortnox.bookkeeping": targets.Bookkeeping,
        "fortnox.payments": targets.Payments,
        "fortnox.payment_bookkeeping": targets.PaymentBookkeeping,
        "fortnox.vouchers": targets.Vouchers,
        "fortnox.customers": targets.Customers,
        "fortnox.articles": targets.Articles,
        "fortnox.prices": targets.Prices,
    }
    flows = (
        Flow(
            code="fortnox.sales",
            name=_("Orders, invoices and vouchers to Fortnox"),
            rhythm=Rhythm(within=timedelta(hours=36 if settings.FORTNOX_BOOKS == "vouchers" else 4)),
            system="fortnox",
            targets=("fortnox.orders", "fortnox.documents", "fortnox.bookkeeping", "fortnox.vouchers"),
            begins=OF_DOCUMENTS,
        ),
        Flow(
            code="fortnox.payments",
            name=_("Payments to Fortnox"),
            rhythm=Rhythm(within=timedelta(hours=4)),
            system="fortnox",
            targets=("fortnox.payments", "fortnox.payment_bookkeeping"),
        ),
        Flow(
            code="fortnox.register",
            name=_("Customers, articles and prices to Fortnox"),
            rhythm=Rhythm(within=timedelta(hours=24)),
            system="fortnox",
            targets=("fortnox.customers", "fortnox.articles", "fortnox.prices"),
        ),
        Flow(
            code="fortnox.read",
            name=_("What has changed in Fortnox"),
            rhythm=Rhythm(within=timedelta(minutes=30), failures=3),
            direction=Direction.IN,
            system="fortnox",
        ),
    )

    def is_on(self) -> bool:
        return bool(settings.FORTNOX_CLIENT_ID)

    def routes_for(self, kind: str) -> Iterable[str]:
        if kind in OF_ORDERS and settings.FORTNOX_BOOKS != "orders":
            return ()
        return super().routes_for(kind)
