"""A backup that is missing, old or cannot be restored raises one alarm, and that one incident."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from operations.backup import drill, programs, standing, taking
from operations.backup.models import Backup, Drill
from operations.desk.models import Ticket
from operations.monitoring import figures, keeping, watch
from operations.monitoring.models import Alarm
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def expected(settings, tmp_path):
    settings.IS_BACKUP_EXPECTED, settings.BACKUP_DIR = True, str(tmp_path)


def made_days_ago(days):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [NOW - days * DAY])


def backup(age, *, state="done", **fields):
    begun = NOW - age
    fields = {"error": "x"} | fields if state == "failed" else fields
    return Backup.objects.create(
        label=f"{begun:%Y%m%dT%H%M%S}{state}",
        method="basebackup",
        state=state,
        begun_at=begun,
        ended_at=begun,
        **fields,
    )


def drilled(age, *, state="done", **fields):
    begun = NOW - age
    fields = {"error": "x"} | fields if state == "failed" else {"rpo_seconds": 0, "rto_seconds": 90} | fields
    return Drill.objects.create(state=state, begun_at=begun, ended_at=begun, **fields)


def test_figures_of_a_shop_that_is_backed_up_and_proven():
    backup(2 * HOUR)
    backup(30 * HOUR, state="failed")
    drilled(3 * DAY, rpo_seconds=1.5, rto_seconds=120)

    found = standing.read(now=NOW)

    assert {code: round(value, 3) for code, value in found.items()} == {
        "backup.hours": 2,
        "backup.drill_days": 3,
        "backup.failed": 0,
        "backup.rpo": 1.5,
        "backup.rto": 2,
    }
    assert set(found) <= set(figures.FIGURES)


def test_where_none_was_ever_taken_its_age_is_that_of_the_database():
    made_days_ago(10)

    found = standing.read(now=NOW)

    assert (found["backup.hours"], found["backup.drill_days"]) == (pytest.approx(240), pytest.approx(10))


def test_what_is_not_expected_is_not_told(settings):
    settings.IS_BACKUP_EXPECTED = False

    assert standing.read(now=NOW) == {}


@pytest.mark.parametrize(
    ("case", "make", "figure"),
    [
        ("none was taken in time", lambda: (backup(27 * HOUR), drilled(DAY)), "backup.hours"),
        ("none was restored in time", lambda: (backup(HOUR), drilled(9 * DAY)), "backup.drill_days"),
        (
            "the last one failed",
            lambda: (backup(2 * HOUR), backup(HOUR, state="failed"), drilled(DAY)),
            "backup.failed",
        ),
        (
            "the last drill failed",
            lambda: (backup(HOUR), drilled(2 * DAY), drilled(DAY, state="failed")),
            "backup.failed",
        ),
        ("too much would be lost", lambda: (backup(HOUR), drilled(DAY, rpo_seconds=61)), "backup.rpo"),
        ("it would take too long", lambda: (backup(HOUR), drilled(DAY, rto_seconds=901)), "backup.rto"),
    ],
)
@pytest.mark.krav("6.1.5")
def test_each_fault_is_one_alarm_and_one_incident_however_long_it_lasts(case, make, figure):
    make()
    for minute in range(3):
        now = NOW + timedelta(minutes=minute)
        keeping.add_readings(standing.read(now=now), now=now)
        watch.judge(now=now)

    [alarm] = Alarm.objects.filter(closed_at=None)
    assert alarm.threshold.figure == figure
    assert alarm.threshold.runbook == "docs/drift/sakerhetskopior.md"
    [incident] = Ticket.objects.filter(kind="incident")
    assert alarm.incident == incident


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("", set()),
        ("*", set()),
        ("receiver_a", {"receiver_a"}),
        ("ANY 1 (receiver_a, receiver_b)", {"receiver_a", "receiver_b"}),
        ('FIRST 2 ("a b", c, d)', {"a b", "c", "d"}),
        ("2 (a, b)", {"a", "b"}),
    ],
)
def test_who_is_to_receive_the_log(wanted, names):
    assert standing.receivers_named(wanted) == names


@pytest.mark.parametrize("lost", [{"orders": 2, "orders_back": 1}, {"files_bad": 1}, {"rpo_seconds": None}])
def test_the_database_refuses_a_drill_that_lost_something_and_is_said_to_be_done(lost):
    with pytest.raises(IntegrityError), transaction.atomic():
        drilled(DAY, **lost)


def test_a_backup_that_fails_says_so_in_its_row_and_at_the_terminal(monkeypatch):
    def breaks(self, label):
        raise programs.Failed("pg_basebackup: could not connect")

    monkeypatch.setattr("operations.backup.copying.Copying.take", breaks)

    with pytest.raises(CommandError, match="could not connect"):
        call_command("backup")

    row = Backup.objects.get()
    assert (row.state, row.error) == ("failed", "pg_basebackup: could not connect")


def test_a_drill_without_a_copy_fails_and_leaves_a_row():
    with pytest.raises(CommandError, match="ingen kopia"):
        call_command("restore_drill")

    assert Drill.objects.get().state == "failed"


@pytest.mark.parametrize("where", ["", "away"])
def test_without_a_folder_nothing_is_taken(settings, tmp_path, where):
    settings.BACKUP_DIR = str(tmp_path / where) if where else ""

    with pytest.raises(programs.Failed):
        taking.back_up()
    assert not Backup.objects.exists()


def test_two_at_once_are_one():
    with taking.alone(), pytest.raises(programs.Failed, match="En annan säkerhetskopia"):
        taking.back_up()


def test_files_alone_are_copied_without_the_database():
    row = taking.back_up(is_of_files_alone=True)

    assert (row.kind, row.state, row.method, row.database_bytes) == ("files", "done", "", 0)


def test_orders_that_did_not_come_back_are_counted_in_words():
    row = Drill(orders=5, orders_back=3, rpo_seconds=12, rto_seconds=1, files_bad=2)

    told = drill._wrong(row, drill.Ledger(9, 5, "1005", ""))

    assert told == "2 av 5 ordrar kom inte tillbaka. 2 filer är inte vad de var."


def test_the_page_shows_what_would_be_lost_and_how_long_it_takes():
    backup(HOUR, database_bytes=12_300_000, files=7)
    drilled(DAY, rpo_seconds=0, rto_seconds=150, orders=4, orders_back=4, steps=[["log replayed", 2.5]])
    drilled(2 * DAY, state="failed", error="pg_ctl: no")

    page = verified(owner()).get("/admin/backups/").content.decode()

    assert "2,5\u00a0min" in page
    assert "12,3\u00a0MB" in page
    assert "4 / 4" in page
    assert "pg_ctl: no" in page
    assert "loggen spelades upp" in page.casefold()


@pytest.mark.parametrize("roles", [[], ["Redaktör"], ["Utvecklare"]])
def test_the_page_is_for_those_who_may(roles):
    answer = verified(UserFactory(roles=roles)).get("/admin/backups/")

    assert (answer.status_code, b"RPO" in answer.content) in ((302, False), (403, False))
