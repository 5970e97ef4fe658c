"""Menus that editors compose: drafted, previewed and published; without one, the tree of pages is the menu."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, TranslationContext, TranslationSource
from wagtail_localize.operations import translate_object

from cms.menus.entries import Entries
from cms.menus.menu import FOOT, HEAD, Menu
from cms.pages.content import StandardPage
from cms.storefront import frame
from tests.factories.catalogue import CategoryFactory, category_page, home_page, product_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]


def entry(**value):
    return {"type": "entry", "value": value}


def menu(*entries, place=HEAD, language="sv", **fields):
    locale = Locale.objects.get(language_code=language)
    return Menu.objects.create(place=place, locale=locale, entries=list(entries), **fields)


def shown(path="/", name="site_menu"):
    return [
        (one["title"], one["url"], [child["title"] for child in one.get("children", [])])
        for one in Client().get(path).context[name]
    ]


@pytest.fixture
def department():
    ceramics = CategoryFactory(code="keramik")
    page = category_page(ceramics, slug="keramik", title="Keramik", show_in_menus=True)
    category_page(CategoryFactory(code="koppar", parent=ceramics), parent=page, title="Koppar", show_in_menus=True)
    return page


def about(language="sv", **fields):
    page = StandardPage(title="Om oss", slug="om-oss", locale=home_page(language).locale, **fields)
    return home_page(language).add_child(instance=page)


def test_a_menu_stands_as_it_was_composed(department):
    page = about()
    menu(
        entry(page=page.pk, label="Vilka vi är"),
        entry(page=department.pk, with_pages_under=True, more=[{"address": "/sok/?q=rea", "label": "Fynd"}]),
        entry(address="https://blogg.example/", label="Blogg"),
    )

    assert shown() == [
        ("Vilka vi är", "/om-oss/", []),
        ("Keramik", "/keramik/", ["Koppar", "Fynd"]),
        ("Blogg", "https://blogg.example/", []),
    ]


def test_without_a_menu_the_tree_is_the_menu(department):
    draft = menu(entry(address="/nytt/", label="Nytt"), live=False)

    assert shown() == [("Keramik", "/keramik/", ["Koppar"])]

    draft.save_revision().publish()

    assert shown() == [("Nytt", "/nytt/", [])]


def test_a_draft_is_seen_in_the_preview_alone(department):
    live = menu(entry(page=department.pk, label="Lera"))
    live.entries = [entry(address="/nytt/", label="Nytt")]
    live.save_revision()

    assert shown() == [("Lera", "/keramik/", [])]
    shown_draft = live.get_latest_revision_as_object().make_preview_request().content.decode()
    assert "/nytt/" in shown_draft
    assert "/keramik/" not in shown_draft


def test_a_page_is_shown_in_the_menus_language_or_not_at_all(department):
    page = about()
    other = about("en", translation_key=page.translation_key)
    other.title = "About us"
    other.save()
    menu(entry(page=page.pk), entry(page=department.pk), language="en")

    assert shown("/en/") == [("About us", "/en/om-oss/", [])]

    other.unpublish()

    assert shown("/en/") == []


def test_a_menu_is_translated_as_a_draft_with_its_pages(department):
    page = about()
    other = about("en", translation_key=page.translation_key)
    other.title = "About us"
    other.save()
    swedish = menu(entry(page=page.pk), entry(address="/sok/?q=rea", label="Fynd"))
    locale = Locale.objects.get(language_code="en")

    translate_object(swedish, [locale])

    draft = Menu.objects.get(locale=locale)
    assert (draft.place, draft.live) == (HEAD, False)
    assert shown("/en/") == []
    words = StringTranslation.objects.create(
        translation_of=String.objects.get(data="Fynd"),
        context=TranslationContext.objects.get(object_id=swedish.translation_key, path__endswith="label"),
        locale=locale,
        data="Bargains",
    )
    assert not words.has_error
    TranslationSource.objects.get(object_id=swedish.translation_key).create_or_update_translation(
        locale, publish=False, fallback=True
    )
    draft.refresh_from_db()
    draft.get_latest_revision().publish()
    assert shown("/en/") == [("About us", "/en/om-oss/", []), ("Bargains", "/sok/?q=rea", [])]


def test_entries_with_more_under_them_are_columns_at_the_foot(department):
    page = about()
    menu(
        entry(page=page.pk),
        entry(page=page.pk, label="Om Lykta", more=[{"address": "/press/", "label": "Press"}]),
        place=FOOT,
    )

    footer = Client().get("/").content.decode().split("<footer", 1)[1]

    assert '<h2 id="footer-2"><a href="/om-oss/">Om Lykta</a></h2>' in footer
    assert '<a href="/press/">Press</a>' in footer
    assert '<li><a href="/om-oss/">Om oss</a></li>' in footer


def test_there_is_one_menu_in_a_place_and_language():
    menu()

    with pytest.raises(ValidationError, match="redan en meny"):
        Menu(place=HEAD, locale=Locale.objects.get(language_code="sv")).validate_constraints()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({}, "page"),
        ({"address": "javascript:alert(1)", "label": "Nytt"}, "address"),
        ({"address": "//evil.example/", "label": "Nytt"}, "address"),
        ({"address": "/nytt/"}, "label"),
    ],
)
def test_an_entry_leads_to_one_right_place(value, field):
    block = Entries()

    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(block.to_python([entry(**value)]))

    [(_place, fault)] = refused.value.block_errors.items()
    assert list(fault.block_errors) == [field]


def test_a_product_is_refused(department):
    variant = sellable(page=False)
    page = product_page(variant.product, parent=department)
    block = Entries()

    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python([entry(page=page.pk)]))


def test_a_longer_menu_asks_no_more(department):
    menu(*(entry(page=department.pk) for _ in range(3)))
    few = queries_of_the_frame()
    Menu.objects.update(entries=[entry(page=department.pk) for _ in range(30)])

    assert queries_of_the_frame() == few


def queries_of_the_frame():
    frame.forget()
    with CaptureQueriesContext(connection) as asked:
        frame.now()
    return len(asked)
