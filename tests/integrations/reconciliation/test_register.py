"""The register: who may see and do what, what one difference looks like, and what is written about what was done."""

import uuid
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from commerce.events.models import Event
from integrations.models import ComparedSystem, DifferenceRow
from integrations.reconciliation import reconcile
from tests.factories import differences as books
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.differences import OURS, THEIRS

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5"), pytest.mark.krav("4.11.4")]

INDEX, BULK = "integrations_differencerow_modeladmin_index", "integrations_differencerow_modeladmin_bulk"
NOW = datetime.fromisoformat("2026-01-15T10:00:00+00:00")


@pytest.fixture(autouse=True)
def plugged_in(settings):
    with books.cold_store(settings):
        yield


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def row():
    OURS["10001"], THEIRS["10001"] = "2", "3"
    reconcile.reconcile("cold_store", now=lambda: NOW)
    return DifferenceRow.objects.get()


def done(browser, row, action, **values):
    """Choose the action on the page of the row, say why, confirm."""
    told = {"action": action, "row": row.pk}
    page = browser.post(reverse(BULK), told)
    prepared = page.context["prepared"]
    return browser.post(reverse(BULK), {**told, "prepared": prepared, "confirmed": "yes", **values})


def test_the_page_shows_the_systems_and_the_differences(browser, row, django_assert_max_num_queries):
    browser.get(reverse(INDEX))

    with django_assert_max_num_queries(40):
        page = browser.get(reverse(INDEX)).content.decode()

    assert "Kylhuset" in page
    assert "Jämför nu" in page
    assert "1 jämförda, 1 olika, 0 på väg" in page
    assert "Andra antal: order 10001" in page


def test_a_difference_has_both_sides_beside_each_other_and_what_can_be_done(browser, row):
    page = browser.get(reverse("integrations_differencerow_modeladmin_inspect", args=[row.pk])).content.decode()

    assert "Rad 1, antal" in page
    assert '<th scope="col">Butiken</th><th scope="col">Kylhuset</th>' in page
    for action in ("adopt", "resend", "ignore"):
        assert f'value="{action}"' in page


def test_what_is_not_offered_has_no_button(browser):
    OURS["10002"] = "1"
    reconcile.reconcile("cold_store", now=lambda: NOW)
    row = DifferenceRow.objects.get()

    page = browser.get(reverse("integrations_differencerow_modeladmin_inspect", args=[row.pk])).content.decode()

    assert 'value="resend"' in page
    assert 'value="adopt"' not in page


def test_a_difference_is_adopted_with_who_and_why(browser, row):
    done(browser, row, "adopt", why="De har räknat")

    row.refresh_from_db()
    assert (row.state, row.reason, OURS["10001"]) == ("adopted", "De har räknat", "3")
    event = Event.objects.get(kind="difference.adopted")
    assert event.payload["by"] == row.decided_by_id
    assert ModelLogEntry.objects.filter(object_id=str(row.pk), data__bulk="adopt").count() == 1
    page = browser.get(reverse("integrations_differencerow_modeladmin_inspect", args=[row.pk])).content.decode()
    assert "De har räknat" in page


def test_nothing_is_ignored_without_a_reason(browser, row):
    page = done(browser, row, "ignore", why="")

    row.refresh_from_db()
    assert (row.state, page.status_code) == ("open", 200)
    done(browser, row, "ignore", why="Ringt dem")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("ignored", "Ringt dem")


def test_one_who_may_only_see_decides_nothing_and_asks_for_nothing(row):
    desk = verified(UserFactory(roles=["Orderhandläggare"]))

    page = desk.get(reverse(INDEX)).content.decode()
    answers = [
        desk.post(reverse(BULK), {"action": "ignore", "row": row.pk, "why": "x", "confirmed": "yes"}),
        desk.post(reverse("reconciliation_ask", args=["cold_store"])),
    ]

    assert "Andra antal: order 10001" in page
    assert "Jämför nu" not in page
    assert [answer.status_code in (302, 403) for answer in answers] == [True, True]
    row.refresh_from_db()
    assert row.state == "open"
    assert ComparedSystem.objects.get().asked_at is None


def test_one_who_may_not_see_gets_nothing(row):
    editor = verified(UserFactory(roles=["Redaktör"]))

    for address in (reverse(INDEX), reverse("reconciliation_progress")):
        assert editor.get(address).status_code in (302, 403)


def test_the_button_has_the_worker_compare_and_the_page_says_how_far_it_has_come(browser, row):
    browser.post(reverse("reconciliation_ask", args=["cold_store"]))
    assert "Väntar på en arbetare" in browser.get(reverse("reconciliation_progress")).content.decode()
    THEIRS["10001"] = "2"

    assert reconcile.reconcile_due() == 1

    page = browser.get(reverse("reconciliation_progress")).content.decode()
    assert "1 jämförda, 0 olika, 0 på väg" in page
    row.refresh_from_db()
    assert row.state == "gone"


def test_one_that_is_being_compared_says_so(browser):
    ComparedSystem.objects.create(
        code="cold_store", begun_at=timezone.now(), leased_until=timezone.now() + reconcile.LEASE, read=140
    )

    assert "140 hittills" in browser.get(reverse("reconciliation_progress")).content.decode()


@pytest.mark.parametrize("query", ["?state=open", "?system=cold_store", "?kind=other_pieces", "?live=yes", "?q=10001"])
def test_the_list_is_narrowed(browser, row, query):
    other = DifferenceRow.objects.create(
        system="fortnox",
        kind="missing_there",
        subject=f"document:{uuid.uuid4().hex}",
        state="gone",
        first_seen_at=NOW,
        last_seen_at=NOW,
        gone_at=NOW,
    )

    page = browser.get(reverse(INDEX) + query).content.decode()

    assert "Andra antal: order 10001" in page
    assert other.subject.partition(":")[2] not in page


def test_nobody_asks_for_a_system_that_is_not_compared(browser):
    assert browser.post(reverse("reconciliation_ask", args=["mars"])).status_code == 404
