"""Once a minute: services that stood in one cart with goods go on when the goods are paid for, or come to nothing."""

from datetime import datetime

from commerce.orders.models import Order
from operations.services import life
from operations.services.ordered import PartState, ServiceOrder

PAID, GONE = (Order.State.CONFIRMED, Order.State.COMPLETED), Order.State.CANCELLED


def each_minute(*, now: datetime) -> None:
    """One query where nothing waits."""
    held = ServiceOrder.objects.filter(parts__state=PartState.HELD, goods__state__in=[*PAID, GONE])
    for order in held.select_related("goods", "requester").distinct().order_by("pk"):
        if order.goods.state == GONE:  # type: ignore[union-attr]
            life.come_to_nothing(order, now=now)
        else:
            life.begin(order, now=now)
