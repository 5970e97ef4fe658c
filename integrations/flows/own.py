"""The flows of the shop's own work, which need no partner: what it mails, charges and invoices, and what drives it.

A process says that it lives; the watcher sees when the worker falls silent, and the worker sees the watcher.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms import rendition_queue
from integrations.flows.flow import Direction, Flow
from integrations.flows.queued import Pile, Queued
from integrations.flows.rhythm import Rhythm
from integrations.routes import TARGETS

NAME = _("The shop")
WATCHER, WORKER, CLOCK, PICTURES, TASKS = "watcher", "worker", "clock", "pictures", "tasks"


def _targets(*begins: str) -> tuple[str, ...]:
    return tuple(sorted(code for code in TARGETS if code.startswith(begins)))


def _renditions(now: datetime) -> Pile:
    queue = rendition_queue.look(now=now)
    return Pile(queue.waiting, queue.oldest, queue.unreadable, queue.last_made)


FLOWS = (
    Flow(
        code="shop.mail",
        name=_("Mail to customers"),
        rhythm=Rhythm(within=timedelta(minutes=15)),
        system="mail",
        targets=_targets("mail."),
        begins=("order.confirmed",),
    ),
    Flow(
        code="shop.payments",
        name=_("Charges and refunds to payment providers"),
        rhythm=Rhythm(within=timedelta(minutes=30)),
        targets=_targets("payments."),
        begins=("payment.capture_asked", "payment.refund_asked", "payment.release_asked"),
    ),
    Flow(
        code="shop.invoices",
        name=_("Invoices and credit notes to customers"),
        rhythm=Rhythm(within=timedelta(minutes=60)),
        targets=_targets("invoices.", "returns."),
        begins=("order.shipped", "invoice.issued"),
    ),
    Flow(
        code="shop.privacy",
        name=_("Answers about personal data"),
        rhythm=Rhythm(within=timedelta(hours=4)),
        direction=Direction.INSIDE,
        targets=_targets("privacy."),
    ),
    Flow(
        code="payments.told",
        name=_("What payment providers call about"),
        rhythm=Rhythm(within=timedelta(minutes=15)),
        direction=Direction.IN,
        sources=tuple(settings.PAYMENT_PROVIDERS),
    ),
    Flow(
        code="payments.catch_up",
        name=_("What payment providers say has happened"),
        rhythm=Rhythm(within=timedelta(minutes=30), failures=2),
        direction=Direction.IN,
    ),
    Flow(
        code="shop.renditions",
        name=_("Pictures in every size and format"),
        rhythm=Rhythm(within=timedelta(hours=12)),  # a night is enough for ten thousand
        direction=Direction.INSIDE,
        queue=Queued(pile=_renditions, hours=rendition_queue.by_hour, page="picture_batches"),
    ),
    Flow(
        code="shop.certificates",
        name=_("A look at certificates"),
        rhythm=Rhythm(within=timedelta(hours=36)),
        direction=Direction.INSIDE,
    ),
    *(
        Flow(
            code=f"shop.{process}",
            name=name,
            rhythm=Rhythm(within=timedelta(minutes=minutes)),
            direction=Direction.INSIDE,
            process=process,
        )
        for process, minutes, name in (
            (WORKER, 5, _("The worker lives")),  # a slow partner may keep it busy that long
            (CLOCK, 2, _("The clock lives")),
            (PICTURES, 15, _("The worker of pictures lives")),
            (TASKS, 15, _("The worker of search and page indexes lives")),  # many pages may keep it busy
            (WATCHER, 2, _("The watcher lives")),
        )
    ),
)
