"""The figures that are kept of the shop: their names, in what they are measured, and which way is bad."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`component` groups them. `is_capacity`: it runs out, and is worth a forecast; `remedy`: what helps then."""

    code: str
    name: str | Promise
    component: str
    unit: str | Promise = ""
    is_capacity: bool = False
    remedy: str | Promise = ""


PERCENT, MS, DAYS, MINUTES = "%", "ms", pgettext_lazy("a unit", "days"), pgettext_lazy("a unit", "min")
HOURS = pgettext_lazy("a unit", "h")
COMPONENTS: dict[str, str | Promise] = {
    "answers": _("Answer times"),
    "database": _("Database"),
    "cache": _("Cache"),
    "broker": _("Broker"),
    "processes": _("Worker and other processes"),
    "queues": _("Queues and flows"),
    "disk": _("Disk"),
    "certificates": _("Certificates"),
    "mail": _("Mail"),
    "search": _("Search"),
    "payments": _("Payments"),
    "sales": _("Sales"),
    "prometheus": _("Prometheus"),
    "backup": _("Backups"),
}
HEARD = "prometheus.heard"  # read each time that its sign of life arrives
FIGURES = {
    one.code: one
    for one in (
        Figure(code="admin.within_2s", name=_("Admin answers within 2 s, an hour"), component="answers", unit=PERCENT),
        Figure(code="shop.within_2s", name=_("Shop answers within 2 s, an hour"), component="answers", unit=PERCENT),
        Figure(code="answers.failed", name=_("Answers that failed, an hour"), component="answers", unit=PERCENT),
        Figure(
            code="answers.a_day",
            name=_("Answers in a day"),
            component="answers",
            is_capacity=True,
            remedy=_("one web server process more"),
        ),
        Figure(code="database.ms", name=_("A question to the database"), component="database", unit=MS),
        Figure(
            code="database.connections",
            name=_("Connections to the database, of those there may be"),
            component="database",
            unit=PERCENT,
            is_capacity=True,
            remedy=_("more connections, or a pooler before the database"),
        ),
        Figure(
            code="database.mb",
            name=_("Size of the database"),
            component="database",
            unit="MB",
            is_capacity=True,
            remedy=_("a larger disk for the database"),
        ),
        Figure(code="cache.ms", name=_("A look in the cache"), component="cache", unit=MS),
        Figure(code="broker.ms", name=_("A connection to the broker"), component="broker", unit=MS),
        Figure(code="processes.silent", name=_("Processes that are silent"), component="processes"),
        Figure(code="flows.late", name=_("Flows that have not come in time"), component="queues"),
        Figure(
            code="queues.waiting",
            name=_("Deliveries that wait"),
            component="queues",
            is_capacity=True,
            remedy=_("one worker more"),
        ),
        Figure(code="queues.oldest", name=_("The oldest delivery that is due"), component="queues", unit=MINUTES),
        Figure(code="queues.stopped", name=_("Deliveries that have stopped"), component="queues"),
        Figure(
            code="disk.used",
            name=_("Disk in use"),
            component="disk",
            unit=PERCENT,
            is_capacity=True,
            remedy=_("a larger disk, or old files moved away"),
        ),
        Figure(
            code="certificates.days",
            name=_("Days until the first certificate ends"),
            component="certificates",
            unit=DAYS,
        ),
        Figure(code="mail.oldest", name=_("The oldest mail that waits"), component="mail", unit=MINUTES),
        Figure(code="search.ms", name=_("A search"), component="search", unit=MS),
        Figure(code="payments.waiting", name=_("Payments begun and not ended in an hour"), component="payments"),
        Figure(code="sales.carts", name=_("Carts with goods, a day"), component="sales"),
        Figure(code="sales.checkouts", name=_("Checkouts begun, a day"), component="sales"),
        Figure(
            code="sales.orders",
            name=_("Orders, a day"),
            component="sales",
            is_capacity=True,
            remedy=_("look at the packing and the support for more orders"),
        ),
        Figure(code="sales.paid", name=_("Orders paid, a day"), component="sales"),
        Figure(
            code="prometheus.silent",
            name=_("Since Prometheus was last heard of"),
            component="prometheus",
            unit=MINUTES,
        ),
        Figure(code="purchase.worked", name=_("The purchase on trial worked, 1 or 0"), component="sales"),
        Figure(code="purchase.ms", name=_("The purchase on trial"), component="sales", unit=MS),
        Figure(code="backup.hours", name=_("Since the last backup"), component="backup", unit=HOURS),
        Figure(code="backup.drill_days", name=_("Since a backup was last restored"), component="backup", unit=DAYS),
        Figure(code="backup.failed", name=_("Backups and drills that failed last"), component="backup"),
        Figure(code="backup.rpo", name=_("RPO at the last drill"), component="backup", unit="s"),
        Figure(
            code="backup.rto",
            name=_("RTO at the last drill"),
            component="backup",
            unit=MINUTES,
            is_capacity=True,
            remedy=_("whole copies more often, or a faster disk to restore to"),
        ),
        Figure(
            code="backup.archive", name=_("The database's log has not been archived"), component="backup", unit=MINUTES
        ),
        Figure(code="backup.receivers", name=_("Receivers of the database's log that are away"), component="backup"),
        Figure(code="components.down", name=_("Components that do not answer"), component="processes"),
    )
}
