"""Somebody is forgotten: the files that may tell of them go, and no others."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from commerce.customers.person import Person
from integrations import privacy
from integrations.gateway import exporting, forgetting, importing, tasks
from integrations.gateway.import_models import Import
from integrations.gateway.models import Export, kept

NOW = timezone.now()
LATER = NOW + timedelta(days=5)
pytestmark = [pytest.mark.django_db, pytest.mark.law("L19")]


def came_in(kind):
    row = Import(kind=kind, name="rader.csv", state=Import.State.TAKEN, received_at=NOW, ended_at=NOW, expires_at=LATER)
    row.file.save("rader.csv", ContentFile(b"E-post\nasa@example.com\n"), save=False)
    row.save()
    return row


def went_out(kind):
    row = Export(kind=kind, name="rader.csv", state=Export.State.READY, asked_at=NOW, ended_at=NOW, expires_at=LATER)
    row.columns, row.format, row.language = ["sku"], "csv", "sv"
    row.file.save("rader.csv", ContentFile(b"E-post\nasa@example.com\n"), save=False)
    row.save()
    return row


def test_files_of_personal_kinds_go_with_whoever_is_forgotten():
    rows = [came_in("customers"), came_in("prices"), went_out("orders"), went_out("stock")]

    told = privacy.forget(Person(email="asa@example.com", traces=frozenset()), NOW)
    importing.forget(now=NOW)
    exporting.forget(now=NOW)

    for row in rows:
        row.refresh_from_db()
    assert [bool(row.file) for row in rows] == [False, True, False, True]
    assert told["files"] == 2
    assert [row.name for row in rows] == ["rader.csv"] * 4


def test_a_file_that_no_row_names_goes_after_a_day_and_no_other(monkeypatch):
    forgetting.let_strays_go(now=timezone.now() + timedelta(days=2))  # what other tests have left
    ours, stray = [came_in("prices"), went_out("stock")], [came_in("customers"), went_out("orders")]
    for row in stray:  # as if the process had died before the row was written
        type(row).objects.filter(pk=row.pk).delete()
    names = [row.file.name for row in (*ours, *stray)]

    tasks.forget_files()
    assert all(kept().exists(name) for name in names)

    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(tasks.timezone, "now", lambda: tomorrow)
    assert tasks.forget_files() == len(stray)

    assert [kept().exists(name) for name in names] == [True, True, False, False]
    assert not any(kept().exists(row.file.name.rpartition("/")[0]) for row in stray)
