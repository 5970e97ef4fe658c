"""A warehouse of files cannot be asked: what it has not acknowledged, what came broken, and what it said last."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.stock.models import Warehouse
from integrations import resend
from integrations.models import Delivery
from integrations.reconciliation.comparison import Comparison, Difference, Kind, Look, Remedy, RemedyRefused
from integrations.warehouses.files import outgoing
from integrations.warehouses.files.outgoing import SYSTEM
from integrations.warehouses.models import WarehouseFile, WarehouseOrder, WarehouseStock

FILE, SKU = "file", "sku"
State, Direction = WarehouseFile.State, WarehouseFile.Direction


class FilesComparison(Comparison):
    code = SYSTEM
    title = gettext_lazy("Warehouse that is run by files")
    compares = gettext_lazy(
        "That every file to the warehouse is acknowledged in time, that every file from it could be taken in, and that "
        "it has what has been sold."
    )
    remedies = {Kind.MISSING_THERE: (Remedy.RESEND,)}

    def differences(self, look: Look) -> Iterator[Difference]:
        warehouse = Warehouse.objects.filter(run_by=SYSTEM).first()
        if warehouse is None:
            return
        yield from _late(look)
        yield from _broken(look)
        yield from _stock(warehouse, look)

    def resend(self, difference: Difference, *, now: datetime) -> None:
        """The same file under the same number: a warehouse that has it already refuses it."""
        row = WarehouseFile.objects.filter(name=difference.subject.partition(":")[2]).first()
        if row is None or row.state not in (State.MADE, State.WRITTEN):
            raise RemedyRefused(_("It does not wait for an answer."))
        if row.state == State.MADE:
            resend.again(Delivery.objects.filter(key=str(row.delivery_key)), now=now)
        else:
            outgoing.write_again(row)


def _late(look: Look) -> Iterator[Difference]:
    for row in outgoing.late(now=look.now):
        look.count()
        part = WarehouseOrder.objects.filter(system=SYSTEM, name=row.anchor).select_related("order").first()
        yield Difference(
            system=SYSTEM,
            kind=Kind.MISSING_THERE,
            subject=f"{FILE}:{row.name}",
            ours={"file": row.name, "about": row.anchor},
            order=part.order.number if part else "",
        )


def _broken(look: Look) -> Iterator[Difference]:
    """Thrown out by one side, or waiting for one that has not come, as long as no whole file of that number has."""
    for row in WarehouseFile.objects.filter(state__in=[State.REFUSED, State.ASIDE], at__lte=look.fresh_since):
        taken = WarehouseFile.objects.filter(direction=row.direction, state=State.TAKEN, number=row.number)
        if row.number is not None and row.direction == Direction.IN and taken.exists():
            continue
        look.count()
        theirs = {"file": row.name, "problem": row.problem}
        yield Difference(system=SYSTEM, kind=Kind.UNKNOWN_HERE, subject=f"{FILE}:{row.name}", theirs=theirs)


def _stock(warehouse: Warehouse, look: Look) -> Iterator[Difference]:
    rows = WarehouseStock.objects.filter(warehouse=warehouse).select_related("variant").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        look.count()
        if row.missing:
            yield Difference(
                system=SYSTEM,
                kind=Kind.OTHER_STOCK,
                subject=f"{SKU}:{row.variant.sku}",
                ours={"sold_above": str(row.missing)},
                theirs={"sellable": str(row.sellable)},
            )
