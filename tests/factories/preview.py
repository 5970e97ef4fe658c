"""Visitors who look at the shop through a preview link."""

from django.test import Client
from django.utils import timezone

from cms.preview import links
from cms.preview.look import Look
from tests.factories.customers import UserFactory


def link(look=None, *, path="/", days=7, by=None, **facts):
    """A link that is good for a week: of `look`, or of `Look(**facts)`."""
    by = by or UserFactory(roles=["Redaktör"])
    return links.share(look or Look(**facts), path=path, by=by, days=days, note="", now=timezone.now())


def address_of(made, to=""):
    return f"/forhandsvisa/{made.token}/" + (f"?to={to}" if to else "")


def looking(made=None, **facts):
    """A browser without an account that has opened a link."""
    browser = Client()
    made = made or link(**facts)
    answer = browser.get(address_of(made))
    assert answer.status_code == 302, answer.status_code
    return browser
