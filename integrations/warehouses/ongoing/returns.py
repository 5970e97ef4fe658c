"""Returns to and from Ongoing: it is told what comes back, and asked what has come."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings

from commerce.events.models import Event
from integrations import strange
from integrations.errors import DeliveryRefused, Unknown
from integrations.flows.runs import Run
from integrations.models import Delivery
from integrations.source import Parked
from integrations.target import How, Receipt, Target
from integrations.warehouses import returns
from integrations.warehouses.ongoing import words
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Refusal, Thing, info

AT_A_TIME = 50
LOOK_BACK = timedelta(days=7)


class Returns(Target):
    """A fact. It names the lines of the order there, so the order is asked for first."""

    system = SYSTEM

    def anchor(self, event: Event) -> str:
        return event.payload["name"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        found = next(
            (
                one
                for one in Ongoing().returns([delivery.anchor])
                if _info(one).get("returnOrderNumber") == delivery.anchor
            ),
            None,
        )
        if found is None:
            return None
        remote_id = str(_info(found).get("returnOrderId") or "")
        return Receipt(remote_id=remote_id, number=delivery.anchor, how=How.READ_BACK)

    def send(self, delivery: Delivery) -> Receipt | None:
        ongoing = Ongoing()
        try:
            ongoing.put_return(_body(ongoing, delivery))
        except Refusal as refusal:
            raise DeliveryRefused(f"{delivery.anchor}: {refusal}") from refusal
        receipt = self.look_up(delivery)
        if receipt is None:
            raise Unknown(f"Ongoing took {delivery.anchor}, and does not show it")
        return receipt


def read_returns(ongoing: Ongoing, run: Run, *, now: datetime) -> None:
    """Take in what has come of the returns that are expected; say of what came unexpected that it did."""
    expected = returns.expected(SYSTEM)
    found: dict[str, Thing] = {}
    for start in range(0, len(expected), AT_A_TIME):
        for one in ongoing.returns(expected[start : start + AT_A_TIME]):
            found[str(_info(one).get("returnOrderNumber"))] = one
    for one in ongoing.returned_since(now - LOOK_BACK):
        found.setdefault(str(_info(one).get("returnOrderNumber")), one)
    for name, one in found.items():
        run.read += 1
        try:
            run.changed += _take(name, one, now=now)
        except Parked as reason:
            run.failed += 1
            run.error = run.error or str(reason)
    if not run.has_done_something:
        run.why = f"nothing has come back; {len(expected)} returns are expected"


# --- the steps ---


def _body(ongoing: Ongoing, delivery: Delivery) -> Thing:
    lines = delivery.event.payload["lines"]
    part = lines[0][0]
    order = ongoing.order(part)
    if order is None:
        raise DeliveryRefused(f"Ongoing has no order {part} that goods come back of")
    ids = {str(line.get("rowNumber")): line.get("id") for line in order.get("orderLines") or []}
    own = [line for line in lines if line[0] == part]
    if lost := [row for _part, row, *_rest in own if row not in ids]:
        raise DeliveryRefused(f"Ongoing's order {part} has no row {', '.join(lost)}")
    return {
        "returnOrderNumber": delivery.anchor,
        "customerOrder": {"orderId": info(order)["orderId"]},
        "comment": ", ".join(sorted({name for name, *_rest in lines if name != part}))[:200],
        "returnOrderLines": [
            {
                "returnOrderRowNumber": str(line),
                "customerOrderLine": {"orderLineId": ids[row]},
                "toBeReturnedNumberOfItems": pieces,
            }
            for _part, row, line, _sku, pieces in own
        ],
    }


def _take(name: str, told: Thing, *, now: datetime) -> bool:
    number = (_info(told).get("returnOrderStatus") or {}).get("number")
    meaning = settings.ONGOING_RETURN_STATUSES.get(str(number))
    if meaning not in ("open", "received"):
        strange.tell(SYSTEM, "return status", number, about=name, now=now)
        raise Parked(f"Ongoing's status {number} of a return is not explained in ONGOING_RETURN_STATUSES.")
    if meaning == "open":
        return False
    came: dict[int, int] = defaultdict(int)
    fit: dict[int, int] = defaultdict(int)
    for line in told.get("returnOrderLines") or []:
        row = str(line.get("returnOrderRowNumber"))
        if not row.isdecimal():
            raise Parked(f"{name} has a row {row} that is none of ours.")
        pieces = words.whole(line.get("returnedNumberOfItems"))
        came[int(row)] += pieces
        fit[int(row)] += max(pieces - words.whole(line.get("returnedRemovedByInventoryNumberOfItems")), 0)
    return returns.take(name, came, fit, now=now)


def _info(told: Thing) -> Thing:
    return told.get("returnOrderInfo") or {}
