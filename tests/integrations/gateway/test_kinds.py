"""Every kind of data in every format: what is exported and read back is what was there."""

from pathlib import Path

import pytest
from django.utils import timezone

from cms.translation import names
from commerce.events.models import Event
from integrations.formats.tables import registry as formats
from integrations.formats.tables.format import Options
from integrations.gateway import exporting, intake
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Outcome
from tests.factories.customers import owner

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.1"), pytest.mark.krav("4.6.2")]

WIDEST_PDF = 24


def as_file(kind, codes, path: Path, format, language="sv", chosen=None):
    with path.open("wb") as file:
        return exporting.write(kind, codes, chosen or {}, file, format=format, language=language, now=timezone.now())


def read_back(path, kind, codes, format, language="sv"):
    columns = kind.columns(codes, language=language)
    with formats.read(path, Options(columns=columns, format=format if format == "positional" else "")) as table:
        rows = [row.values for row in table.rows]
        assert [str(problem) for problem in table.taken_problems()] == []
    return rows


def comparable(row):
    """To the millisecond, as spreadsheets have it."""
    return [
        value.replace(microsecond=value.microsecond // 1000 * 1000) if hasattr(value, "microsecond") else value
        for value in row
    ]


@pytest.mark.parametrize("code", registry.KINDS)
def test_what_goes_out_comes_back_in_every_format(everything, tmp_path, code):
    kind = registry.by_code(code)
    expected = [list(row) for row in kind.rows(kind.codes, {}, now=timezone.now())]
    assert len(expected) >= 2
    assert len(kind.codes) <= WIDEST_PDF

    for format in formats.FORMATS:
        path = tmp_path / f"{format}.{formats.by_code(format).extension}"
        assert as_file(kind, kind.codes, path, format) == len(expected)
        found = read_back(path, kind, kind.codes, format)
        assert (format, list(map(comparable, found))) == (format, list(map(comparable, expected)))


@pytest.mark.parametrize("code", registry.KINDS)
def test_every_column_is_named_in_both_languages_and_each_name_once(code):
    kind = registry.by_code(code)

    for language in ("sv", "en"):
        names = [column.name for column in kind.columns(kind.codes, language=language)]
        assert len(set(names)) == len(names)
    swedish, english = (kind.columns(kind.codes, language=language) for language in ("sv", "en"))
    assert [column.name for column in swedish] != [column.name for column in english]


@pytest.mark.parametrize("code", registry.KINDS)
def test_every_filter_narrows_and_is_counted_alike(everything, code):
    kind, now = registry.by_code(code), timezone.now()
    everyone = len(list(kind.rows(kind.codes[:1], {}, now=now)))

    assert kind.count({}, now=now) == everyone
    for narrowed in kind.filters:
        choices = narrowed.choices() if narrowed.choices else [("2026-01-31", "")]
        counts = [kind.count({narrowed.code: value}, now=now) for value, _words in choices]
        found = [len(list(kind.rows(kind.codes[:1], {narrowed.code: value}, now=now))) for value, _words in choices]
        assert counts == found
        assert max(counts, default=0) <= everyone


@pytest.mark.parametrize("code", registry.KINDS)
def test_rows_are_one_query_however_many(everything, code, django_assert_num_queries):
    kind = registry.by_code(code)
    models = len(names.KINDS) if code == "translations" else 1

    with django_assert_num_queries(models):
        list(kind.rows(kind.codes, {}, now=timezone.now()))


@pytest.mark.parametrize("code", registry.TAKEN_IN)
@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_what_goes_out_and_is_taken_in_again_changes_nothing(everything, tmp_path, code, format):
    kind, path = registry.TAKEN_IN[code], tmp_path / f"file.{formats.by_code(format).extension}"
    by, now, told = owner(email="agaren@example.com"), timezone.now(), []
    chosen = {"time": "now"} if code == "prices" else {}
    before = list(kind.rows(kind.codes, chosen, now=now))
    as_file(kind, kind.codes, path, format, chosen=chosen)
    events = Event.objects.count()

    summary = intake.take_in(kind, path, name=path.name, by=by, now=now, dry_run=False, tell=told.append)

    assert (told, summary.outcomes) == ([], {Outcome.UNCHANGED: len(before)})
    assert len(before) >= 2
    assert list(kind.rows(kind.codes, chosen, now=now)) == before
    assert Event.objects.count() == events + 1  # that there was an import


@pytest.mark.parametrize("code", registry.TAKEN_IN)
def test_the_columns_that_name_a_row_come_in(code):
    kind = registry.TAKEN_IN[code]
    told_apart = [one for one in kind.fields if one.is_key and one.comes_in]

    assert told_apart
    assert [one.code for one in kind.fields if one.is_required and not one.comes_in] == []
