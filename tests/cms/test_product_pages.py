"""Product pages made in bulk: what stands in the tree, in search and in references, and what editors can do after."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from modelsearch.backends import get_search_backend
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.intake import shelves
from cms.intake.page_changes import CHANGED, DRAFTED, KEPT, NEW, UNCHANGED, ProductPageRow
from cms.intake.page_text import PageText, Picture
from cms.intake.product_pages import write_product_pages
from cms.links import CategoryLink, ProductLink
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.product import ProductPage
from commerce.catalogue.intake import take_in
from commerce.catalogue.rows import ProductRow, VariantRow
from commerce.events.models import Event, Version
from commerce.pricing.intake import PriceRow, take_in_prices
from commerce.stock.intake import take_in_stock
from tests.factories.catalogue import (
    CategoryFactory,
    ProductFactory,
    category_page,
    home_page,
    product_page,
    sellable,
)
from tests.factories.customers import owner, verified
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.2")]

NOW = timezone.now()
LATER = NOW + timedelta(days=1)
SWEDISH = PageText(
    title="Kopp Dal",
    lead="Drejad för hand.",
    story=(("paragraph", "<p>Skruvad ur gotländsk lera.</p>"),),
    seo_title="Köp Kopp Dal",
    search_description="En kopp.",
)
ENGLISH = PageText(title="Dal cup", slug="dal-cup", lead="Thrown by hand.", story=(("paragraph", "<p>Clay.</p>"),))


@pytest.fixture
def cups():
    return CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups")


def row(category, code="kopp-dal", *, texts=None, **changes):
    product = ProductFactory._meta.model.objects.filter(code=code).first() or ProductFactory(
        code=code, is_on_sale=False
    )
    texts = texts or {"sv": SWEDISH}
    return ProductPageRow(product_id=product.pk, code=code, category_id=category.pk, texts=texts, **changes)


def rows(category, count, **changes):
    return [row(category, f"kopp-{number}", **changes) for number in range(count)]


def page_of(code="kopp-dal", language="sv"):
    key = ProductLink.objects.get(product__code=code).translation_key
    return ProductPage.objects.get(translation_key=key, locale__language_code=language)


def problems():
    return [found for found in Page.find_problems() if found]


def everything():
    """What may not change when nothing is said anew."""
    return (
        list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "last_published_at", "numchild")),
        list(Version.objects.order_by("tag").values_list("tag", "version")),
        list(ProductLink.objects.order_by("pk").values_list("pk", "written")),
        Revision.objects.count(),
        Event.objects.count(),
        PageLogEntry.objects.count(),
    )


def test_a_page_in_each_language_is_live_under_its_category(cups):
    report = write_product_pages([row(cups, texts={"sv": SWEDISH, "en": ENGLISH})], now=NOW)

    swedish, english = page_of(), page_of(language="en")
    assert report.outcomes == {"kopp-dal": NEW}
    assert swedish.url_path == "/hem/koppar/kopp-dal/"
    assert english.url_path == "/home-en/koppar/dal-cup/"
    assert (swedish.title, swedish.draft_title, swedish.lead) == ("Kopp Dal", "Kopp Dal", "Drejad för hand.")
    assert (swedish.seo_title, swedish.search_description) == ("Köp Kopp Dal", "En kopp.")
    assert swedish.story[0].value.source == "<p>Skruvad ur gotländsk lera.</p>"
    assert (swedish.live, swedish.first_published_at, swedish.has_unpublished_changes) == (True, NOW, False)
    assert english.alias_of is None
    assert english.get_translation(swedish.locale).pk == swedish.pk
    assert swedish.get_parent().specific.title == "Koppar"
    assert english.get_parent().specific.title == "Cups"
    assert CategoryLink.objects.get(category=cups).translation_key == swedish.get_parent().translation_key
    assert ProductLink.objects.get().product.is_on_sale
    assert list(Event.objects.values_list("kind", "subject")) == [("product.sale_opened", "product:kopp-dal")]
    assert problems() == []


def test_a_product_without_english_words_follows_the_swedish_page(cups):
    write_product_pages([row(cups)], now=NOW)

    swedish, english = page_of(), page_of(language="en")
    swedish.title = "Kopp Dalen"
    swedish.save_revision().publish()

    english.refresh_from_db()
    assert english.alias_of_id == swedish.pk
    assert english.title == "Kopp Dalen"


def test_a_draft_page_is_not_shown_and_its_product_not_for_sale(cups, client):
    write_product_pages([row(cups, is_live=False)], now=NOW)

    page = page_of()
    assert (page.live, page.has_unpublished_changes, page.first_published_at) == (False, True, None)
    assert not ProductLink.objects.get().product.is_on_sale
    assert client.get(page.url).status_code == 404


def test_the_same_rows_again_change_nothing_at_all(cups):
    texts = {"sv": SWEDISH, "en": ENGLISH}
    write_product_pages([row(cups, texts=texts), row(cups, "fat-dal")], now=NOW)
    before = everything()

    report = write_product_pages([row(cups, texts=texts), row(cups, "fat-dal")], now=LATER)

    assert report.outcomes == {"kopp-dal": UNCHANGED, "fat-dal": UNCHANGED}
    assert everything() == before


def test_new_words_are_written_over_pages_no_editor_has_touched(cups):
    write_product_pages([row(cups)], now=NOW)
    new = PageText(title="Kopp Dalen", lead="Ny text.")

    report = write_product_pages([row(cups, texts={"sv": new})], now=LATER)

    for page in (page_of(), page_of(language="en")):
        assert (page.title, page.draft_title, page.lead, len(page.story)) == ("Kopp Dalen", "Kopp Dalen", "Ny text.", 0)
        assert page.url_path.endswith("/kopp-dal/")
        assert page.last_published_at == LATER
    assert report.outcomes == {"kopp-dal": CHANGED}
    assert Revision.objects.count() == 0
    assert [hit.pk for hit in ProductPage.objects.all().search("dalen")] != []
    assert list(ProductPage.objects.all().search("gotländsk")) == []


def test_a_page_an_editor_has_changed_gets_a_draft(cups):
    write_product_pages([row(cups)], now=NOW)
    page = page_of()
    page.lead = "Redaktörens egna ord."
    page.save_revision().publish()
    new = PageText(title="Kopp Dalen", lead="Importens ord.")

    report = write_product_pages([row(cups, texts={"sv": new})], now=LATER)

    page = page_of()
    draft = page.get_latest_revision_as_object()
    assert report.outcomes == {"kopp-dal": DRAFTED}
    assert (page.title, page.lead, page.live) == ("Kopp Dal", "Redaktörens egna ord.", True)
    assert (draft.title, draft.lead, page.has_unpublished_changes) == ("Kopp Dalen", "Importens ord.", True)


def test_the_same_file_after_a_draft_makes_no_second_one(cups):
    write_product_pages([row(cups)], now=NOW)
    page = page_of()
    page.lead = "Redaktörens egna ord."
    page.save_revision().publish()
    new = row(cups, texts={"sv": PageText(title="Kopp Dalen")})
    write_product_pages([new], now=LATER)
    before = everything()

    report = write_product_pages([new], now=LATER)

    assert report.outcomes == {"kopp-dal": UNCHANGED}
    assert everything() == before


def test_an_unfinished_draft_of_an_editor_is_kept_and_the_import_becomes_the_next(cups):
    write_product_pages([row(cups)], now=NOW)
    page = page_of()
    page.lead = "Ännu inte klar."
    page.save_revision()

    report = write_product_pages([row(cups, texts={"sv": PageText(title="Kopp Dalen")})], now=LATER)

    page = page_of()
    kept = [revision.as_object().lead for revision in page.revisions.order_by("pk")]
    assert report.outcomes == {"kopp-dal": DRAFTED}
    assert kept == ["Drejad för hand.", "Ännu inte klar.", ""]
    assert page.lead == "Drejad för hand."


def test_an_editor_who_only_publishes_has_changed_no_word(cups):
    write_product_pages([row(cups, is_live=False)], now=NOW)
    page = page_of()
    # Draftail gives each paragraph a key of its own.
    page.story = json.dumps(
        [{"type": "paragraph", "value": '<p data-block-key="a1b2c">Skruvad ur gotländsk lera.</p>', "id": "x"}]
    )
    page.save_revision().publish()

    report = write_product_pages([row(cups, texts={"sv": PageText(title="Kopp Dalen")}, is_live=False)], now=LATER)

    page = page_of()
    assert report.outcomes == {"kopp-dal": CHANGED}
    assert (page.title, page.live, page.has_unpublished_changes) == ("Kopp Dalen", True, False)
    assert page.get_latest_revision_as_object().title == "Kopp Dalen"


@pytest.mark.parametrize(
    ("case", "spoil"),
    [("locked", lambda page: page.__class__.objects.filter(pk=page.pk).update(locked=True)), ("deleted", None)],
)
def test_a_page_that_is_locked_or_deleted_is_kept_so(case, spoil, cups):
    write_product_pages([row(cups)], now=NOW)
    if spoil:
        spoil(page_of())
    else:
        page_of(language="en").delete()
        page_of().delete()
    before = everything()

    report = write_product_pages([row(cups, texts={"sv": PageText(title="Kopp Dalen")})], now=LATER)

    assert report.outcomes == {"kopp-dal": KEPT}
    assert everything() == before


def test_a_product_withdrawn_in_the_file_is_taken_down_and_comes_back(cups):
    write_product_pages([row(cups)], now=NOW)

    write_product_pages([row(cups, is_live=False)], now=LATER)
    gone = page_of()
    write_product_pages([row(cups)], now=LATER)

    assert (gone.live, gone.has_unpublished_changes) == (False, True)
    assert (page_of().live, page_of(language="en").live, page_of().first_published_at) == (True, True, NOW)
    assert ProductLink.objects.get().product.is_on_sale
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "product.sale_opened",
        "product.sale_closed",
        "product.sale_opened",
    ]


def test_a_page_made_by_hand_is_not_written_over(cups):
    made = product_page(ProductFactory(code="kopp-dal"), parent=category_page(cups), title="Handgjord")

    report = write_product_pages([row(cups)], now=NOW)

    made.refresh_from_db()
    assert report.outcomes == {"kopp-dal": DRAFTED}
    assert (made.title, made.live) == ("Handgjord", True)


def test_a_taken_address_gets_a_number(cups):
    parent = category_page(cups)
    parent.add_child(instance=CategoryPage(title="Upptagen", slug="kopp-dal", locale=parent.locale))

    write_product_pages([row(cups)], now=NOW)

    assert page_of().url_path == "/hem/koppar/kopp-dal-2/"


# --- Shelves ---


@pytest.fixture
def small_shelves(monkeypatch):
    monkeypatch.setattr(shelves, "SHELF_SIZE", 3)


def test_a_full_category_gets_shelves_that_no_address_shows(cups, small_shelves):
    write_product_pages(rows(cups, 5), now=NOW)
    write_product_pages(rows(cups, 8)[5:], now=NOW)

    assert sorted(ShardPage.objects.values_list("url_path", "numchild")) == [
        ("/hem/koppar/", 2),
        ("/hem/koppar/", 3),
        ("/home-en/koppar/", 2),
        ("/home-en/koppar/", 3),
    ]
    addresses = ProductPage.objects.filter(locale__language_code="sv").order_by("pk").values_list("url_path", flat=True)
    assert list(addresses) == [f"/hem/koppar/kopp-{number}/" for number in range(8)]
    assert problems() == []


def test_pages_on_shelves_are_served_and_shelves_are_not(cups, small_shelves, rf):
    write_product_pages(rows(cups, 5), now=NOW)
    category = CategoryPage.objects.get(url_path="/hem/koppar/")
    request = rf.get("/")

    direct = category.route(request, ["kopp-0"]).page
    shelved = category.route(request, ["kopp-4"]).page

    assert (direct.get_parent().pk, shelved.get_parent().specific_class) == (category.pk, ShardPage)
    for unknown in (["shelf-1"], ["shelf-1", "kopp-4"], ["kopp-9"]):
        with pytest.raises(Http404):
            category.route(request, unknown)


def test_a_category_that_changes_its_address_takes_the_shelves_along(cups, small_shelves):
    write_product_pages(rows(cups, 5), now=NOW)
    category = CategoryPage.objects.get(url_path="/hem/koppar/")

    category.slug = "muggar"
    category.save()

    assert page_of("kopp-4").url_path == "/hem/muggar/kopp-4/"
    assert set(ShardPage.objects.values_list("url_path", flat=True)) == {"/hem/muggar/", "/home-en/koppar/"}


def test_a_shelf_that_moves_takes_the_address_of_its_new_category(cups, small_shelves):
    write_product_pages(rows(cups, 5), now=NOW)
    other = category_page(CategoryFactory(code="fat"))

    ShardPage.objects.get(locale__language_code="sv").move(other, pos="last-child")

    assert page_of("kopp-4").url_path == "/hem/fat/kopp-4/"
    assert ShardPage.objects.get(locale__language_code="sv").url_path == "/hem/fat/"
    assert problems() == []


def test_a_page_is_not_moved_to_where_its_address_is_taken(cups, small_shelves):
    write_product_pages(rows(cups, 5), now=NOW)
    other = category_page(CategoryFactory(code="fat"))
    page = product_page(ProductFactory(), parent=other, slug="kopp-4")
    category = CategoryPage.objects.get(url_path="/hem/koppar/")

    answer = verified(owner()).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, category.pk]))

    page.refresh_from_db()
    assert answer.status_code == 302
    assert page.url_path == "/hem/fat/kopp-4/"


def test_an_address_is_free_only_if_no_shelf_has_it(cups, small_shelves):
    write_product_pages(rows(cups, 5), now=NOW)
    category = CategoryPage.objects.get(url_path="/hem/koppar/")

    assert not ProductPage._slug_is_available("kopp-4", category)
    assert ProductPage._slug_is_available("kopp-4", category, page_of("kopp-4"))
    assert ProductPage._slug_is_available("kopp-5", category)


# --- Search and references ---


def test_pages_are_found_as_if_they_had_been_saved_one_by_one(cups):
    write_product_pages([row(cups, texts={"sv": SWEDISH, "en": ENGLISH})], now=NOW)
    page = page_of()
    in_bulk = list(page.index_entries.values_list("title", "autocomplete", "body", "title_text", "body_text"))

    get_search_backend().add(page)

    one_by_one = list(page.index_entries.values_list("title", "autocomplete", "body", "title_text", "body_text"))
    assert in_bulk == one_by_one
    assert [hit.pk for hit in ProductPage.objects.filter(locale=page.locale).search("lera")] == [page.pk]


def test_references_are_those_that_one_save_finds(cups):
    picture = PictureFactory()
    text = PageText(title="Kopp", gallery=(Picture(image_id=picture.pk, alt="En kopp"),))
    write_product_pages([row(cups, texts={"sv": text})], now=NOW)
    page = page_of()
    columns = ("content_type", "to_content_type", "to_object_id", "model_path", "content_path", "content_path_hash")
    in_bulk = set(ReferenceIndex.get_references_for_object(page).values_list(*columns))

    ReferenceIndex.create_or_update_for_object(page)

    assert in_bulk == set(ReferenceIndex.get_references_for_object(page).values_list(*columns))
    assert len(in_bulk) == 1
    assert ReferenceIndex.get_references_to(picture).count() == 2


# --- What Wagtail does with such pages afterwards ---


def test_children_moves_and_copies_work_afterwards(cups, small_shelves):
    write_product_pages(rows(cups, 5), now=NOW)
    category = CategoryPage.objects.get(url_path="/hem/koppar/")
    other = category_page(CategoryFactory(code="fat"))

    category.add_child(instance=ProductPage(title="Handgjord", slug="handgjord", locale=category.locale))
    page_of("kopp-4").move(other, pos="last-child")
    page_of("kopp-0").copy(update_attrs={"slug": "kopp-0-kopia"}, keep_live=False)
    page_of("kopp-1").delete()

    assert page_of("kopp-4").url_path == "/hem/fat/kopp-4/"
    assert problems() == []


def test_the_first_edit_keeps_what_was_imported_as_a_revision(cups):
    write_product_pages([row(cups)], now=NOW)
    page = page_of()
    page.title = "Kopp Dalen"
    page.save_revision().publish()

    revisions = list(page.revisions.order_by("pk"))
    assert [revision.as_object().title for revision in revisions] == ["Kopp Dal", "Kopp Dalen"]
    assert revisions[0].created_at == NOW


def test_an_editor_changes_and_publishes_the_page_in_the_admin(cups):
    write_product_pages([row(cups)], now=NOW)
    page = page_of()
    browser = verified(owner())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    opened = browser.get(address)
    form = nested_form_data(
        {
            "title": "Kopp Dalen",
            "slug": page.slug,
            "lead": "Ny",
            "gallery": streamfield([]),
            "story": streamfield([]),
            "care": "",
            "safety": "",
            "seo_title": "",
            "search_description": "",
            "social_image": "",
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    answer = browser.post(address, form)

    page = page_of()
    assert (opened.status_code, answer.status_code) == (200, 302)
    assert (page.title, page.lead, page.live, page.revisions.count()) == ("Kopp Dalen", "Ny", True, 2)
    assert problems() == []


def test_publishing_an_old_draft_after_an_import_moves_no_sku_price_or_stock(cups):
    variant = sellable(product__code="kopp-dal", sku="DAL-1", price="249.00", stock=7, page=False)
    write_product_pages([row(cups)], now=NOW)
    page = page_of()
    page.title = "Gammalt utkast"
    old = page.save_revision()
    take_in(
        [ProductRow(code="kopp-dal", name="Kopp Dal", variants=(VariantRow(sku="DAL-1", weight_g=300),))], now=LATER
    )
    take_in_prices([PriceRow(sku="DAL-1", amount=Decimal("199.00"))], now=LATER)
    take_in_stock({"DAL-1": 4}, now=timezone.now())
    write_product_pages([row(cups, texts={"sv": PageText(title="Ny text")})], now=LATER)

    old.publish()

    variant.refresh_from_db()
    in_force = variant.prices.get(valid_until=None)
    assert page_of().title == "Gammalt utkast"
    assert (variant.sku, in_force.amount, variant.stock.on_hand) == ("DAL-1", Decimal("199.00"), 4)
    assert ProductLink.objects.get(product=variant.product).translation_key == page.translation_key


@pytest.mark.parametrize("many", [5, 50])
def test_many_pages_cost_no_more_queries_than_few(many, cups, django_assert_max_num_queries):
    category_page(cups)
    category_page(cups, parent=home_page("en"), language="en")
    batch = rows(cups, many)

    with django_assert_max_num_queries(30):
        write_product_pages(batch, now=NOW)
    with django_assert_max_num_queries(4):
        write_product_pages(batch, now=NOW)


def test_the_explorer_lists_the_category(cups):
    write_product_pages(rows(cups, 5), now=NOW)
    category = CategoryPage.objects.get(url_path="/hem/koppar/")

    answer = verified(owner()).get(reverse("wagtailadmin_explore", args=[category.pk]))

    assert answer.status_code == 200
    assert answer.content.decode().count("Kopp Dal") >= 5
