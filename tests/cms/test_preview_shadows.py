"""The database as it will be is what it becomes, cannot be written to, and is gone when one has looked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.listed import ListedProduct
from cms.pages.campaign import CampaignPage
from cms.pages.product import ProductPage
from cms.preview.look import PAGES
from cms.preview.shadows import SHADOWS, as_it_will_be
from commerce.catalogue.models import Product
from tests.factories.catalogue import CategoryFactory, category_page, home_page, sellable
from tests.factories.preview import looking

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]

TABLES = (*SHADOWS, "search_document", "search_word")


@pytest.fixture
def page():
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    sellable(
        parent=category_page(category),
        price="200.00",
        product__code="kopp-glimma",
        product__name_sv="Bordslykta Glimma",
        product__category=category,
    )
    return ProductPage.objects.get()


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_table_says_in_a_preview_what_it_says_when_the_draft_is_published(page):
    page.title, page.lead, page.slug, page.show_in_menus = "Ljusets lykta", "Handblåst i Småland", "lykta", True
    page.save_revision()
    with as_it_will_be(at=timezone.now(), drafts={PAGES}):
        seen = {table: rows(table) for table in TABLES}

    page.get_latest_revision().publish()

    about_versions = {"live_revision_id", "latest_revision_created_at", "last_published_at", "draft_title"}
    about_versions |= {"has_unpublished_changes", "first_published_at"}

    def told(table, found):
        left_out = about_versions | ({"id"} if table == "search_word" else set())
        kept = [{name: row[name] for name in row if name not in left_out} for row in found]
        return sorted(kept, key=str) if table == "search_word" else kept

    for table in TABLES:
        assert told(table, seen[table]) == told(table, rows(table)), table
    assert {"language": "sv", "word": "ljusets"} in told("search_word", seen["search_word"])


def test_what_is_looked_at_is_gone_afterwards(page):
    before = {table: rows(table) for table in TABLES}
    page.title = "Utkast"
    page.save_revision()
    before["wagtailcore_page"] = rows("wagtailcore_page")

    with as_it_will_be(at=timezone.now() + timedelta(days=400), drafts={PAGES}):
        assert Page.objects.filter(title="Utkast").exists()

    assert {table: rows(table) for table in TABLES} == before
    assert connection.introspection.table_names().count("look_page") == 0


@pytest.mark.parametrize("differs", [True, False])
@pytest.mark.parametrize(
    "write",
    [
        lambda: Product.objects.update(name_sv="Ändrad"),
        lambda: Page.objects.update(title="Ändrad"),
        lambda: ListedProduct.objects.all().delete(),
        lambda: CategoryFactory(code="ny"),
    ],
)
def test_nothing_can_be_written_in_a_preview(page, write, differs):
    if differs:
        page.title = "Utkast"
        page.save_revision()
    before = {table: rows(table) for table in TABLES}

    with as_it_will_be(at=timezone.now(), drafts={PAGES}), pytest.raises(DatabaseError), transaction.atomic():
        write()

    assert {table: rows(table) for table in TABLES} == before


def test_a_failure_within_leaves_nothing_behind(page):
    page.title = "Utkast"
    page.save_revision()

    with pytest.raises(ZeroDivisionError), as_it_will_be(at=timezone.now(), drafts={PAGES}):
        1 / 0  # noqa: B018 - the failure

    assert not Page.objects.filter(title="Utkast").exists()
    Product.objects.update(name_sv="Ändrad")


@pytest.mark.parametrize(
    ("case", "facts", "cut"),
    [
        ("its draft on a day when it is in force", {"campaigns": True, "days": 3}, True),
        ("its draft before it begins", {"campaigns": True, "days": 1}, False),
        ("its draft when it is over", {"campaigns": True, "days": 6}, False),
        ("without drafts of campaigns", {"pages": True, "days": 3}, False),
    ],
)
def test_the_draft_of_a_campaign_makes_the_prices_that_it_would_make(page, case, facts, cut):
    now = timezone.now()
    campaign = CampaignPage(title="Vinter", slug="vinter", locale=Locale.objects.get(language_code="sv"), live=False)
    home_page().add_child(instance=campaign)
    campaign.offers.create(kind="percentage", value=Decimal(25), audience="everyone", scope="everything")
    campaign.go_live_at, campaign.expire_at = now + timedelta(days=2), now + timedelta(days=5)
    campaign.save_revision()
    facts = dict(facts)
    browser = looking(at=now + timedelta(days=facts.pop("days")), **facts)

    shown = browser.get("/koppar/kopp-glimma/").content.decode()

    assert ("150\xa0kr" in shown) == cut
    assert "150\xa0kr" not in looking(at=now + timedelta(days=3)).get("/koppar/").content.decode()
