"""Nobody rewrites the history: the database refuses, and whoever gets past it is found out the next night."""

import itertools
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DataError, ProgrammingError
from django.utils import timezone

from commerce.catalogue.models import Brand, Manufacturer
from commerce.events import history_watch
from commerce.events.models import Event
from commerce.history import seals
from commerce.history.models import HistorySeal
from commerce.history.versions import event_model

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]

TABLE = event_model(Brand)._meta.db_table


def versions():
    return event_model(Brand)._default_manager.order_by("pgh_id")


def tomorrow():
    return timezone.now() + seals.SETTLED + timedelta(hours=1)


@pytest.fixture
def renamed():
    """A brand with three versions of before."""
    brand = Brand.objects.create(name="Lera")
    for name in ("Lykta", "Låga", "Ljus"):
        brand.name = name
        brand.save()
    return brand


def past_the_triggers(statement, *values):
    """What somebody does who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def what_is_broken():
    return {(one.seal.table, one.what) for one in seals.broken()}


@pytest.mark.parametrize("how", ["delete", "update"])
def test_the_database_refuses_to_change_a_version(renamed, how):
    with pytest.raises(ProgrammingError), transaction.atomic():
        versions().delete() if how == "delete" else versions().update(name="Annat")

    assert list(versions().values_list("name", flat=True))[-3:] == ["Lera", "Lykta", "Låga"]


@pytest.mark.parametrize("how", ["delete", "update"])
def test_and_to_change_a_seal(renamed, how):
    seals.seal(now=tomorrow())

    with pytest.raises(ProgrammingError), transaction.atomic():
        HistorySeal.objects.all().delete() if how == "delete" else HistorySeal.objects.update(digest="0" * 64)


def test_what_is_not_settled_waits(renamed):
    assert seals.seal(now=timezone.now()) == 0
    assert seals.seal(now=tomorrow()) >= 1
    assert seals.seal(now=tomorrow()) == 0


def test_what_nobody_touched_holds(renamed):
    seals.seal(now=tomorrow())
    renamed.name = "Glöd"
    renamed.save()
    seals.seal(now=tomorrow() + seals.SETTLED)

    assert what_is_broken() == set()
    assert HistorySeal.objects.filter(table=TABLE).count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET name = 'Annat' WHERE pgh_id = %s",
        f"UPDATE {TABLE} SET pgh_created_at = pgh_created_at + interval '1 second' WHERE pgh_id = %s",
        f"DELETE FROM {TABLE} WHERE pgh_id = %s",
    ],
)
def test_a_version_changed_behind_the_triggers_is_found(renamed, statement):
    seals.seal(now=tomorrow())

    past_the_triggers(statement, versions().last().pgh_id)

    assert what_is_broken() == {(TABLE, "versions")}


def test_a_version_put_in_afterwards_is_found(renamed):
    first = versions().first()
    seals.seal(now=tomorrow())

    past_the_triggers(
        f"INSERT INTO {TABLE} SELECT * FROM (SELECT (jsonb_populate_record(NULL::{TABLE}, to_jsonb(t) || "
        f"jsonb_build_object('pgh_id', %s::bigint))).* FROM {TABLE} t WHERE t.pgh_id = %s) AS made",
        first.pgh_id - 1,
        first.pgh_id,
    )

    assert what_is_broken() == {(TABLE, "versions")}


@pytest.mark.parametrize("how", ["made to fit", "taken away"])
def test_a_seal_that_is_made_to_fit_breaks_the_chain(renamed, how):
    seals.seal(now=tomorrow())
    renamed.name = "Glöd"
    renamed.save()
    seals.seal(now=tomorrow() + seals.SETTLED)
    first = HistorySeal.objects.filter(table=TABLE).first()

    if how == "made to fit":
        past_the_triggers("UPDATE history_historyseal SET digest = %s WHERE id = %s", "0" * 64, first.pk)
    else:
        past_the_triggers("DELETE FROM history_historyseal WHERE id = %s", first.pk)

    assert "chain" in {what for _table, what in what_is_broken()}


def test_a_column_that_came_later_breaks_nothing(renamed):
    seals.seal(now=tomorrow())

    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN came_later text DEFAULT 'x'")

    assert what_is_broken() == set()


def test_a_long_history_is_sealed_in_stretches(renamed, monkeypatch):
    monkeypatch.setattr(seals, "STRETCH", 2)
    seals.seal(now=tomorrow())

    stretches = list(HistorySeal.objects.filter(table=TABLE).values_list("after", "until", "rows"))

    assert [rows for _after, _until, rows in stretches[:-1]] == [2] * (len(stretches) - 1)
    assert all(one[1] == after[0] for one, after in itertools.pairwise(stretches))
    assert what_is_broken() == set()


# --- What the law says must be forgotten ---


@pytest.mark.law("L19")
def test_what_is_forgotten_is_sealed_anew_with_the_reason():
    maker = Manufacturer.objects.create(name="Krukan", email="a@example.com", postal_address="Vägen 1")
    maker.postal_address = "Vägen 2"
    maker.save()
    seals.seal(now=tomorrow())

    with seals.rewriting(Manufacturer, reason="forgotten", now=tomorrow()) as kept:
        kept.filter(email="a@example.com").update(postal_address="")

    assert what_is_broken() == set()
    assert HistorySeal.objects.last().reason == "forgotten"
    with pytest.raises(ProgrammingError), transaction.atomic():
        kept.all().delete()


def test_nothing_is_sealed_anew_when_it_fails(renamed):
    seals.seal(now=tomorrow())
    before = HistorySeal.objects.count()

    with pytest.raises(DataError), seals.rewriting(Brand, reason="forgotten", now=tomorrow()) as kept:
        kept.update(name="x" * 1_000)

    assert HistorySeal.objects.count() == before
    assert what_is_broken() == set()


def test_only_what_keeps_versions_is_rewritten():
    with pytest.raises(ValueError, match="keeps no versions"), seals.rewriting(Event, reason="x", now=timezone.now()):
        pass


# --- The night ---


def test_the_night_tells_when_something_does_not_hold(renamed, caplog):
    with caplog.at_level("INFO"):
        assert history_watch.look(now=tomorrow()) == 0
    head = HistorySeal.objects.last()
    assert head.chain in caplog.text
    past_the_triggers(f"DELETE FROM {TABLE} WHERE pgh_id = %s", versions().last().pgh_id)

    assert history_watch.look(now=tomorrow()) == 1
    told = Event.objects.get(kind="history.broken")
    assert told.payload["what"] == [f"{TABLE}: versions"]
    assert HistorySeal.objects.last() == head


def test_two_nights_at_once_are_one(renamed):
    told = connection.get_connection_params()
    place = {key: told[key] for key in ("dbname", "user", "host", "port", "password") if key in told}

    with psycopg.connect(**place) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [seals.LOCK])
        seals.seal_and_look(now=tomorrow())

    assert not HistorySeal.objects.exists()
