"""Ongoing WMS as one thing to plug in."""

from datetime import time, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.flows.flow import Direction, Flow
from integrations.flows.rhythm import Hours, Rhythm
from integrations.partner import Partner
from integrations.warehouses.ongoing.articles import Articles
from integrations.warehouses.ongoing.differences import OngoingComparison
from integrations.warehouses.ongoing.interface import SYSTEM
from integrations.warehouses.ongoing.orders import Orders
from integrations.warehouses.ongoing.reading import Calls
from integrations.warehouses.ongoing.returns import Returns

DAYTIME = Hours(opens=time(6), closes=time(22), weekdays=frozenset(range(5)))


class OngoingPartner(Partner):
    code = SYSTEM
    name = "Ongoing WMS"
    routes = {
        f"{SYSTEM}.order_told": ("ongoing.orders",),
        f"{SYSTEM}.return_told": ("ongoing.returns",),
        f"{SYSTEM}.article_told": ("ongoing.articles",),
    }
    targets = {"ongoing.orders": Orders, "ongoing.returns": Returns, "ongoing.articles": Articles}
    sources = {SYSTEM: Calls}
    comparisons = (OngoingComparison,)
    flows = (
        Flow(
            code="ongoing.orders",
            name=_("Orders to Ongoing"),
            rhythm=Rhythm(within=timedelta(minutes=15), hours=DAYTIME),
            system=SYSTEM,
            targets=("ongoing.orders",),
            begins=(f"{SYSTEM}.order_told",),
        ),
        Flow(
            code="ongoing.returns_out",
            name=_("Returns announced to Ongoing"),
            rhythm=Rhythm(within=timedelta(hours=4)),
            system=SYSTEM,
            targets=("ongoing.returns",),
            begins=(f"{SYSTEM}.return_told",),
        ),
        Flow(
            code="ongoing.articles",
            name=_("Articles to Ongoing"),
            rhythm=Rhythm(within=timedelta(hours=4)),
            system=SYSTEM,
            targets=("ongoing.articles",),
        ),
        Flow(
            code="ongoing.read_orders",
            name=_("Picks and shipments from Ongoing"),
            rhythm=Rhythm(within=timedelta(minutes=15), failures=3),
            direction=Direction.IN,
            system=SYSTEM,
        ),
        Flow(
            code="ongoing.stock",
            name=_("Stock from Ongoing"),
            rhythm=Rhythm(within=timedelta(hours=1), failures=3),
            direction=Direction.IN,
            system=SYSTEM,
        ),
        Flow(
            code="ongoing.returns",
            name=_("Returns from Ongoing"),
            rhythm=Rhythm(within=timedelta(hours=2), failures=3),
            direction=Direction.IN,
            system=SYSTEM,
        ),
        Flow(
            code="ongoing.called",
            name=_("What Ongoing calls about"),
            rhythm=Rhythm(within=timedelta(minutes=15)),
            direction=Direction.IN,
            system=SYSTEM,
            sources=(SYSTEM,),
        ),
    )

    def is_on(self) -> bool:
        return bool(settings.ONGOING_BASE)
