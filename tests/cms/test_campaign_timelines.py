"""Random timelines of a campaign, against an oracle that knows what an editor did and nothing of intervals."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from cms.pages.campaign_phases import CampaignRefused
from commerce.customers.shopper import Shopper
from commerce.pricing.intake import PriceRow, take_in_prices
from commerce.pricing.ledger import because
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price
from tests.factories.catalogue import home_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
NOW = timezone.now().replace(minute=0, second=0, microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAST = 30
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
FEW, MANY = settings(UNHURRIED, max_examples=10), settings(UNHURRIED, max_examples=100)


@contextmanager
def taken_back():
    """Each example starts from the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cup():
    because("", now=NOW - 200 * DAY)
    return sellable(price="100.00")


def new_campaign(**offer):
    page = CampaignPage(title="Rea", slug="rea", live=False, locale=Locale.objects.get(language_code="sv"))
    page.offers = [CampaignOffer(kind="percentage", value=1, audience="everyone", scope="everything", **offer)]
    home_page().add_child(instance=page)
    return page.pk


def publish(pk, percent, *, go_live_at=None, expire_at=None):
    page = CampaignPage.objects.get(pk=pk).get_latest_revision_as_object()
    page.go_live_at, page.expire_at = go_live_at, expire_at
    [offer] = page.offers.all()
    offer.value = Decimal(percent)
    page.offers = [offer]
    page.save_revision().publish()


def price(variant, at, **who):
    return quotes({variant.pk: 1}, shopper=Shopper(at=at, **who))[variant.pk]


@dataclass
class Oracle:
    """What an editor has said: what is live until when, and what is approved from when until when, in hours."""

    live: tuple | None = None
    approved: tuple | None = None

    def at(self, hour):
        """The percentage that is live at an hour to come, if nobody does anything."""
        if self.approved and self.approved[1] <= hour:
            percent, _start, end = self.approved
        elif self.live:
            percent, end = self.live
        else:
            return 0
        return percent if end is None or hour < end else 0

    def pass_to(self, hour):
        if self.approved and self.approved[1] <= hour:
            self.live, self.approved = (self.approved[0], self.approved[2]), None
        if self.live and self.live[1] is not None and self.live[1] <= hour:
            self.live = None


percents = st.integers(1, 90)
lengths = st.none() | st.integers(1, 12)
actions = st.one_of(
    st.tuples(st.just("publish"), percents, lengths),
    st.tuples(st.just("schedule"), percents, st.integers(1, 8), lengths),
    st.tuples(st.just("call off")),
    st.tuples(st.just("take down")),
    st.tuples(st.just("scheduler")),
    st.tuples(st.just("draft"), percents),
)


def act(pk, oracle, hour, action):
    kind, *said = action
    page = CampaignPage.objects.get(pk=pk)
    if kind == "publish":
        percent, length = said
        end = length and hour + length
        publish(pk, percent, expire_at=end and NOW + end * HOUR)
        oracle.live, oracle.approved = (percent, end), None
    elif kind == "schedule":
        percent, delay, length = said
        start = hour + delay
        end = length and start + length
        publish(pk, percent, go_live_at=NOW + start * HOUR, expire_at=end and NOW + end * HOUR)
        oracle.approved = (percent, start, end)
    elif kind == "call off" and oracle.approved:
        [revision] = page.revisions.exclude(approved_go_live_at=None)
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        oracle.approved = None
    elif kind == "take down" and oracle.live and page.live:
        page.unpublish()
        oracle.live = oracle.approved = None
    elif kind == "scheduler":
        call_command("publish_scheduled", verbosity=0)
    elif kind == "draft":
        draft = page.get_latest_revision_as_object()
        draft.intro = str(said[0])
        draft.save_revision()


# Found once: a draft written before another version was due, scheduled after that, took the page down.
OVERDUE = [(1, ("schedule", 12, 5, None)), (5, ("schedule", 51, 5, None))]


timelines = given(timeline=st.lists(st.tuples(st.integers(1, 5), actions), min_size=1, max_size=6))


@FEW
@example(timeline=OVERDUE)
@timelines
def test_what_is_in_force_is_what_is_live(cup, timeline):
    live_through(cup, timeline)


@pytest.mark.drill
@MANY
@timelines
def test_what_is_in_force_is_what_is_live_in_many_timelines(cup, timeline):
    live_through(cup, timeline)


def live_through(cup, timeline):
    """At every step, each hour to come costs what the oracle says; and each hour that has passed what it said then."""
    told = {}
    with taken_back():
        pk, oracle, hour = new_campaign(is_announced=False), Oracle(), 0
        for wait, action in timeline:
            for passed in range(hour, hour + wait):
                told[passed] = oracle.at(passed)
            hour += wait
            oracle.pass_to(hour)
            with mock.patch.object(timezone, "now", return_value=NOW + hour * HOUR):
                act(pk, oracle, hour, action)
            for later in range(hour, LAST):
                assert price(cup, NOW + later * HOUR).unit_gross == 100 - oracle.at(later), (timeline, later)
        for passed, percent in told.items():
            assert price(cup, NOW + passed * HOUR).unit_gross == 100 - percent, (timeline, passed)


histories = given(
    changes=st.lists(st.tuples(st.integers(1, 60), st.integers(60, 140)), max_size=4),
    before=st.none() | st.tuples(st.integers(2, 60), st.integers(1, 30), st.integers(5, 60)),
    percent=st.integers(5, 60),
)


@pytest.mark.law("L1", "L2", "L3")
@FEW
@histories
def test_what_may_be_published_is_what_every_day_says(cup, changes, before, percent):
    reduce_after(cup, changes, before, percent)


@pytest.mark.drill
@pytest.mark.law("L1", "L2", "L3")
@MANY
@histories
def test_what_may_be_published_is_what_every_day_says_after_many_histories(cup, changes, before, percent):
    reduce_after(cup, changes, before, percent)


def reduce_after(cup, changes, before, percent):
    """The oracle looks at the shop as it was each half day, and finds where the reduction began by walking back."""
    with taken_back():
        for days_ago, amount in sorted(changes, reverse=True):
            moment = NOW - days_ago * DAY
            because("", now=moment)
            take_in_prices([PriceRow(sku=cup.sku, amount=Decimal(amount))], now=moment)
        because("", now=NOW)
        pk = new_campaign()
        if before:
            days_ago, length, earlier = before
            start = NOW - days_ago * DAY
            with mock.patch.object(timezone, "now", return_value=start):
                try:
                    publish(pk, earlier, expire_at=start + length * DAY)
                except CampaignRefused:
                    return
        shown = [price(cup, NOW - step * DAY / 2) for step in range(1, 2 * 95)]
        uncut = Price.objects.get(variant=cup, valid_until=None).amount
        after = uncut * (100 - percent) / 100
        began, last = 0, after
        for one in shown:
            if not one.cuts or one.unit_gross < last:
                break
            began, last = began + 1, one.unit_gross
        lowest = min(one.unit_gross for one in shown[began : began + 60])
        is_lawful = after <= (lowest * (100 - percent) / 100).quantize(Decimal("0.01"))
        with mock.patch.object(timezone, "now", return_value=NOW):
            try:
                publish(pk, percent)
            except CampaignRefused:
                assert not is_lawful, (after, lowest)
            else:
                assert is_lawful, (after, lowest)
                assert price(cup, NOW).prior_unit == lowest
