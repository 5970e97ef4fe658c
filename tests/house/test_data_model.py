"""The page about tables agrees with the database."""

import pytest
from django.db import connection

from config.data_model import PAGE, UNSAID, condition, described

pytestmark = pytest.mark.django_db


@pytest.mark.krav("4.7.4")
def test_the_page_about_tables_is_fresh():
    page = PAGE.read_text(encoding="utf-8")

    assert page == described(page), "run: .venv/bin/python manage.py describe_models"


@pytest.mark.krav("4.7.2")
def test_every_table_is_told_of_in_words():
    assert UNSAID not in PAGE.read_text(encoding="utf-8")


def test_a_condition_that_is_dropped_makes_the_page_stale():
    page = PAGE.read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stock_stock DROP CONSTRAINT stock_not_oversold")

    assert described(page) == page.replace("\n- `stock_not_oversold`: `allocated <= (on_hand + backorder_limit)`", "")


def test_what_is_written_by_hand_is_kept():
    page = PAGE.read_text(encoding="utf-8")
    told = page.replace("Det man lägger i varukorgen.", "Två rader\nfrån en människa.")

    assert told != page
    assert described(told) == told


def test_a_table_without_a_sentence_says_so():
    bare = described("")

    assert f"### `stock_stock`: lager\n\n{UNSAID}\n\n| kolumn |" in bare
    assert described(bare) == bare


@pytest.mark.parametrize(
    "said",
    [
        "CHECK (((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
        "CHECK (((state)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))",
    ],
    ids=["made by a migration", "read back from a copy"],
)
def test_a_condition_reads_the_same_however_the_database_was_made(said):
    assert condition("state_is_one", said) == "`state_is_one`: `state = ANY (ARRAY['a', 'b'])`"
