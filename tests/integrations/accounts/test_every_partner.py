"""No partner is left out of the trials on accounts, and the page that lists their keys has them all."""

import pytest
from django.conf import settings as shop

from commerce.orders.shipping import carriers
from integrations.sandbox.environment import PLACES
from tests.factories.accounts import PARTNERS, account, plugged_in

pytestmark = pytest.mark.krav("4.5.1")

HERE = shop.PROJECT / "tests" / "integrations" / "accounts"


def test_every_partner_with_a_counterpart_is_tried_on_an_account():
    trials = "".join(
        one.read_text(encoding="utf-8") for one in HERE.glob("test_*.py") if one.name != "test_every_partner.py"
    )

    assert set(PARTNERS) == set(PLACES)
    assert [code for code in PARTNERS if f'"{code}"' not in trials] == []


def test_the_page_names_every_key():
    page = (shop.PROJECT / "docs" / "teknik" / "sandlada.md").read_text(encoding="utf-8")
    names = [account(name) for partner in PARTNERS.values() for name in partner.names]

    assert [name for name in names if f"`{name}`" not in page] == []


def test_an_account_is_reached_by_the_keys_of_the_environment_and_marks_what_it_books_as_trials(
    settings, tmp_path, monkeypatch
):
    monkeypatch.setenv("ONGOING_ACCOUNT_GOODS_OWNER", "159")
    monkeypatch.setenv("POSTNORD_ACCOUNT_KEY", "a-key")
    settings.POSTNORD_CUSTOMER = ""

    with plugged_in("ongoing", "account", settings, tmp_path) as found:
        assert (found.counterpart, settings.ONGOING_GOODS_OWNER) == (None, 159)
    with plugged_in("postnord", "account", settings, tmp_path):
        assert (settings.POSTNORD_KEY, settings.POSTNORD_CUSTOMER) == ("a-key", "")
        assert settings.POSTNORD_API_BASE == "https://atapi2.postnord.com"
        assert (list(carriers()), settings.NSHIFT_TEST) == (["postnord"], True)
