"""What each level may do: the table, the handbook's copy of it, and that it is refused where it is done."""

import re

import pytest
from django.utils import translation

from commerce.customers.may import MAY, Function, may
from commerce.customers.models import Level
from commerce.orders.payments import offered
from tests.factories.orders import shopper
from tests.krav import PROJECT

pytestmark = [pytest.mark.krav("4.1.2")]
LEVELS = ("konsument", "user", "pro", "premium")
ROW = re.compile(r"^\| (?P<words>[^|]+) \| (?P<answers>(?:ja|nej)(?: \| (?:ja|nej)){3}) \|$", re.MULTILINE)


def test_every_level_may_buy_and_none_is_left_out():
    assert set(MAY) == set(LEVELS) == {Level.KONSUMENT, Level.USER, Level.PRO, Level.PREMIUM}
    assert all(may(level, Function.BUY) for level in LEVELS)


def test_a_level_that_is_not_in_the_table_may_nothing():
    assert not any(may("another", function) for function in Function)


def test_the_handbook_says_the_same_of_every_function():
    text = (PROJECT / "docs" / "handbok" / "konton-och-roller.md").read_text(encoding="utf-8")
    with translation.override("sv"):
        table = {
            str(function.label): ["ja" if may(level, function) else "nej" for level in LEVELS] for function in Function
        }

    assert {row["words"]: row["answers"].split(" | ") for row in ROW.finditer(text)} == table


@pytest.mark.parametrize("level", LEVELS)
def test_invoice_is_offered_to_those_who_may_buy_so(level):
    codes = [provider.code for provider in offered(shopper=shopper(level), total=100)]

    assert ("invoice" in codes) is may(level, Function.INVOICE)
