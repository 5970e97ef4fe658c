"""What waits at the order desk: each queue with how many are in it, since when the oldest, and the list behind it.

Rooms above add theirs through a hook, as integrations does for messages that do not get through:

    @hooks.register("order_desk_queues")
    def messages_that_fail() -> list[Queue]
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from commerce.dashboard import MOST
from commerce.orders.desk.conditions import (
    forgotten,
    not_invoiced,
    overdue,
    refused_freight,
    refused_refunds,
    unpaid,
)
from commerce.orders.models import Notice, Order, Payment, Return
from commerce.orders.returns.withdrawal import PERIOD
from commerce.orders.states import ReturnState

ORDERS, RETURNS, NOTICES = "orders_order", "orders_return", "orders_notice"
TO_HANDLE = (ReturnState.REQUESTED, ReturnState.ACKNOWLEDGED, ReturnState.RECEIVED)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`rows(now)` are the ones that wait, `since` the field that says since when; `late` marks a wait that is too long.

    `register` and `query` are the list that shows them: the same condition, as its filters write it.
    """

    code: str
    stage: str
    label: Any
    meaning: Any
    permission: str
    rows: Callable[[datetime], QuerySet]
    since: str
    register: str
    query: str
    late: timedelta | None = None
    is_problem: bool = False
    is_on_first_page: bool = False

    @property
    def url(self) -> str:
        """The list behind it."""
        return f"{reverse(f'{self.register}_modeladmin_index')}?{self.query}"

    @property
    def oldest_first_url(self) -> str:
        """The same, the oldest first where the list can be sorted by that."""
        return f"{self.url}&o=placed" if self.register == ORDERS and self.since == "placed_at" else self.url


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a queue holds now. Counting stops at `MOST`."""

    queue: Queue
    count: int
    oldest: datetime | None
    is_late: bool

    @property
    def is_more(self) -> bool:
        return self.count >= MOST

    @property
    def is_urgent(self) -> bool:
        return bool(self.count) and (self.queue.is_problem or self.is_late)


def _orders(**which: Any) -> Callable[[datetime], QuerySet]:
    return lambda now: Order.objects.filter(**which)


def _confirmed(fulfilment: str) -> Callable[[datetime], QuerySet]:
    return _orders(state=Order.State.CONFIRMED, fulfilment=fulfilment)


def _of_orders(**said: Any) -> Queue:
    return Queue(**{"permission": "orders.view_order", "since": "placed_at", "register": ORDERS, **said})


TO_BUY, TO_SEND, MONEY, BACK, WRONG = "buy", "send", "money", "back", "wrong"
STAGES = {
    TO_BUY: _("Before the shop can act"),
    TO_SEND: _("To pack and send"),
    MONEY: _("To be paid"),
    BACK: _("Coming back"),
    WRONG: _("Problems"),
}
QUEUES = (
    _of_orders(
        code="approve",
        stage=TO_BUY,
        label=_("To approve"),
        meaning=_("The buyer's company has not said yes or no. After fourteen days the order is refused by itself."),
        rows=_orders(state=Order.State.AWAITING),
        query="state=awaiting",
        late=7 * DAY,
    ),
    _of_orders(
        code="pay",
        stage=TO_BUY,
        label=_("To pay"),
        meaning=_("Placed, and the payment has not come. After an hour the order is cancelled by itself."),
        rows=_orders(state=Order.State.PLACED),
        query="state=placed",
        late=3 * DAY + HOUR,
    ),
    _of_orders(
        code="pack",
        stage=TO_SEND,
        label=_("Orders to pack"),
        meaning=_("Paid or on credit, and nothing of it has left."),
        rows=_confirmed(Order.Fulfilment.OPEN),
        query="state=confirmed&parcel=open",
        late=2 * DAY,
        is_on_first_page=True,
    ),
    _of_orders(
        code="send",
        stage=TO_SEND,
        label=_("Parcels to send"),
        meaning=_("Everything lies in parcels that have not left."),
        rows=_confirmed(Order.Fulfilment.PACKED),
        query="state=confirmed&parcel=packed",
        late=2 * DAY,
        is_on_first_page=True,
    ),
    _of_orders(
        code="freight",
        stage=WRONG,
        label=_("Freight that was refused"),
        meaning=_("The carrier will not take the parcel as it is, or the service point has closed."),
        rows=lambda now: refused_freight(),
        since="asked_at",
        query="problem=freight",
        is_problem=True,
        is_on_first_page=True,
    ),
    _of_orders(
        code="partly",
        stage=TO_SEND,
        label=_("Partly sent"),
        meaning=_("Some parcels have left, and something remains."),
        rows=_confirmed(Order.Fulfilment.PARTLY_SHIPPED),
        query="state=confirmed&parcel=partly_shipped",
        late=14 * DAY,
    ),
    _of_orders(
        code="invoice",
        stage=MONEY,
        label=_("To invoice"),
        meaning=_("Sent on credit, and no invoice has been issued yet. It is done by itself within minutes."),
        rows=lambda now: not_invoiced(Order.objects.all()),
        query="invoice=missing",
    ),
    _of_orders(
        code="unpaid",
        stage=MONEY,
        label=_("Unpaid invoices"),
        meaning=_("Sent on credit and invoiced; the money has not come, or not all of it."),
        rows=lambda now: unpaid(Order.objects.all()),
        query="invoice=unpaid",
    ),
    _of_orders(
        code="overdue",
        stage=MONEY,
        label=_("Overdue invoices"),
        meaning=_("The due date has passed."),
        rows=lambda now: overdue(Order.objects.all(), now),
        query="invoice=overdue",
        is_problem=True,
        is_on_first_page=True,
    ),
    Queue(
        code="returns",
        stage=BACK,
        label=_("Returns to handle"),
        meaning=_("Announced, on their way or come in. The money is to be back within fourteen days of the notice."),
        permission="orders.view_return",
        rows=lambda now: Return.objects.filter(state__in=TO_HANDLE),
        since="requested_at",
        register=RETURNS,
        query="waits=yes",
        late=PERIOD,
        is_on_first_page=True,
    ),
    Queue(
        code="notices",
        stage=BACK,
        label=_("Withdrawals without an order"),
        meaning=_("Somebody withdrew, and the order could not be found. Find it, or answer."),
        permission="orders.view_notice",
        rows=lambda now: Notice.objects.filter(handled_at=None),
        since="received_at",
        register=NOTICES,
        query="waits=yes",
        is_problem=True,
        is_on_first_page=True,
    ),
    _of_orders(
        code="refund",
        stage=WRONG,
        label=_("Refunds that were refused"),
        meaning=_("The provider said no. The customer is still owed the money."),
        rows=lambda now: refused_refunds(),
        since="asked_at",
        query="problem=refund",
        is_problem=True,
        is_on_first_page=True,
    ),
    _of_orders(
        code="owed",
        stage=WRONG,
        label=_("Payments to pay back"),
        meaning=_("Money came in vain: twice, too late or in another amount. It is asked back by itself."),
        rows=lambda now: Payment.objects.filter(state=Payment.State.OWED),
        since="changed_at",
        query="payment=owed",
        is_problem=True,
        is_on_first_page=True,
    ),
    _of_orders(
        code="unanswered",
        stage=WRONG,
        label=_("Payments not here after an hour"),
        meaning=_("The provider has not answered, so the order is neither confirmed nor cancelled."),
        rows=lambda now: Payment.objects.filter(
            state=Payment.State.PENDING, changed_at__lt=now - HOUR, order__state=Order.State.PLACED
        ),
        since="changed_at",
        query="state=placed&payment=pending",
        is_on_first_page=True,
    ),
    _of_orders(
        code="overcharged",
        stage=WRONG,
        label=_("Too much was charged"),
        meaning=_("More than the order comes to has been taken. Give the difference back."),
        rows=_orders(paid_state=Order.Paid.OVERCHARGED),
        query="problem=overcharged",
        is_problem=True,
    ),
    _of_orders(
        code="forgotten",
        stage=WRONG,
        label=pgettext_lazy("orders", "Forgotten"),
        meaning=_("Confirmed more than five days ago, and nothing has left."),
        rows=lambda now: forgotten(Order.objects.all(), now),
        query="problem=forgotten",
        is_problem=True,
        is_on_first_page=True,
    ),
)


def offered(user) -> list[Queue]:
    """The queues that the user may see, those of rooms above last in their stage."""
    added = [queue for tell in hooks.get_hooks("order_desk_queues") for queue in tell()]
    return [queue for queue in (*QUEUES, *added) if user.has_perm(queue.permission)]


def read(queues: Iterable[Queue], *, now: datetime) -> list[Waiting]:
    """How many wait in each and since when. One query, and no queue is counted further than `MOST`."""
    asked = list(queues)
    if not asked:
        return []
    counted = [_counted(queue, now) for queue in asked]
    statement = " UNION ALL ".join(sql for sql, _values in counted)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _sql, values in counted for value in values])
        found = {code: (count, oldest) for code, count, oldest in cursor.fetchall()}
    return [_waiting(queue, *found[queue.code], now=now) for queue in asked]


def _counted(queue: Queue, now: datetime) -> tuple[str, list]:
    """The oldest first, so that where counting stops the oldest is among those counted."""
    rows = queue.rows(now).order_by(queue.since).annotate(waits_since=F(queue.since)).values_list("waits_since")[:MOST]
    statement, values = rows.query.sql_with_params()
    counted = f"SELECT %s::text, count(*), min(found.since) FROM ({statement}) AS found (since)"  # noqa: S608
    return counted, [queue.code, *values]


def _waiting(queue: Queue, count: int, oldest: datetime | None, *, now: datetime) -> Waiting:
    is_late = oldest is not None and queue.late is not None and oldest < now - queue.late
    return Waiting(queue, count, oldest, is_late)
