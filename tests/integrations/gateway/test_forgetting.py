"""Somebody is forgotten: the files that may tell of them go, and no others."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from commerce.customers.person import Person
from integrations import privacy
from integrations.gateway import exporting, importing
from integrations.gateway.import_models import Import
from integrations.gateway.models import Export

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
