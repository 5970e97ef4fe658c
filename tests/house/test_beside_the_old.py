"""A release is migrated while the version before runs: what it cannot live with is refused, and no lock waited for."""

import threading

import pytest
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections, migrations, models, transaction
from django.db.migrations.state import ModelState, ProjectState

from commerce.events.models import Event
from config.beside_the_old import LARGE, judge, refused
from config.management.commands import migrate_beside

pytestmark = pytest.mark.krav("4.5.4")
CUP = ("name", models.CharField(max_length=20))
SMALL_TABLE, LARGE_TABLE = {"shop_cup": 10}, {"shop_cup": LARGE + 1}


def shop():
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        CUP,
        ("color", models.CharField(max_length=20, null=True)),
        ("count", models.IntegerField()),
    ]
    state.add_model(ModelState("shop", "Cup", fields))
    return state


def found(*operations, rows=SMALL_TABLE, reason=""):
    made = type("Migration", (migrations.Migration,), {"operations": list(operations), "safe_beside_old": reason})
    return judge([made("0002_x", "shop")], shop(), rows=lambda table: rows.get(table, 0))


INDEX = models.Index(fields=["name"], name="cup_name")
CHECK = models.CheckConstraint(condition=models.Q(count__gte=0), name="cup_count")


@pytest.mark.parametrize(
    ("case", "operation"),
    [
        ("a table goes", migrations.DeleteModel("Cup")),
        ("a table is renamed", migrations.RenameModel("Cup", "Mug")),
        ("a column goes", migrations.RemoveField("cup", "name")),
        ("a column is renamed", migrations.RenameField("cup", "name", "title")),
        ("a column that must be filled", migrations.AddField("cup", "size", models.IntegerField(default=1))),
        ("an empty one is forbidden", migrations.AlterField("cup", "color", models.CharField(max_length=20))),
        ("less room", migrations.AlterField("cup", "name", models.CharField(max_length=10))),
        ("another type", migrations.AlterField("cup", "count", models.BigIntegerField())),
        ("by hand: a column goes", migrations.RunSQL("ALTER TABLE shop_cup DROP COLUMN name")),
        ("by hand: renamed", migrations.RunSQL([("ALTER TABLE shop_cup RENAME COLUMN name TO title", None)])),
        ("by hand: not empty", migrations.RunSQL("alter table shop_cup alter column color set not null")),
        (
            "only the database, not the models",
            migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("cup", "name")]),
        ),
    ],
)
def test_what_the_version_before_cannot_live_with_is_refused(case, operation):
    [complaint] = refused(found(operation))

    assert complaint.migration == "shop.0002_x"


@pytest.mark.parametrize(
    ("case", "operation"),
    [
        ("a new table", migrations.CreateModel("Vase", [("id", models.BigAutoField(primary_key=True))])),
        ("a column that may be empty", migrations.AddField("cup", "size", models.IntegerField(null=True))),
        ("one that the database fills", migrations.AddField("cup", "size", models.IntegerField(db_default=1))),
        ("more room", migrations.AlterField("cup", "name", models.CharField(max_length=40))),
        ("text without an end", migrations.AlterField("cup", "name", models.TextField())),
        ("may be empty from now", migrations.AlterField("cup", "name", models.CharField(max_length=20, null=True))),
        ("words about it", migrations.AlterField("cup", "name", models.CharField("the name", max_length=20))),
        ("an index of few rows", migrations.AddIndex("cup", INDEX)),
        (
            "only the models",
            migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("cup", "name")]),
        ),
        ("a function that would", migrations.RunSQL("CREATE FUNCTION f() RETURNS void AS $$ DROP TABLE x $$")),
    ],
)
def test_what_it_can_live_with_goes(case, operation):
    assert found(operation) == []


@pytest.mark.parametrize(
    ("case", "operation", "count"),
    [
        ("an index", migrations.AddIndex("cup", INDEX), 1),
        ("an index beside the writing", AddIndexConcurrently("cup", INDEX), 0),
        ("a condition", migrations.AddConstraint("cup", CHECK), 1),
        ("a condition for what comes", AddConstraintNotValid("cup", CHECK), 0),
        ("an index by hand", migrations.RunSQL('CREATE INDEX cup_x ON "shop_cup" (name)'), 1),
        ("by hand beside the writing", migrations.RunSQL("CREATE INDEX CONCURRENTLY cup_x ON shop_cup (name)"), 0),
        ("a column with one", migrations.AddField("cup", "x", models.IntegerField(null=True, db_index=True)), 1),
    ],
)
def test_a_large_table_is_not_closed_to_those_who_write(case, operation, count):
    assert len(found(operation, rows=LARGE_TABLE)) == count


def test_tables_of_the_same_release_are_nobodys_yet():
    fields = [("id", models.BigAutoField(primary_key=True)), CUP]

    assert (
        found(
            migrations.CreateModel("Vase", fields),
            migrations.AddField("vase", "size", models.IntegerField(default=1)),
            migrations.RemoveField("vase", "name"),
            migrations.RunSQL("ALTER TABLE shop_vase ALTER COLUMN size SET NOT NULL"),
        )
        == []
    )


@pytest.mark.parametrize(("reason", "count"), [("Since 1.4 nothing reads the column.", 0), ("ok", 1), ("", 1)])
def test_a_reason_lets_it_pass_and_is_told(reason, count):
    told = found(migrations.RemoveField("cup", "name"), reason=reason)

    assert len(refused(told)) == count
    assert [one.reason for one in told] == [reason]


@pytest.mark.django_db
def test_the_command_refuses_and_changes_nothing(monkeypatch):
    last = Event._meta.app_label
    made = type("Migration", (migrations.Migration,), {"operations": [migrations.DeleteModel("Event")]})("9999_x", last)
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda self, targets: [(made, False)]
    )

    with pytest.raises(CommandError, match="drops the table of Event"):
        call_command("migrate_beside")

    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_with_nothing_to_apply_there_is_nothing_to_refuse(capsys):
    call_command("migrate_beside", "--look")

    assert capsys.readouterr().out == ""


def test_a_table_in_use_is_not_waited_for_and_then_it_goes(committing_db, monkeypatch):
    """Whoever asks behind a waiting ALTER TABLE waits too: so it gives way, and tries again when the table is free."""
    held, go = threading.Event(), threading.Event()
    tries = []

    def reader():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE events_event IN ACCESS SHARE MODE")
            held.set()
            go.wait(30)
        connections.close_all()

    def alter(*given, **said):
        tries.append(1)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE events_event ADD COLUMN tried integer")

    monkeypatch.setattr(migrate_beside, "WAITS", "100ms")
    monkeypatch.setattr(migrate_beside, "call_command", alter)
    monkeypatch.setattr(migrate_beside.time, "sleep", lambda seconds: (go.set(), thread.join(30)))
    thread = threading.Thread(target=reader)
    thread.start()
    assert held.wait(30)

    call_command("migrate_beside")

    assert len(tries) == 2
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_another_fault_is_not_tried_again(committing_db, monkeypatch):
    def breaks(*given, **said):
        raise OperationalError("the server is gone")

    monkeypatch.setattr(migrate_beside, "call_command", breaks)

    with pytest.raises(OperationalError, match="gone"):
        call_command("migrate_beside")


def test_the_release_migrates_by_it():
    script = (settings.PROJECT / "deploy" / "release").read_text(encoding="utf-8")

    assert "manage.py migrate_beside" in script
    assert "manage.py migrate " not in script
