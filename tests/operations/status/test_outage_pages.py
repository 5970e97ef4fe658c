"""Planned outages in the admin, above the shop's pages and in calendars."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from operations.status import approval, office_hours
from operations.status.planned import PlannedOutage
from tests.factories.catalogue import home_page
from tests.factories.customers import UserFactory, owner, verified
from tests.operations.status.outages import outage, write

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.10.2")]
HOURS = timedelta(hours=1)


def saturday(*, weeks, hour=2):
    """A Saturday at night, so many weeks from now."""
    now = localtime(timezone.now())
    days = timedelta(days=(5 - now.weekday()) % 7, weeks=weeks)
    return (now + days).replace(hour=hour, minute=0, second=0, microsecond=0)


def sent(starts, hours=2, **said):
    form = "%Y-%m-%d %H:%M"
    return {
        "name": "Ny databasserver",
        "words_sv": "Korgen finns kvar.",
        "words_en": "Your basket stays.",
        "starts_at": starts.strftime(form),
        "ends_at": (starts + hours * HOURS).strftime(form),
        "warned_days": "7",
        **said,
    }


@pytest.fixture
def browser():
    return verified(owner())


def test_the_owner_proposes_approves_and_withdraws(browser):
    starts = saturday(weeks=4)

    page = browser.post(reverse("outage_new"), sent(starts), follow=True)
    [row] = PlannedOutage.objects.all()
    assert (row.starts_at, row.state, row.is_in_office_hours) == (starts, "proposed", False)
    assert "Avbrottet är föreslaget" in page.content.decode()
    page = browser.post(reverse("outage_approve", args=[row.pk]), follow=True).content.decode()
    assert "Avbrottet är godkänt" in page
    browser.post(reverse("outage_withdraw", args=[row.pk]), {"why": "Leverantören fick förhinder"}, follow=True)
    row.refresh_from_db()

    assert (row.state, row.withdrawn_why) == ("withdrawn", "Leverantören fick förhinder")
    assert "Leverantören fick förhinder" in browser.get(reverse("outage", args=[row.pk])).content.decode()
    assert "Ny databasserver" in browser.get(reverse("outages")).content.decode()


def test_one_that_starts_too_soon_is_refused_with_the_earliest_start(browser):
    starts = localtime(timezone.now()) + timedelta(days=13, hours=23, minutes=58)

    page = browser.post(reverse("outage_new"), sent(starts))

    assert page.status_code == 422
    assert "Godkänns det nu kan det börja tidigast" in page.content.decode()
    assert not PlannedOutage.objects.exists()


def test_one_that_was_not_approved_in_time_says_so_and_has_no_button(browser):
    row = write(starts_at=timezone.now() + timedelta(days=13))

    page = browser.get(reverse("outage", args=[row.pk])).content.decode()
    answer = browser.post(reverse("outage_approve", args=[row.pk]), follow=True).content.decode()

    assert "Det är för sent att godkänna det" in page
    assert "Godkänn avbrottet" not in page
    assert "kan det börja tidigast" in answer
    row.refresh_from_db()
    assert row.state == "proposed"


def test_an_overlap_is_refused_in_words(browser):
    starts = saturday(weeks=4)
    browser.post(reverse("outage_new"), sent(starts))

    page = browser.post(reverse("outage_new"), sent(starts + HOURS))

    assert page.status_code == 422
    assert "Ett annat planerat avbrott ligger på den tiden" in page.content.decode()
    assert PlannedOutage.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ends_at": "2026-01-01 00:00"}, "Det måste sluta efter att det börjar"),
        ({"warned_days": "31"}, "30"),
        ({"name": ""}, "Fyll i det här."),
        ({"starts_at": "i morgon"}, "giltig"),
    ],
)
def test_what_is_wrong_is_said_at_the_form(browser, said, words):
    page = browser.post(reverse("outage_new"), sent(saturday(weeks=4)) | said)

    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_proposal_is_changed_until_it_is_approved(browser):
    starts = saturday(weeks=4)
    browser.post(reverse("outage_new"), sent(starts))
    row = PlannedOutage.objects.get()

    browser.post(reverse("outage_change", args=[row.pk]), sent(starts, name="Ny diskhylla"))
    row.refresh_from_db()
    assert row.name == "Ny diskhylla"
    browser.post(reverse("outage_approve", args=[row.pk]))

    assert browser.get(reverse("outage_change", args=[row.pk])).status_code == 404


def test_in_office_hours_the_owner_is_asked_why(browser):
    tuesdays = (saturday(weeks=weeks, hour=10) + timedelta(days=3) for weeks in range(4, 9))
    starts = next(day for day in tuesdays if office_hours.touches(day, day + timedelta(hours=1)))
    browser.post(reverse("outage_new"), sent(starts))
    row = PlannedOutage.objects.get()

    assert browser.post(reverse("outage_approve", args=[row.pk]), {"reason": " "}).status_code == 422
    browser.post(reverse("outage_approve", args=[row.pk]), {"reason": "Banken kan bara då"})

    row.refresh_from_db()
    assert (row.state, row.reason) == ("approved", "Banken kan bara då")


@pytest.mark.parametrize("role", ["Redaktör", "Orderhandläggare", "Utvecklare"])
def test_nobody_else_sees_or_does_anything(role):
    row = outage(starts_at=saturday(weeks=4), now=timezone.now())
    browser = verified(UserFactory(roles=[role]))

    for name, args in [("outages", []), ("outage_new", []), ("outage", [row.pk]), ("outage_change", [row.pk])]:
        assert browser.get(reverse(name, args=args)).status_code in (302, 403)
    for name in ("outage_approve", "outage_withdraw"):
        assert browser.post(reverse(name, args=[row.pk])).status_code in (302, 403)
    row.refresh_from_db()
    assert row.state == "proposed"


# --- what visitors read ---


def soon(*, days, hours=2, **said):
    """One that was approved in time, and is so many days away."""
    starts = (timezone.now() + timedelta(days=days)).replace(microsecond=0)
    values = {"state": "approved", "approved_by": owner(), "approved_at": starts - timedelta(days=20), **said}
    return write(starts_at=starts, ends_at=starts + hours * HOURS, **values)


def page(path="/"):
    return Client().get(path).content.decode()


def test_the_shop_tells_of_it_ahead_in_both_languages():
    home_page()
    assert "stängd för underhåll" not in page()

    soon(days=5, words_sv="Korgen finns kvar.", words_en="Your basket stays.")

    assert "Butiken är stängd för underhåll" in page()
    assert "Korgen finns kvar." in page()
    assert '<a href="/status/">' in page()
    assert "The shop is closed for maintenance" in page("/en/")
    assert "Your basket stays." in page("/en/")


@pytest.mark.parametrize(
    "values",
    [
        {"days": 8},
        {"days": -1},
        {"days": 5, "state": "withdrawn", "withdrawn_by": "owner", "withdrawn_at": "now"},
    ],
)
def test_it_is_not_told_of_too_early_nor_when_it_is_over_or_withdrawn(values):
    home_page()
    if "withdrawn_by" in values:
        values = values | {"withdrawn_by": owner(), "withdrawn_at": timezone.now()}
    soon(**values)

    assert "stängd för underhåll" not in page()


def test_a_kept_page_is_made_anew_when_it_is_withdrawn():
    home_page()
    row = soon(days=5)
    assert "stängd för underhåll" in page()
    assert "stängd för underhåll" in page()

    approval.withdraw(row, by=owner(), now=timezone.now())

    assert "stängd för underhåll" not in page()


def test_a_kept_page_begins_to_tell_when_it_is_time(monkeypatch):
    """The page is kept before the line comes, and is wrong from then on."""
    home_page()
    row = soon(days=8)
    assert "stängd för underhåll" not in page()

    later = row.warned_from + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    assert "stängd för underhåll" in page()


def test_the_calendar_holds_what_is_approved_and_says_what_was_withdrawn():
    first, second = soon(days=20, words_sv="Korgen; och mer, finns kvar " * 4), soon(days=30)
    outage(starts_at=timezone.now() + timedelta(days=40), now=timezone.now())
    approval.withdraw(second, by=owner(), now=timezone.now())

    answer = Client().get("/avbrott.ics")
    lines = answer.content.decode().split("\r\n")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [line for line in lines if line.startswith(("BEGIN:VEVENT", "STATUS:"))] == [
        "BEGIN:VEVENT",
        "STATUS:CONFIRMED",
        "BEGIN:VEVENT",
        "STATUS:CANCELLED",
    ]
    assert f"DTSTART:{first.starts_at:%Y%m%dT%H%M%SZ}" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = answer.content.decode().replace("\r\n ", "")
    assert "DESCRIPTION:Korgen\\; och mer\\, finns kvar" in unfolded
    assert "is closed for maintenance" in Client().get("/avbrott.ics?language=en").content.decode()
