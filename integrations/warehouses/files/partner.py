"""A warehouse that is run by files, as one thing to plug in."""

from datetime import time, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.flows.flow import Direction, Flow
from integrations.flows.rhythm import Hours, Rhythm
from integrations.partner import Partner
from integrations.warehouses.files.differences import FilesComparison
from integrations.warehouses.files.outgoing import SYSTEM, Orders, Returns

DAYTIME = Hours(opens=time(6), closes=time(22), weekdays=frozenset(range(5)))


class WarehouseFilesPartner(Partner):
    code = SYSTEM
    name = _("Warehouse that is run by files")
    routes = {f"{SYSTEM}.order_told": (f"{SYSTEM}.orders",), f"{SYSTEM}.return_told": (f"{SYSTEM}.returns",)}
    targets = {f"{SYSTEM}.orders": Orders, f"{SYSTEM}.returns": Returns}
    comparisons = (FilesComparison,)
    flows = (
        Flow(
            code=f"{SYSTEM}.orders",
            name=_("Order files to the warehouse, until they are acknowledged"),
            rhythm=Rhythm(within=timedelta(minutes=settings.WAREHOUSE_FILES_ACKNOWLEDGED_WITHIN), hours=DAYTIME),
            system=SYSTEM,
            targets=(f"{SYSTEM}.orders",),
            begins=(f"{SYSTEM}.order_told",),
        ),
        Flow(
            code=f"{SYSTEM}.returns",
            name=_("Return files to the warehouse, until they are acknowledged"),
            rhythm=Rhythm(within=timedelta(hours=4)),
            system=SYSTEM,
            targets=(f"{SYSTEM}.returns",),
            begins=(f"{SYSTEM}.return_told",),
        ),
        Flow(
            code=f"{SYSTEM}.read",
            name=_("Files from the warehouse"),
            rhythm=Rhythm(within=timedelta(minutes=15), failures=1),
            direction=Direction.IN,
            system=SYSTEM,
        ),
    )

    def is_on(self) -> bool:
        return bool(settings.WAREHOUSE_FILES)
