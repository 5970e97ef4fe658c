"""Rows that many tests of a module read: made once, and untouched in every test.

    @pytest.fixture(scope="module")
    def made(made_once):
        return made_once(a_few_cups)

    @pytest.fixture
    def cups(made):
        return copy.deepcopy(made)  # what a test does to the objects stays in that test

A test still runs in a transaction of its own, inside the one that holds the rows. Every test of the module sees them
from when the first has asked, whether it asks or not; the clock of the database stands at the module's first moment.
"""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """Call it with what makes the rows; returns what that returns. All of them are taken back after the module."""

    def make(rows):
        with django_db_blocker.unblock():
            return rows()

    holding = transaction.atomic()
    holding._from_testcase = True  # it is no transaction of the shop's, which would be refused calls to partners
    with django_db_blocker.unblock():
        holding.__enter__()
    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        holding.__exit__(None, None, None)
