"""Planned outages in the admin, and the line above the shop's pages."""

from datetime import timedelta

from django.utils import timezone

from commerce.customers.models import User
from operations.status import approval
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
