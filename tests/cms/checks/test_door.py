"""Every road to being live leads through the checks: editor, schedule, many at once. The owner says which stop."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.checks.door import HELD_BACK, ChecksRefused
from cms.checks.faults import faults
from cms.checks.models import PublishedAnyway, RuleChoice
from cms.pages.content import StandardPage
from tests.cms.checks.pages import article, told
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1"), pytest.mark.law("L21")]


@pytest.fixture
def page():
    """A draft whose picture says nothing."""
    return article(("picture", {"image": PictureFactory(), "alt": ""}))


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def make_due(revision):
    """Its moment was a minute ago."""
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def form(page, **fields):
    """What the editor sends of the page as it is."""
    [block] = page.body
    sent = {"title": page.title, "slug": page.slug, "intro": "", "picture": "", "body-count": "1"}
    sent |= {"body-0-type": "picture", "body-0-order": "0", "body-0-deleted": "", "body-0-id": block.id}
    sent |= {"body-0-value-image": str(block.value["image"].pk), "body-0-value-alt": "", "body-0-value-caption": ""}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0"}
    sent |= {"comments-MAX_NUM_FORMS": "", "seo_title": "", "search_description": "", "go_live_at": ""}
    return sent | {"expire_at": "", **fields}


def test_publishing_is_refused_and_nothing_changes(page):
    with pytest.raises(ChecksRefused, match="Bild 1 saknar alternativtext"):
        page.save_revision().publish()

    assert not is_live(page)


def test_the_editor_says_why_and_a_draft_may_be_saved(page):
    browser = verified(owner())

    answer = browser.post(f"/admin/pages/{page.pk}/edit/", form(page, **{"action-publish": "1"}))
    assert "Bild 1 saknar alternativtext." in answer.content.decode()
    assert not is_live(page)

    assert browser.post(f"/admin/pages/{page.pk}/edit/", form(page)).status_code == 302
    assert "1 sak hindrar sidan" in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_schedule_is_refused_when_it_is_made(page):
    page.go_live_at = timezone.now() + timedelta(days=1)

    with pytest.raises(ChecksRefused):
        page.save_revision().publish()

    assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_the_clock_holds_back_what_is_no_longer_whole_and_goes_on_with_the_others(page):
    RuleChoice.objects.create(code="alt", is_blocking=False, changed_at=timezone.now())
    other = article(title="Hel")
    for one in (page, other):
        one.go_live_at = timezone.now() + timedelta(hours=1)
        one.save_revision().publish()
        make_due(one.revisions.exclude(approved_go_live_at=None).get())
    RuleChoice.objects.update(is_blocking=True)

    call_command("publish_scheduled", verbosity=0)

    assert (is_live(page), is_live(other)) == (False, True)
    [entry] = PageLogEntry.objects.filter(action=HELD_BACK)
    assert entry.data == {"faults": ["Bild 1 saknar alternativtext."]}
    assert "Hölls tillbaka" in verified(owner()).get("/admin/reports/page-checks/").content.decode()


def test_many_at_once_are_refused_with_the_reason(page):
    browser, other = verified(owner()), article(title="Hel")

    answer = browser.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&id={other.pk}&next=/admin/", follow=True)

    assert "Om glasyr: Bild 1 saknar alternativtext." in answer.content.decode()
    assert not is_live(page)
    assert not is_live(other)


@pytest.mark.parametrize("is_asked_in_a_dialogue", [False, True])
def test_approving_from_the_desk_is_refused_with_the_reason(page, is_asked_in_a_dialogue):
    page.save_revision()
    browser, reviewer = verified(owner()), UserFactory()
    task = page.get_workflow().start(page, reviewer).current_task_state
    how = {"X-Requested-With": "XMLHttpRequest"} if is_asked_in_a_dialogue else {}
    address = f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/"

    answer = browser.post(address, {"comment": "", "next": "/admin/"}, headers=how)

    if is_asked_in_a_dialogue:
        assert answer.json() == {"step": "success", "redirect": "/admin/"}
    assert "Om glasyr: Bild 1 saknar alternativtext." in browser.get("/admin/").content.decode()
    task.refresh_from_db()
    assert (task.status, is_live(page)) == ("in_progress", False)


def test_the_owner_decides_which_rules_block(page):
    browser = verified(owner())

    rules = dict.fromkeys(("contrast", "inside-links", "odr"), "on")
    browser.post("/admin/reports/page-checks/", rules)
    page.save_revision().publish()

    assert RuleChoice.objects.get(code="alt").is_blocking is False
    assert is_live(page)
    assert told(faults(page, now=timezone.now())) == ["alt"]


def test_an_exception_is_kept_with_its_reason_and_holds_for_that_fault_alone(page):
    browser = verified(owner())
    [fault] = faults(page, now=timezone.now())
    address = f"/admin/page-checks/{page.pk}/"

    assert browser.post(address, {"marks": [fault.mark], "reason": ""}).status_code == 422
    assert not PublishedAnyway.objects.exists()
    for _time in range(2):
        browser.post(address, {"marks": [fault.mark], "reason": "Bilden byts i eftermiddag, kampanjen måste ut."})

    [kept] = PublishedAnyway.objects.all()
    assert (kept.rule, kept.page_title, kept.by.is_active) == ("alt", "Om glasyr", True)
    page.save_revision().publish()
    assert is_live(page)
    page.body.append(("picture", {"image": PictureFactory(), "alt": ""}))
    with pytest.raises(ChecksRefused):
        page.save_revision().publish()


def test_who_may_not_edit_the_page_sees_nothing_of_it(page):
    answer = verified(UserFactory()).get(f"/admin/page-checks/{page.pk}/")

    assert answer.status_code in (302, 403)
