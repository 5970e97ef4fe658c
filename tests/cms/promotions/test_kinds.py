"""Product pages, campaigns and mirrors: what is known by something else than its own key, and what is of commerce."""

import json
from decimal import Decimal

import pytest
from wagtail.models import Locale, Page

from cms.links import ProductLink
from cms.menus.menu import Menu
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from cms.pages.category import CategoryPage
from cms.pages.product import ProductPage
from cms.promote import compare
from commerce.catalogue.models import Category, Product
from commerce.pricing.models import Price
from tests.cms.promotions.test_journey import article, home
from tests.factories.catalogue import CategoryFactory, category_page, product_page, sellable
from tests.factories.customers import OrganisationFactory, owner
from tests.factories.promotions import packed, received, taken_back, taken_in, trusted

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.2")]


@pytest.fixture
def editor():
    trusted()
    return owner()


@pytest.fixture
def mug():
    """A mug with a page under its category."""
    category = CategoryFactory(code="muggar")
    variant = sellable(product__code="strand", product__category=category, page=False, sku="STRAND-1", price="249.00")
    product_page(variant.product, parent=category_page(category), lead="Drejad för hand.")
    return variant.product


def test_a_product_is_known_by_its_code_and_nothing_of_commerce_comes(mug, editor):
    page = ProductPage.objects.get()
    draft = page.get_latest_revision_as_object()
    draft.lead = "Ny ingress."
    draft.save_revision()
    content = packed(page)
    # In production the same product has a page that another import made, with another key.
    ProductPage.objects.get().delete()
    ProductLink.objects.all().delete()
    there = product_page(mug, parent=CategoryPage.objects.get(), lead="Drejad för hand.")

    taken_in(received(content, by=editor), by=editor)

    assert ProductPage.objects.get().pk == there.pk
    assert there.get_latest_revision_as_object().lead == "Drejad för hand."
    assert ProductPage.objects.get().get_latest_revision_as_object().lead == "Ny ingress."
    assert ProductPage.objects.get().lead == "Drejad för hand."
    assert Price.objects.get().amount == Decimal("249.00")


def test_a_new_product_page_is_joined_to_the_product_that_is_here(mug, editor):
    content = packed(ProductPage.objects.get())
    ProductPage.objects.get().delete()
    ProductLink.objects.all().delete()

    promotion = taken_in(received(content, by=editor), by=editor)

    made = ProductPage.objects.get()
    assert promotion.told == []
    assert not made.live
    assert made.has_product()
    assert made.get_parent().pk == CategoryPage.objects.get().pk
    assert ProductLink.objects.get().product == mug

    taken_back(promotion, by=editor)
    assert not ProductPage.objects.exists()
    assert not ProductLink.objects.exists()


def test_a_product_that_is_not_here_is_missing(mug, editor):
    content = packed(ProductPage.objects.get())
    ProductPage.objects.get().delete()
    ProductLink.objects.all().delete()
    Price.objects.all().delete()
    mug.variants.all()[0].stock.levels.all().delete()
    Product.objects.filter(pk=mug.pk).update(code="en-annan")
    mug.variants.update(sku="ANNAN-1")

    [item] = received(content, by=editor).items.filter(is_chosen=True)

    assert item.found["state"] == compare.REFUSED
    assert "Produkten strand finns inte här" in item.found["problems"][0]


def test_a_new_category_page_waits_for_its_category(editor):
    category = CategoryFactory(code="fat")
    content = packed(category_page(category, title="Fat"))
    CategoryPage.objects.get().delete()
    Category.objects.filter(pk=category.pk).update(code="andra-fat")

    [item] = received(content, by=editor).items.filter(is_chosen=True)

    assert "Kategorin fat finns inte här" in item.found["problems"][0]


def test_the_offers_of_a_campaign_come_with_it_and_are_in_force_for_nobody(mug, editor):
    organisation = OrganisationFactory(number="5590000004")
    page = CampaignPage(title="Vårens lera", live=False)
    page.offers = [
        CampaignOffer(
            kind="percentage",
            value=Decimal("20.00"),
            audience="organisations",
            organisations=[organisation.pk],
            scope="products",
            products=[mug.pk],
        )
    ]
    home().add_child(instance=page)
    page.save_revision()
    content = packed(page)
    CampaignPage.objects.get().delete()

    promotion = taken_in(received(content, by=editor), by=editor)

    [offer] = CampaignPage.objects.get().get_latest_revision_as_object().offers.all()
    assert promotion.told == []
    assert not CampaignPage.objects.get().live
    assert (offer.value, offer.organisations, offer.products) == (Decimal("20"), [organisation.pk], [mug.pk])


def test_a_sole_traders_number_is_in_no_package(mug, editor):
    person = OrganisationFactory(number="8001010010", is_sole_trader=True)
    page = CampaignPage(title="Vårens lera", live=False)
    page.offers = [CampaignOffer(audience="organisations", organisations=[person.pk], scope="everything")]
    home().add_child(instance=page)

    assert b"8001010010" not in packed(page)
    [item] = received(packed(page), by=editor).items.filter(is_chosen=True)
    assert item.content["fields"]["offers"][0]["organisations"] == []


def test_a_mirror_comes_with_what_it_mirrors(editor):
    first = article("Om lera", live=False)
    english = Locale.objects.get(language_code="en")
    first.create_alias(parent=home("en"), update_locale=english, reset_translation_key=False)
    content = packed(first)
    Page.objects.filter(alias_of=first).get().delete()
    Page.objects.get(pk=first.pk).delete()

    promotion = taken_in(received(content, by=editor), by=editor)

    made = Page.objects.get(alias_of__isnull=False)
    assert promotion.told == []
    assert made.alias_of.title == "Om lera"
    assert made.locale == english
    assert not made.live


def test_a_mirror_of_what_is_live_here_is_not_made(editor):
    first = article("Om lera")
    english = Locale.objects.get(language_code="en")
    first.create_alias(parent=home("en"), update_locale=english, reset_translation_key=False)
    content = packed(first)
    Page.objects.filter(alias_of=first).get().delete()

    item = received(content, by=editor).items.get(key__startswith="page:en")

    assert item.found["state"] == compare.REFUSED


def menu_of(page, **fields):
    entries = json.dumps(
        [{"type": "entry", "value": {"page": page.pk, "with_pages_under": False, "more": []}, "id": "m1"}]
    )
    return Menu.objects.create(place="foot", locale=page.locale, **{"entries": entries, **fields})


def test_a_menu_is_known_by_its_place_and_comes_as_a_draft(editor):
    page = article("Om lera")
    content = packed(menu_of(page))
    Menu.objects.all().delete()
    there = menu_of(page, entries="[]")

    promotion = taken_in(received(content, by=editor), by=editor)

    assert promotion.told == []
    there.refresh_from_db()
    assert list(there.entries.raw_data) == []
    assert len(there.get_latest_revision_as_object().entries.raw_data) == 1

    taken_back(promotion, by=editor)
    there.refresh_from_db()
    assert list(there.get_latest_revision_as_object().entries.raw_data) == []


def test_a_menu_that_is_not_here_is_made_unseen(editor):
    page = article("Om lera")
    content = packed(menu_of(page))
    Menu.objects.all().delete()

    promotion = taken_in(received(content, by=editor), by=editor)

    assert promotion.told == []
    assert not Menu.objects.get().live
    taken_back(promotion, by=editor)
    assert not Menu.objects.exists()
