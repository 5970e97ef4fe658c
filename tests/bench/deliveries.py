"""The board of flows and the register of deliveries at 1,000,000 kept deliveries.

python -m tests.bench.deliveries             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.deliveries --quick     a hundredth of everything, writes nothing

The rows are written by set-based SQL with triggers off. They lie over thirty days, more by day than by night; one in
fifty needed more than one try, some hundreds wait, and some have stopped.
"""

import contextlib
import os
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from django.db import connection
from django.utils import timezone

from tests.bench.beginning import begun
from tests.bench.orders import Asked
from tests.bench.orders import _owner as owner
from tests.bench.orders import _timed as timed

DELIVERIES = 1_000_000
GOAL = 500.0
TURNS = 10
EVENTS = """
INSERT INTO events_event (id, kind, subject, payload, at, is_routed)
SELECT n, 'order.confirmed', 'order:' || 10000 + n, '{}',
       now() - (%(count)s - n) * interval '30 days' / %(count)s, true
FROM generate_series(1, %(count)s) n
"""
ROWS = """
INSERT INTO integrations_delivery (event_id, target, system, subject, state, lane, key, anchor, holds_back, attempts,
                                   due_at, delivered_at, error)
SELECT e.id, (%(targets)s::text[])[1 + e.id %% %(kinds)s], '', e.subject, s.state, 1, gen_random_uuid(), e.subject,
       false, CASE WHEN e.id %% 50 = 0 THEN 3 ELSE 1 END, e.at,
       CASE WHEN s.state = 'delivered' THEN e.at + interval '4 seconds' END,
       CASE WHEN s.state = 'stopped' THEN 'DeliveryRefused: unknown' ELSE '' END
FROM events_event e, LATERAL (
    SELECT CASE WHEN e.id > %(count)s - 300 THEN 'waiting' WHEN e.id %% 20000 = 7 THEN 'stopped' ELSE 'delivered' END
) AS s (state)
"""
RUNS = """
INSERT INTO integrations_flowrun (flow, outcome, started_at, finished_at, read, created, changed, failed, why, error)
SELECT 'payments.catch_up', CASE WHEN n %% 40 = 0 THEN 'failed' ELSE 'done' END, now() - n * interval '10 minutes',
       now() - n * interval '10 minutes' + interval '3 seconds', 5, 1, 0, 0, '', ''
FROM generate_series(1, 12960) n
"""


def main() -> None:
    is_quick = begun(__doc__)
    from tests.bench import delivery_report

    found = measure(scale=0.01 if is_quick else 1.0)
    delivery_report.SHOWN.show(found)
    if not is_quick:
        delivery_report.SHOWN.write(found)


def measure(*, scale: float) -> list[Asked]:
    from tests import databases

    with contextlib.ExitStack() as held:
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_deliveries"))
        held.enter_context(databases.connected_to(name))
        fill(int(DELIVERIES * scale))
        return [*watching(), *pages()]


def fill(count: int) -> None:
    from integrations.routes import TARGETS

    targets = [code for code in TARGETS if not code.startswith("privacy")]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        values = {"count": count, "targets": targets, "kinds": len(targets)}
        for statement in (EVENTS, ROWS, RUNS):
            cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def watching() -> list[Asked]:
    """What the watcher does every 15 seconds, and once a minute; the first count makes the sums of two weeks."""
    from integrations.flows import hours, watch

    watch.look(now=timezone.now() - timedelta(days=20))
    return [
        timed("watcher: the first count, of 14 days", lambda _turn: hours.count(now=timezone.now()), range(1)),
        timed("watcher: count of two hours", lambda _turn: hours.count(now=timezone.now()), range(TURNS)),
        timed("watcher: a look at every flow", lambda _turn: watch.look(now=timezone.now()), range(TURNS)),
    ]


def pages() -> list[Asked]:
    browser = owner()
    asked = [
        ("board of flows", "/admin/flows/"),
        ("a flow, a week", "/admin/flows/shop.mail/"),
        ("a job, a week", "/admin/flows/payments.catch_up/"),
        ("register of deliveries", "/admin/integrations/delivery/"),
        ("register, last page", "/admin/integrations/delivery/?p=20000"),
        ("register, of a flow", "/admin/integrations/delivery/?flow=shop.mail"),
        ("register, of a flow, not arrived", "/admin/integrations/delivery/?flow=shop.mail&left=yes"),
        ("register, stopped", "/admin/integrations/delivery/?state=stopped"),
        ("register, does not get through", "/admin/integrations/delivery/?stuck=yes"),
        ("register, of an order", "/admin/integrations/delivery/?q=order:510000"),
        ("register, of a target", "/admin/integrations/delivery/?target=invoices.issue"),
        ("first page of the admin", "/admin/"),
    ]
    return [timed(name, lambda _turn, at=address: _fetch(browser, at), range(TURNS)) for name, address in asked]


def _fetch(browser, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


if __name__ == "__main__":
    main()
