"""Every address of the shop is in the table of who may reach it, and answers whom the table says and nobody else."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests import access_matrix
from tests.factories.customers import UserFactory, logged_in, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]

APART = {"/admin/logout/", "/admin/failwhale/", "/konto/logout/"}  # ends the walk, or fails on purpose


def browsers():
    yield access_matrix.VISITOR, Client()
    yield access_matrix.CUSTOMER, logged_in(UserFactory())
    for role in settings.ROLES:
        yield role.name, verified(UserFactory(roles=[role.name]))


def test_every_address_is_in_the_table():
    there, listed = set(access_matrix.addresses()) - APART, set(access_matrix.read())

    assert (sorted(there - listed), sorted(listed - there)) == ([], [])


@pytest.mark.drill
def test_every_address_answers_whom_the_table_says():
    found = {address: {} for address in access_matrix.addresses() if address not in APART}
    for who, browser in browsers():
        browser.raise_request_exception = False
        cache.clear()  # how often somebody has asked is counted there
        for address, row in found.items():
            row[who] = access_matrix.answer(browser.get(address))

    expected = access_matrix.read()
    differs = {
        f"{who} {address}": (expected.get(address, {}).get(who), told)
        for address, row in found.items()
        for who, told in row.items()
        if expected.get(address, {}).get(who) != told
    }
    if differs:
        access_matrix.write(found)

    assert differs == {}
