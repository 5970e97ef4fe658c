"""Rows and arrays as text: the database reads back what was written, whatever it holds."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection

from commerce import prepared
from commerce.catalogue.models import Brand, Product
from commerce.copy_lines import array, lines

KEY = UUID("0f6e1b1e-7a0e-4e1c-9d0a-7a1d2c3b4a59")
AT = datetime(2026, 3, 1, 12, 30, 0, 125, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["plain", "", "å\tb\nc\rd", "\\N", "\\.", 'quote " and \\ slash', None]),
        ("text", ["same\\", "same\\"]),
        ("bigint", [1, -2, 3]),
        ("bigint", [None, 7]),
        ("boolean", [True, False, None]),
        ("numeric", [Decimal("0.10"), Decimal("12345678901.99")]),
        ("uuid", [KEY, None]),
        ("timestamptz", [AT, AT, None]),
        ("date", [date(2026, 3, 1)]),
        ("bigint[]", [[1, 2], []]),
        ("text[]", [["a b", 'c"d\\e', "f,{g}", "NULL", ""], []]),
        ("numeric[]", [[Decimal("1.5"), None]]),
    ],
)
def test_copied_values_come_back_as_they_were(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE copied (place int, held {kind}) ON COMMIT DROP")
        with cursor.copy("COPY copied FROM STDIN") as copy:
            for text in lines(enumerate(values)):
                copy.write(text)
        cursor.execute("SELECT held FROM copied ORDER BY place")
        found = [held for (held,) in cursor.fetchall()]
        cursor.execute("DROP TABLE copied")

    assert found == values


def test_true_is_not_taken_for_one_nor_one_column_for_another():
    assert list(lines([(1, True, "x"), (True, 1, "x")])) == ["1\tt\tx\nt\t1\tx\n"]


def test_rows_of_unequal_length_are_an_error():
    with pytest.raises(ValueError, match="shorter"):
        list(lines([(1, 2), (3,)]))


def test_no_rows_are_no_lines():
    assert list(lines([])) == []


@pytest.mark.django_db
@pytest.mark.parametrize("names", [["Höör & Co"], ['5" rör', "a\\b", "c,{d}"], []])
def test_rows_are_found_among_names_of_any_characters(names):
    Brand.objects.bulk_create(Brand(name=name) for name in [*names, "another"])

    assert set(Brand.objects.filter(name__among=names).values_list("name", flat=True)) == set(names)


@pytest.mark.django_db
def test_keys_of_mixed_kinds_are_looked_up_as_the_field_reads_them():
    brand = Brand.objects.create(name="one")

    assert Brand.objects.filter(pk__among=[brand.pk, str(brand.pk)]).get() == brand
    assert not Product.objects.filter(brand_id__among=[]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("values", [[1, None, -2], [Decimal("0.10"), Decimal("1E+3"), None], [None]])
def test_numbers_of_which_some_are_missing_are_read_as_they_are(values):
    assert prepared.rows("SELECT %s::numeric[]", [values]) == [(values,)]


@pytest.mark.parametrize("values", [[1.5], [True], [1, "1"], ["1", None]])
def test_what_is_not_plain_is_left_to_the_driver(values):
    assert array(values) is None
