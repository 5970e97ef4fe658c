"""One look at every flow: what has not come in time is told of, and what has come after all.

The watcher is a process of its own, `manage.py watch_flows`, and needs no worker: it makes the deliveries of events
that wait, so that they are seen to wait, and it sends its notices itself. The worker looks at the watcher.
"""

import logging
import threading
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from commerce import prepared
from integrations import outbox
from integrations.flows import begun, heartbeats, hours, judging, known, misses, outward, own, page_work
from integrations.flows.facts import gather
from integrations.flows.models import FlowRun, WatchedFlow
from integrations.flows.notices import TARGETS as NOTICES

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=15)
A_MINUTE = timedelta(minutes=1)
LONGEST_RUN = timedelta(hours=3)  # one that has not ended by then has been broken off
RUNS_KEPT = timedelta(days=90)


def keep_watching(stopped: threading.Event, *, now: Callable[[], datetime] = timezone.now) -> None:
    """Until it is asked to stop. What goes wrong in one look is logged, and the next look is made all the same."""
    awake_since, minute_at = now(), None
    while not stopped.is_set():
        close_old_connections()
        try:
            commit_here()
            heartbeats.beat(own.WATCHER, now=now())
            outbox.route_events(now=now())
            look(now=now(), awake_since=awake_since)
            outbox.deliver_due(now=now, threads=1, only=NOTICES)
            if minute_at is None or now() - minute_at >= A_MINUTE:
                minute_at = now()
                each_minute(now=minute_at)
        except Exception:
            log.exception("a look at the flows failed")
        stopped.wait(EVERY.total_seconds())


def commit_here() -> None:
    """What the watcher writes need not be at the log's receivers: it is who tells that they are away.

    Not through a pooler: the next to get the connection may be somebody whose order must be there.
    """
    if prepared.is_pooled():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO local")


def commits_wait(*, longer_than: timedelta = EVERY) -> bool:
    """Whether somebody's commit has waited so long for the log's receivers: then neither he nor a letter gets away."""
    with connection.cursor() as cursor:
        asked = "SELECT max(now() - query_start) > make_interval(secs => %s) FROM pg_stat_activity"
        cursor.execute(f"{asked} WHERE wait_event = 'SyncRep'", [longer_than.total_seconds()])
        return bool(cursor.fetchone()[0])


def each_minute(*, now: datetime) -> None:
    """What need not be done at every look. The sign of life goes out last: it says that all the rest was done."""
    page_work.ask()
    hours.count(now=now)
    for named in settings.EACH_MINUTE:
        import_string(named)(now=now)
    if commits_wait():
        log.error("commits wait for the receivers of the database's log: no sign of life is given")
    else:
        outward.ping()


def look(*, now: datetime, awake_since: datetime | None = None, only: Collection[str] = ()) -> None:
    """Judge every flow, or some, and tell what is news."""
    begin_to_watch(now=now)
    break_off_runs(now=now)
    flows = [one for one in known.flows() if not only or one.flow.code in only]
    facts = gather(flows, now=now, awake_since=awake_since)
    already = misses.open_codes()
    for one in flows:
        code = one.flow.code
        verdict = judging.judge(one.flow, one.rhythm, facts[code], now=now)
        if code not in already and one.is_watched and verdict.is_miss:
            misses.open_one(code, verdict, facts[code], now=now)
        elif code in already and not (one.is_watched and verdict.is_miss):
            misses.close(code, now=now, is_told=one.is_watched)
        if one.flow.begins and one.is_watched:
            begun.advance(one, now=now)


def begin_to_watch(*, now: datetime) -> None:
    """A flow that is at work and has no row gets one, and is watched from now on."""
    new = [one.flow.code for one in known.flows() if one.is_on and one.row is None]
    if new:
        begun.start(new, now=now)
        WatchedFlow.objects.bulk_create([WatchedFlow(code=code, since=now) for code in new], ignore_conflicts=True)


def break_off_runs(*, now: datetime) -> int:
    """Runs whose process has died are ended as such. One that lives after all writes its own end when it comes."""
    dead = FlowRun.objects.filter(finished_at=None, started_at__lt=now - LONGEST_RUN)
    return dead.update(outcome=FlowRun.Outcome.BROKEN, finished_at=now)


def forget(*, now: datetime) -> int:
    """Runs that have been kept long enough. Misses stay."""
    return FlowRun.objects.filter(started_at__lt=now - RUNS_KEPT).delete()[0]
