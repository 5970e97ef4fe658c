"""A product page without a product: every road to the public is closed, and says so where somebody listens."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from cms.links import ProductLink
from cms.pages.needs_product import ProductMissing
from cms.pages.product import ProductPage
from tests.factories.catalogue import CategoryFactory, ProductFactory, category_page, product_page, sellable
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def page():
    """A draft with no product, as a copy is."""
    sellable(product__name_sv="Kopp")
    return ProductPage.objects.get().copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=False)


def is_public(page):
    return ProductPage.objects.get(pk=page.pk).live


def form(title="Kopia", slug="kopia", **fields):
    """The least a product page's editor sends."""
    sent = {"title": title, "slug": slug, "lead": "", "care": "", "safety": "", "comments-TOTAL_FORMS": "0"}
    sent |= {"comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": ""}
    for stream in ("gallery", "story"):
        sent[f"{stream}-count"] = "0"
    return sent | {"seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "", **fields}


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_the_editor_says_so_and_keeps_the_draft(browser, page, action):
    answer = browser.post(f"/admin/pages/{page.pk}/edit/", form(title="Ny rubrik", **{action: "1"}))

    assert (
        "Sidan saknar produkt. Koppla en innan den publiceras eller skickas för granskning." in answer.content.decode()
    )
    assert not is_public(page)
    assert ProductPage.objects.get(pk=page.pk).current_workflow_state is None


def test_a_draft_is_saved_without_a_product(browser, page):
    answer = browser.post(f"/admin/pages/{page.pk}/edit/", form(title="Ny rubrik"))

    assert answer.status_code == 302
    assert ProductPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Ny rubrik"


def test_publishing_is_not_offered(browser, page):
    shown = browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert 'name="action-publish"' not in shown
    ProductLink.objects.create(product=ProductFactory(), translation_key=page.translation_key)
    assert 'name="action-publish"' in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_it_is_published_once_it_is_linked(browser, page):
    ProductLink.objects.create(product=ProductFactory(), translation_key=page.translation_key)

    browser.post(f"/admin/pages/{page.pk}/edit/", form(**{"action-publish": "1"}))

    assert is_public(page)


def test_a_new_page_cannot_be_published_as_it_is_made(browser):
    parent = category_page(CategoryFactory())

    answer = browser.post(f"/admin/pages/add/cms/productpage/{parent.pk}/", form(slug="ny", **{"action-publish": "1"}))

    assert "Sidan saknar produkt." in answer.content.decode()
    assert not ProductPage.objects.exists()


def test_it_cannot_be_scheduled(browser, page):
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")

    browser.post(f"/admin/pages/{page.pk}/edit/", form(go_live_at=moment, **{"action-publish": "1"}))

    assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_the_bulk_action_leaves_it_out_and_publishes_the_others(browser, page):
    other = product_page(ProductFactory(), parent=page.get_parent().specific)
    other.unpublish()
    query = f"?next=/admin/&id={page.pk}&id={other.pk}"

    asked = browser.get(f"/admin/bulk/wagtailcore/page/publish/{query}")
    browser.post(f"/admin/bulk/wagtailcore/page/publish/{query}", {"include_descendants": ""})

    assert [item["item"].pk for item in asked.context["items"]] == [other.pk]
    assert not is_public(page)
    assert is_public(other)


def test_publishing_a_category_with_all_below_it_leaves_it_out(browser, page):
    parent = page.get_parent()

    browser.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={parent.pk}", {"include_descendants": "on"})

    assert not is_public(page)


def test_a_reviewer_cannot_approve_it_into_the_public(browser, page):
    user = owner()
    task = GroupApprovalTask.objects.create(name="Läs")
    task.groups.set(user.groups.all())
    workflow = Workflow.objects.create(name="Läsning")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    page.save_revision()
    state = workflow.start(page, user)

    answer = browser.post(
        f"/admin/pages/{page.pk}/edit/", form(**{"action-workflow-action": "1", "workflow-action-name": "approve"})
    )

    state.refresh_from_db()
    assert "Sidan saknar produkt." in answer.content.decode()
    assert state.status == "in_progress"
    assert not is_public(page)


def test_a_schedule_whose_product_is_gone_holds_up_no_other_page(page):
    other = product_page(ProductFactory(), parent=page.get_parent().specific)
    other.unpublish()
    for waiting in (page, other):
        ProductLink.objects.get_or_create(
            translation_key=waiting.translation_key, defaults={"product": ProductFactory()}
        )
        waiting.go_live_at = timezone.now() + timedelta(days=1)
        waiting.save_revision().publish()
    ProductLink.objects.filter(translation_key=page.translation_key).delete()
    past = timezone.now() - timedelta(minutes=1)
    for waiting in (page, other):
        waiting.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=past)
        revision = waiting.revisions.get(approved_go_live_at=past)
        revision.content["go_live_at"] = past.isoformat()
        revision.save()

    call_command("publish_scheduled")

    assert not is_public(page)
    assert not page.revisions.exclude(approved_go_live_at=None).exists()
    assert is_public(other)


def test_a_program_that_publishes_it_is_told(page):
    revision = page.save_revision()

    with pytest.raises(ProductMissing):
        revision.publish()
    assert not is_public(page)


def test_a_program_that_saves_it_as_live_gets_a_draft(page):
    page.live = True
    page.save()

    assert not is_public(page)


def test_the_admins_own_copy_form_makes_a_draft(browser):
    sellable(product__name_sv="Kopp")
    original = ProductPage.objects.get()

    browser.post(
        f"/admin/pages/{original.pk}/copy/",
        {
            "new_title": "Kopia",
            "new_slug": "kopia",
            "new_parent_page": original.get_parent().pk,
            "publish_copies": "on",
        },
    )

    assert not is_public(ProductPage.objects.get(slug="kopia"))
    assert is_public(original)
