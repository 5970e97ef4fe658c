"""What the test databases promise: a test that commits sees real commits, and leaves nothing to the next one."""

from functools import partial

import pytest
from django.db import connection, transaction
from wagtail.models import Locale, Page, Site

from commerce.customers.models import Level
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
