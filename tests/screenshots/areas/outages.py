"""Planned outages and the service level in the admin, the line above the shop's pages, letters, the status page."""

from datetime import timedelta

from django.utils import timezone

from commerce.customers.models import User
from operations.status import approval, disturbing
from operations.status.disturbed import Component, Disturbance
from operations.status.planned import PlannedOutage
from tests.screenshots.shots import shot

OWNER = "agare@lyktalera.example"
OFFICE_HOUR, NIGHT_HOUR = 10, 2


def some_outages():
    """One at night that is approved and told of, and one in office hours that waits."""
    if PlannedOutage.objects.exists():
        return
    by, now = User.objects.get(email=OWNER), timezone.localtime()
    monday = (now + timedelta(days=21 - now.weekday())).replace(minute=0, second=0, microsecond=0)
    night, day = monday.replace(hour=NIGHT_HOUR), (monday + timedelta(days=1)).replace(hour=OFFICE_HOUR)
    words = {"words_sv": "Varukorgen finns kvar.", "words_en": "Your cart is kept."}
    approved = propose("Ny databasserver", night, by, now, warned_days=30, **words)
    approval.approve(approved, by=by, now=now)
    propose("Ny betalväxel", day, by, now, warned_days=7, words_sv="", words_en="")


def propose(name, starts, by, now, **said):
    ends = starts + timedelta(hours=2)
    return approval.propose(name=name, starts_at=starts, ends_at=ends, by=by, now=now, **said)


def some_disturbances():
    """One that is over, and counts."""
    if Disturbance.objects.exists():
        return
    now = timezone.now()
    began = now - timedelta(days=2)
    said = {"component": Component.CHECKOUT, "effect": Disturbance.Effect.DOWN, "is_counted": True, "why_not": ""}
    words = {"words_sv": "Det gick inte att betala med kort.", "words_en": "Cards could not be paid with."}
    times = {"begins_at": began, "ends_at": began + timedelta(minutes=12)}
    disturbing.write(Disturbance(), by=User.objects.get(email=OWNER), now=now, **said, **words, **times)


@shot(as_owner=True)
def planned_outages(page):
    some_outages()
    page.goto("/admin/outages/")


@shot(as_owner=True)
def outage_to_approve(page):
    some_outages()
    page.goto(f"/admin/outages/{PlannedOutage.objects.get(state='proposed').pk}/")


@shot()
def told_in_the_shop(page):
    some_outages()
    page.goto("/")


@shot(as_owner=True)
def letters_about_outages(page):
    some_outages()
    page.goto("/konto/avbrott/")


@shot(as_owner=True)
def service_level(page):
    some_disturbances()
    page.goto("/admin/service-level/")


@shot()
def status_page(page):
    some_outages()
    some_disturbances()
    page.goto("/status/")
    page.reload()  # a first visit does without typefaces that are slow to come
