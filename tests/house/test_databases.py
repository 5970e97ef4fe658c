"""What the test databases promise: a test that commits sees real commits, and leaves nothing to the next one."""

from functools import partial

import psycopg
import pytest
from django.db import connection, transaction
from wagtail.models import Locale, Page, Site

from commerce.customers.models import Level
from tests import databases
from tests.committing import in_threads


def new_level(rank):
    with transaction.atomic():
        return Level.objects.create(code=f"level{rank}", name=f"Level {rank}", rank=rank).rank


@pytest.mark.parametrize("time", ["first", "second"])
def test_commits_are_seen_by_threads_and_gone_in_the_next_test(committing_db, time):
    before = Level.objects.count()

    results = in_threads(*[partial(new_level, rank) for rank in range(50, 55)])

    assert results == [50, 51, 52, 53, 54]
    assert Level.objects.count() == before + 5
    assert before == 4


def test_work_after_a_commit_is_done(committing_db):
    seen = []

    with transaction.atomic():
        transaction.on_commit(lambda: seen.append(connection.settings_dict["NAME"]))

    assert seen == [committing_db]


def test_a_copy_holds_what_migrations_made(committing_db):
    assert Site.objects.count() == 1
    assert sorted(Locale.objects.values_list("language_code", flat=True)) == ["en", "sv"]
    assert Page.objects.count() >= 2


@pytest.mark.django_db
def test_a_plain_test_sees_nothing_of_it():
    assert not Level.objects.filter(code__startswith="level").exists()


def built(version, parts, word):
    """A template that `word` is written in, on top of what it goes on from. Gives all that stands in it."""

    def build():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS words (word text)")
            cursor.execute("INSERT INTO words VALUES (%s)", [word])

    name = databases.template("webshop_house_test", version, build=build, parts=parts)
    with psycopg.connect(databases.url_of(name)) as opened:
        return [found for (found,) in opened.execute("SELECT word FROM words")]


def test_a_template_goes_on_from_the_one_with_most_of_the_same_parts(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        try:
            assert built("a", {"one": "1"}, "first") == ["first"]
            assert built("b", {"one": "1", "two": "1"}, "second") == ["first", "second"]
            assert built("c", {"one": "1", "two": "1", "three": "1"}, "third") == ["first", "second", "third"]
            assert built("d", {"one": "1", "two": "changed"}, "other") == ["first", "other"]
            assert built("e", {"four": "1"}, "alone") == ["alone"]
        finally:
            with databases.at_the_server() as server:
                for version in "abcde":
                    databases.drop(server, f"webshop_house_test_{version}")
