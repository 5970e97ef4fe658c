"""An editor's week with each kind of page: drafts, versions, comparison, going back, a schedule, a review, previews."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.blocks.base import BlockField
from wagtail.models import Page, Revision

from cms.pages.campaign import CampaignPage
from cms.pages.category import ShardPage
from cms.pages.content import StandardPage
from tests.factories.catalogue import CategoryFactory, ProductFactory, category_page, home_page, product_page
from tests.factories.customers import UserFactory, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1"), pytest.mark.krav("4.3.3")]


def under(parent, page):
    parent.add_child(instance=page)
    return page


PAGES = {
    "start": home_page,
    "category": lambda: category_page(CategoryFactory()),
    "product": lambda: product_page(ProductFactory()),
    "campaign": lambda: under(home_page(), CampaignPage(title="Kampanj", slug="kampanj")),
    "editorial": lambda: under(home_page(), StandardPage(title="Om oss", slug="om-oss")),
    "shelf": lambda: under(category_page(CategoryFactory()), ShardPage(title="Hylla", slug="hylla")),
}
SHOWN_TO_SHOPPERS = [name for name in PAGES if name != "shelf"]


@pytest.fixture(params=PAGES)
def page(request):
    return PAGES[request.param]()


@pytest.fixture
def editor():
    return verified(UserFactory(roles=["Redaktör"]))


def address(page, *steps):
    return "/".join(["/admin/pages", str(page.pk), *map(str, steps), ""])


def filled_in(browser, page, **changes):
    """What the editor's browser would send for the page, with changes."""
    form = browser.get(address(page, "edit")).context["form"]
    sent = {}
    for field in form:
        if isinstance(field.field, BlockField):
            sent[f"{field.html_name}-count"] = "0"
        elif field.value() not in (None, False):
            sent[field.html_name] = field.value()
    for formset in form.formsets.values():
        sent |= {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
    return sent | changes


def write(browser, page, title, *actions, **changes):
    sent = filled_in(browser, page, title=title, **changes)
    answer = browser.post(address(page, "edit"), sent | dict.fromkeys(actions, "1"))
    assert answer.status_code == 302, answer.context["form"].errors


def public(page):
    found = Page.objects.get(pk=page.pk)
    return found.title if found.live else None


def revisions(page):
    return list(Revision.objects.for_instance(page).order_by("pk"))


def test_a_draft_is_not_public_until_it_is_published(editor, page):
    before = public(page)

    write(editor, page, "Utkast")
    assert public(page) == before

    write(editor, page, "Utkast", "action-publish")
    assert public(page) == "Utkast"


def test_versions_are_kept_compared_and_gone_back_to(editor, page):
    write(editor, page, "Den första", "action-publish")
    write(editor, page, "Den andra", "action-publish")
    first, second = revisions(page)[-2:]

    compared = editor.get(address(page, "revisions", "compare", f"{first.pk}...{second.pk}")).content.decode()
    listed = editor.get(address(page, "history")).content.decode()
    reverting = editor.get(address(page, "revisions", first.pk, "revert"))

    assert "Den" in compared
    assert "första" in compared
    assert "andra" in compared
    assert "Siv" in listed
    assert reverting.context["form"].initial["title"] == "Den första"

    sent = filled_in(editor, page, title="Den första", revision=str(first.pk))
    editor.post(address(page, "edit"), sent | {"action-publish": "1"})
    assert public(page) == "Den första"
    assert len(revisions(page)) >= 3


def test_a_page_goes_live_on_its_own_at_the_moment_said(editor, page):
    write(editor, page, "Före", "action-publish")
    moment = timezone.localtime() + timedelta(days=2)

    write(editor, page, "Efter", "action-publish", go_live_at=moment.strftime("%Y-%m-%d %H:%M"))

    assert public(page) == "Före"
    report = editor.get("/admin/reports/goes-live/").content.decode()
    assert f'href="{address(page, "edit")}"' in report
    _let_the_moment_pass(page)
    call_command("publish_scheduled")
    assert public(page) == "Efter"
    assert address(page, "edit") not in editor.get("/admin/reports/goes-live/results/").content.decode()


def _let_the_moment_pass(page):
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.for_instance(page).exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()


def test_a_page_sent_for_review_is_public_once_it_is_approved(page):
    importer = verified(UserFactory(roles=["Importredaktör"]))
    reviewer = verified(UserFactory(roles=["Redaktör"]))
    before = public(page)

    write(importer, page, "Till granskning", "action-submit")
    assert public(page) == before
    assert "Till granskning" in reviewer.get("/admin/").content.decode()

    write(reviewer, page, "Till granskning", "action-workflow-action", **{"workflow-action-name": "approve"})

    assert public(page) == "Till granskning"


def test_a_page_that_is_not_good_enough_goes_back_to_its_writer(page):
    importer = verified(UserFactory(roles=["Importredaktör"]))
    reviewer = verified(UserFactory(roles=["Redaktör"]))
    before = public(page)
    write(importer, page, "Till granskning", "action-submit")
    task = page.current_workflow_task_state

    reviewer.post(f"/admin/pages/workflow/action/{page.pk}/reject/{task.pk}/", {"comment": "Skriv kortare."})

    assert page.current_workflow_state.status == "needs_changes"
    assert public(page) == before


def test_who_may_not_publish_publishes_nothing(page):
    importer = verified(UserFactory(roles=["Importredaktör"]))
    before = public(page)

    write(importer, page, "Nu då", "action-publish")

    assert public(page) == before


@pytest.mark.parametrize("name", SHOWN_TO_SHOPPERS)
@pytest.mark.parametrize("level", ["konsument", "user", "pro", "premium"])
def test_a_draft_is_previewed_as_each_level(editor, name, level):
    page = PAGES[name]()
    preview = address(page, "edit", "preview")

    editor.post(preview, filled_in(editor, page, title="Bara jag ser det här", hero_title="Bara jag ser det här"))
    shown = editor.get(preview, {"mode": level})

    assert shown.status_code == 200
    assert "Bara jag ser det här" in shown.content.decode()
    assert public(page) != "Bara jag ser det här"
