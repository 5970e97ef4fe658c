"""What goes live together: a release and what stands in its way, the calendar, and how it is looked at."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from cms.releases import contents
from cms.releases.models import Release
from commerce.customers.models import User
from tests.screenshots.shots import shot

PARTS = ("Om oss", "Vinterbordet", "Fyra sorters ljus")
NAME = "Vinterstarten"


def drafted(title):
    """A page that is public, with a draft that is not."""
    page = Page.objects.get(title=title, locale__language_code="sv").specific
    page.title = f"{title}, nytt"
    page.save_revision(user=owner())
    return page


def owner():
    return User.objects.get(email__startswith="agare@")


def a_release():
    """Made once; one of its pages has been written on since."""
    if found := Release.objects.filter(name=NAME).first():
        return found
    now = timezone.now()
    made = contents.create(name=NAME, starts_at=now + timedelta(days=4), by=owner(), now=now)
    pages = [drafted(title) for title in PARTS]
    contents.put_in(made.pk, pages, by=owner(), now=now)
    drafted(PARTS[0])
    return made


@shot(as_owner=True)
def release(page):
    page.goto(f"/admin/releases/edit/{a_release().pk}/")


@shot(as_owner=True)
def put_in(page):
    page.goto(f"/admin/releases/{a_release().pk}/put-in/")


@shot(as_owner=True)
def calendar(page):
    page.goto(f"/admin/reports/calendar/?month={a_release().starts_at:%Y-%m}")


@shot(as_owner=True)
def preview_as(page):
    page.goto(f"/admin/preview-as/?release={a_release().pk}")
