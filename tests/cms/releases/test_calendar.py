"""The calendar: releases, scheduled pages, campaigns and prices of a month, in a handful of queries."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.pages.content import StandardPage
from cms.releases import publishing
from cms.releases.calendar import entries
from cms.releases.models import Release
from commerce.pricing.change_sets import PriceChangeSet
from tests.cms.campaigns.pages import QUIET, campaign, publish
from tests.factories.catalogue import home_page
from tests.factories.customers import UserFactory, logged_in, owner, verified
from tests.factories.preview import cup_to_look_at
from tests.factories.releases import boss, draft_of, page_of, prices, release

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALENDAR = "/admin/reports/calendar/"


@pytest.fixture
def month():
    """Noon of the 10th of next month, on the shop's clock: the first of what is planned."""
    later = timezone.localtime() + 40 * DAY
    return datetime(later.year, later.month, 10, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


def plan(at):
    """One of each kind, an hour apart from `at`."""
    cup = cup_to_look_at()
    made = release(draft_of(page_of(cup), title="Vinterkopp"), name="Vinter", starts_at=at)
    publishing.schedule(made.pk, by=boss(), now=timezone.now())
    page = StandardPage(title="Nyhet", slug="nyhet", go_live_at=at + HOUR, expire_at=at + DAY, live=False)
    home_page().add_child(instance=page)
    page.save_revision().publish()
    publish(campaign(QUIET, slug="snoveckor", title="Snöveckor"), go_live_at=at + 2 * HOUR, expire_at=at + 2 * DAY)
    waiting = prices(cup, "230.00", name="Vinterpriser")
    PriceChangeSet.objects.filter(pk=waiting.pk).update(starts_at=at + 3 * HOUR)


def shown(at, user):
    return [
        (one.at - at, one.name, one.what, one.is_sure)
        for one in entries(since=at - DAY, until=at + 20 * DAY, user=user)
    ]


def test_all_that_is_planned_stands_in_the_order_of_time(month):
    plan(month)

    assert shown(month, boss()) == [
        (0 * HOUR, "Vinter", "publiceras", True),
        (HOUR, "Nyhet", "publiceras", True),
        (2 * HOUR, "Snöveckor", "börjar", True),
        (2 * HOUR, "Snöveckor", "publiceras", True),
        (3 * HOUR, "Vinterpriser", "godkänd", False),
        (2 * DAY, "Snöveckor", "upphör", True),
    ]


def test_it_asks_as_often_for_much_as_for_little(month):
    boss()
    plan(month)

    with CaptureQueriesContext(connection) as asked:
        entries(since=month - DAY, until=month + 20 * DAY, user=owner())

    assert len([one for one in asked if "auth_" not in one["sql"] and "customers_user" not in one["sql"]]) <= 8


def test_a_release_that_has_been_is_told_of_too():
    cup, now = cup_to_look_at(), timezone.now()
    made = release(draft_of(page_of(cup), title="Vinterkopp"), name="Vinter")
    publishing.publish(made.pk, by=boss(), now=now)

    assert [(one.name, one.what) for one in entries(since=now - HOUR, until=now + HOUR, user=boss())] == [
        ("Vinter", "publicerades")
    ]


def test_the_page_shows_a_month_as_weeks_and_as_a_list(month):
    plan(month)
    browser = verified(owner())

    for view in ("", "&view=list"):
        answer = browser.get(f"{CALENDAR}?month={month:%Y-%m}{view}")
        words = answer.content.decode()
        assert answer.status_code == 200
        for name in ("Vinter", "Nyhet", "Snöveckor", "Vinterpriser", "12:00"):
            assert name in words
    empty = browser.get(f"{CALENDAR}?month=2031-01").content.decode()
    assert "Inget är planerat" in empty
    assert browser.get(f"{CALENDAR}?month=nonsense").status_code == 200


def test_each_sees_what_is_his_to_know(month):
    plan(month)
    Release.objects.update(name="Hemlig vinter")
    orders = verified(UserFactory(roles=["Orderhandläggare"]))

    words = orders.get(f"{CALENDAR}?month={month:%Y-%m}").content.decode()
    assert "Vinterpriser" in words
    assert "Hemlig" not in words
    assert "Nyhet" not in words
    assert logged_in(UserFactory()).get(CALENDAR).status_code in (302, 403)
