"""Each night and when asked for: every system is compared, and what differs is kept as rows.

The row of a system is the queue. One worker at a time has it, under a lease that goes on as long as it reads; one that
was killed is begun again when the lease has run out, and one that failed is tried again within the hour.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commerce.customers.person import without_addresses
from commerce.pricing.vat import SWEDEN
from integrations import nudging, registry
from integrations.flows.runs import Run, running
from integrations.reconciliation import keeping, looking
from integrations.reconciliation.comparison import Comparison
from integrations.reconciliation.models import ComparedSystem, DifferenceRow

log = logging.getLogger(__name__)

FLOW = "reconciliation."
NIGHT = time(2, 30)  # Swedish time
OVERLAP, LONGEST_LOOK_BACK = timedelta(days=1), timedelta(days=29)
LEASE, RETRY = timedelta(minutes=10), timedelta(hours=1)
AT_A_TIME = 20
TASK = "integrations.reconciliation.tasks.reconcile_due"
Clock = Callable[[], datetime]


def reconcile(code: str, *, since: datetime | None = None, now: Clock = timezone.now) -> keeping.Kept:
    """Compare a system now and write what differs. A run of its flow, which says what came of it.

    Raises LookupError for a system that is not compared, and what its client raises. May be killed anywhere and run
    twice: differences are written when all has been read.
    """
    comparison = registry.comparison(code)
    row = _claim(code, now())
    return _run(comparison, row, since=since or _since(row), now=now)


def reconcile_due(*, now: Clock = timezone.now) -> int:
    """Every system whose night has come, that somebody has asked for, or whose last run was killed. Returns how many.

    One that cannot be asked does not keep the others waiting: its run says why it failed. While one is being compared
    no other is: the workers have more to do than this.
    """
    done = 0
    if ComparedSystem.objects.filter(leased_until__gt=now()).exists():
        return done
    for comparison in registry.comparisons():
        try:
            row = _claim(comparison.code, now(), is_due=_is_due)
        except _NotDue:
            continue
        try:
            _run(comparison, row, since=_since(row), now=now)
        except Exception:
            log.exception("%s could not be compared", comparison.code)
        done += 1
    return done


def ask(code: str, *, by: int | None, now: datetime) -> None:
    """Have a worker compare it as soon as it can. Raises LookupError for a system that is not compared."""
    registry.comparison(code)
    ComparedSystem.objects.update_or_create(code=code, defaults={"asked_at": now, "asked_by_id": by})
    transaction.on_commit(lambda: nudging.nudge(TASK), robust=True)


def is_running(row: ComparedSystem, now: datetime) -> bool:
    return row.leased_until is not None and row.leased_until > now


def is_waiting(row: ComparedSystem) -> bool:
    """Asked for, and not begun."""
    return row.asked_at is not None and (row.begun_at is None or row.asked_at > row.begun_at)


# --- the steps ---


class _NotDue(Exception):
    """Nobody has asked for it, or another worker has it."""


def _claim(code: str, now: datetime, *, is_due: Callable[[ComparedSystem, datetime], bool] | None = None):
    """Begin: nobody else has it while the lease lasts. Raises _NotDue where it must be due and is not."""
    with transaction.atomic():
        ComparedSystem.objects.get_or_create(code=code)
        row = ComparedSystem.objects.select_for_update().get(code=code)
        if is_due and not is_due(row, now):
            raise _NotDue(code)
        row.begun_at, row.leased_until, row.read, row.waiting, row.found = now, now + LEASE, 0, 0, 0
        row.save(update_fields=["begun_at", "leased_until", "read", "waiting", "found"])
    return row


def _run(comparison: Comparison, row: ComparedSystem, *, since: datetime, now: Clock) -> keeping.Kept:
    code, begun = comparison.code, row.begun_at or now()
    with running(FLOW + code, now=now) as run:
        try:
            kept = _compared(comparison, run, since=since, begun=begun, now=now)
        except Exception as error:
            words = without_addresses(f"{type(error).__name__}: {error}")[:2000]
            _mine(code, begun).update(leased_until=None, retry_at=now() + RETRY, problem=words)
            raise
        _mine(code, begun).update(leased_until=None, retry_at=None, ended_at=now(), problem=run.error)
    return kept


def _compared(comparison: Comparison, run: Run, *, since: datetime, begun: datetime, now: Clock) -> keeping.Kept:
    """Everything since then, and every difference that is still live, however old."""
    code = comparison.code

    def on_read(read: int) -> None:
        if read % AT_A_TIME == 0:
            _mine(code, begun).update(read=read, leased_until=now() + LEASE)

    live = set(DifferenceRow.objects.filter(system=code, gone_at=None).values_list("subject", flat=True))
    seen = looking.seen(comparison, now=begun, since=since, on_read=on_read)
    left = live - {one.subject for one in seen.differences}
    again = looking.seen(comparison, now=begun, since=since, only=left) if left else looking.Seen()
    unread = seen.unread | again.unread
    found = {one.identity: one for one in (*seen.differences, *again.differences)}
    looked_at = live - unread.keys() - (again.left if left else set())
    kept = keeping.keep(code, found.values(), looked_at=looked_at, now=max(now(), begun))
    under_way = len(seen.left | again.left)
    _mine(code, begun).update(read=seen.read, waiting=under_way, found=len(found))
    _say(run, kept, read=seen.read, waiting=under_way, unread=unread)
    return kept


def _say(run: Run, kept: keeping.Kept, *, read: int, waiting: int, unread: dict[str, str]) -> None:
    run.read, run.created, run.changed, run.failed = read, kept.new, kept.changed + kept.gone, len(unread)
    run.error = next((f"{subject}: {words}" for subject, words in sorted(unread.items())), "")
    if not run.has_done_something:
        words = _("of %(read)s that were compared nothing new differs, and %(waiting)s are under way")
        run.why = words % {"read": read, "waiting": waiting}


def _mine(code: str, begun: datetime):
    """The row as long as nobody else has begun anew."""
    return ComparedSystem.objects.filter(code=code, begun_at=begun)


def _is_due(row: ComparedSystem, now: datetime) -> bool:
    if is_running(row, now):
        return False
    if row.begun_at is None or is_waiting(row):
        return True
    if row.retry_at is not None:
        return row.retry_at <= now
    return row.ended_at is None or row.ended_at < row.begun_at or row.begun_at < _last_night(now)


def _last_night(now: datetime) -> datetime:
    here = now.astimezone(SWEDEN)
    tonight = datetime.combine(here.date(), NIGHT, tzinfo=SWEDEN)
    return tonight if here >= tonight else datetime.combine(here.date() - timedelta(days=1), NIGHT, tzinfo=SWEDEN)


def _since(row: ComparedSystem) -> datetime:
    """From a day before the last run that ended well, three days ago at the latest and 29 at the earliest."""
    now = row.begun_at or timezone.now()
    if row.ended_at is None:
        return now - LONGEST_LOOK_BACK
    return max(min(row.ended_at - OVERLAP, now - looking.LOOK_BACK), now - LONGEST_LOOK_BACK)
