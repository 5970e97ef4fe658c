"""The sums of each hour: how many deliveries each target took. Counted from the rows, so a lost count mends itself.

An hour is counted anew until the one after it has ended; then it stays as it is, also when its rows have been removed.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from integrations import cursors, registry

STREAM = "flows.hours"
LOOK_BACK, KEPT = timedelta(days=14), timedelta(days=400)
HOUR = timedelta(hours=1)
COUNT = """
INSERT INTO integrations_targethour (target, hour, delivered, troubled)
SELECT target, date_trunc('hour', delivered_at, 'UTC'), count(*), count(*) FILTER (WHERE attempts > 1)
FROM integrations_delivery
WHERE target = ANY(%s) AND delivered_at >= %s AND delivered_at < %s AND state = 'delivered'
GROUP BY 1, 2
ON CONFLICT (target, hour) DO UPDATE SET delivered = excluded.delivered, troubled = excluded.troubled
"""
FORGET = "DELETE FROM integrations_targethour WHERE hour < %s"


def count(*, now: datetime) -> None:
    """Count what has been delivered since the last hour that is settled."""
    this_hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    settled = cursors.position(STREAM)
    since = datetime.fromisoformat(settled) if settled else this_hour - LOOK_BACK
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COUNT, [registry.target_codes(), since, this_hour + HOUR])
        cursor.execute(FORGET, [now - KEPT])
        cursors.advance(STREAM, max(since, this_hour - HOUR).isoformat(), now=now)
