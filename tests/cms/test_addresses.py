"""Addresses: real 404s, the same page in the other language, menus, what search engines are told."""

import copy
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.pages.content import StandardPage
from cms.storefront import crawling, listing
from tests.factories.catalogue import CategoryFactory, category_page, home_page, product_page, sellable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def one_cup():
    """Keramik with Koppar in it and one cup, in both languages."""
    ceramics = CategoryFactory(code="keramik", name_sv="Keramik", name_en="Ceramics")
    cups = CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups", parent=ceramics)
    pages = {}
    for language, slugs in (("sv", ("keramik", "koppar", "kopp-glimma")), ("en", ("ceramics", "cups", "glimma-cup"))):
        department = category_page(ceramics, language=language, slug=slugs[0], show_in_menus=True)
        leaf = category_page(cups, parent=department, language=language, slug=slugs[1], show_in_menus=True)
        if language == "sv":
            variant = sellable(
                page=False,
                product__name_sv="Kopp Glimma",
                product__name_en="Glimma cup",
                product__code="kopp-glimma",
                product__category=cups,
            )
        pages[language] = product_page(variant.product, parent=leaf, language=language, slug=slugs[2])
    return pages


@pytest.fixture(scope="module")
def made(made_once):
    return made_once(one_cup)


@pytest.fixture
def shop(made):
    return copy.deepcopy(made)


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/finns-inte/", "sv", "Sidan finns inte här"),
        ("/keramik/finns-inte/", "sv", "Sidan finns inte här"),
        ("/en/no-such-page/", "en", "The page is not here"),
        ("/en/keramik/", "en", "The page is not here"),
        ("/ceramics/", "sv", "Sidan finns inte här"),
        ("/wp-login.php", "sv", "Sidan finns inte här"),
        ("/api/v2/pages/", "sv", "Sidan finns inte här"),
        ("/django-admin/", "sv", "Sidan finns inte här"),
        ("/keramik/koppar/kopp-glimma/mer/", "sv", "Sidan finns inte här"),
        ("/å/ä/ö/", "sv", "Sidan finns inte här"),
    ],
)
def test_an_unknown_address_is_a_real_404_in_its_language(shop, path, language, words):
    response = Client().get(path)

    assert response.status_code == 404
    page = response.content.decode()
    assert words in page
    assert f'<html lang="{language}">' in page
    assert 'class="site-header"' in page


@pytest.mark.parametrize("path", ["/%00/", "/keramik%00/", "/finns-inte/?q=%00", "/%ff%fe/", "/" + "x" * 3000 + "/"])
def test_an_address_that_cannot_be_is_refused_quietly(path):
    assert Client().get(path).status_code in (400, 404)


def test_a_missing_slash_is_added():
    assert Client().get("/keramik").headers["Location"] == "/keramik/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_are_only_read(shop, method):
    assert getattr(Client(), method)("/keramik/").status_code == 405


def test_an_old_address_leads_on(shop):
    Redirect.objects.create(old_path="/gammal", redirect_page=shop["sv"])

    assert Client().get("/gammal/").headers["Location"] == "/keramik/koppar/kopp-glimma/"


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/", "/en/"),
        ("/keramik/", "/en/ceramics/"),
        ("/keramik/koppar/?i_lager=1&sort=pris", "/en/ceramics/cups/?i_lager=1&sort=pris"),
        ("/keramik/koppar/kopp-glimma/", "/en/ceramics/cups/glimma-cup/"),
        ("/sok/?q=kopp", "/en/search/?q=kopp"),
        ("/varukorg/", "/en/cart/"),
    ],
)
def test_the_language_link_keeps_the_page_and_what_was_chosen(shop, path, other):
    there = {link["code"]: link["url"] for link in Client().get(path).context["locale_links"]}
    back = {link["code"]: link["url"] for link in Client().get(other).context["locale_links"]}

    assert there == back == {"sv": path, "en": other}


def test_a_page_in_one_language_leads_to_the_start_page_of_the_other(shop):
    about = StandardPage(title="Om oss", slug="om-oss", locale=home_page().locale)
    home_page().add_child(instance=about)

    response = Client().get("/om-oss/")

    assert {link["code"]: link["url"] for link in response.context["locale_links"]} == {"sv": "/om-oss/", "en": "/en/"}
    assert re.findall(r'hreflang="(\w+)" href="([^"]+)"', head_of(response)) == [
        ("sv", "http://127.0.0.1:8000/om-oss/")
    ]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/keramik/koppar/?utm_source=brev", "/keramik/koppar/"),
        ("/keramik/koppar/?i_lager=1", "/keramik/koppar/"),
        ("/keramik/koppar/?sort=pris", "/keramik/koppar/"),
        ("/keramik/koppar/?sida=2&utm_source=brev", "/keramik/koppar/?sida=2"),
        ("/keramik/koppar/?sida=2&sort=pris", "/keramik/koppar/"),
    ],
)
def test_a_list_is_known_by_one_address_a_page(shop, monkeypatch, asked, canonical):
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    leaf = Page.objects.get(slug="koppar")
    other = sellable(page=False, product__code="mugg", product__category=CategoryFactory(code="koppar"))
    product_page(other.product, parent=leaf)

    head = head_of(Client().get(asked))

    assert f'<link rel="canonical" href="http://127.0.0.1:8000{canonical}">' in head


def test_the_language_link_leads_to_the_first_page_of_a_list_that_may_be_shorter(shop, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    other = sellable(page=False, product__code="mugg", product__category=CategoryFactory(code="koppar"))
    product_page(other.product, parent=Page.objects.get(slug="koppar"))

    response = Client().get("/keramik/koppar/?sida=2&i_lager=1")

    links = {link["code"]: link["url"] for link in response.context["locale_links"]}
    assert links == {"sv": "/keramik/koppar/?i_lager=1&sida=2", "en": "/en/ceramics/cups/?i_lager=1"}
    assert Client().get(links["en"]).status_code == 200
    assert "hreflang" not in head_of(response)


def test_search_engines_are_told_of_the_other_language(shop):
    alternates = re.findall(
        r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', head_of(Client().get("/keramik/?sort=pris"))
    )

    assert alternates == [("sv", "http://127.0.0.1:8000/keramik/"), ("en", "http://127.0.0.1:8000/en/ceramics/")]
    assert '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/keramik/">' in head_of(
        Client().get("/en/ceramics/")
    )


def head_of(response):
    return response.content.decode().split("</head>")[0]


def test_the_menu_has_departments_and_what_is_in_them(shop):
    hidden = category_page(CategoryFactory(code="dold"), show_in_menus=False)
    draft = category_page(CategoryFactory(code="utkast"), show_in_menus=True)
    draft.unpublish()

    menu = Client().get("/").context["site_menu"]

    assert [(one["title"], one["url"], [child["url"] for child in one["children"]]) for one in menu] == [
        ("Keramik", "/keramik/", ["/keramik/koppar/"])
    ]
    assert hidden.live
    assert [one["title"] for one in Client().get("/en/").context["site_menu"]] == ["Ceramics"]


def test_the_footer_links_to_pages_of_information(shop):
    about = StandardPage(title="Köpvillkor", slug="kopvillkor", locale=home_page().locale, show_in_menus=True)
    home_page().add_child(instance=about)

    assert 'href="/kopvillkor/"' in Client().get("/keramik/").content.decode().split("<footer", 1)[1]


def listed(path):
    """The addresses in a sitemap or in an index of them."""
    found = ElementTree.fromstring(Client().get(path).content).iter(f"{SITEMAP}loc")  # noqa: S314 - our own answer
    return [one.text.removeprefix("http://127.0.0.1:8000") for one in found]


def test_the_sitemaps_list_every_live_page_and_no_other_by_language(shop):
    shop["en"].unpublish()

    parts = listed("/sitemap.xml")
    addresses = {part: sorted(listed(part)) for part in parts}

    assert addresses == {
        "/sitemap-sv-0.xml": ["/", "/keramik/", "/keramik/koppar/", "/keramik/koppar/kopp-glimma/"],
        "/sitemap-en-0.xml": ["/en/", "/en/ceramics/", "/en/ceramics/cups/"],
    }
    assert all(Client().get(address).status_code == 200 for part in parts for address in addresses[part])


@pytest.mark.parametrize("part", ["sv-99", "fi-0", "sv-99999999999999999999"])
def test_a_part_that_is_in_no_index_is_not_found(shop, part):
    assert Client().get(f"/sitemap-{part}.xml").status_code == 404


def test_the_index_names_only_parts_that_hold_a_page(shop, monkeypatch):
    monkeypatch.setattr(crawling, "PART_SIZE", 1)

    parts = listed("/sitemap.xml")

    assert len(parts) == Page.objects.filter(live=True, depth__gt=1).count()
    assert [len(listed(part)) for part in parts] == [1] * len(parts)


def test_robots_are_kept_from_what_is_one_shoppers_own(shop, settings):
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Disallow: /varukorg/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text

    settings.ENVIRONMENT = "test"
    assert Client().get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_the_page_for_a_fault_stands_alone():
    """It is shown when nothing works: no template tag, no database, no script."""
    from django.template.loader import get_template

    source = get_template("500.html").template.source

    assert "{%" not in source
    assert "{{" not in source
    assert "<script" not in source


def test_a_page_below_one_that_is_not_live_has_its_address_and_no_breadcrumb_there(shop):
    Page.objects.get(slug="keramik").unpublish()

    response = Client().get("/keramik/koppar/")

    assert response.status_code == 200
    assert [crumb["url"] for crumb in response.context["breadcrumbs"]] == ["/", ""]
    assert Client().get("/keramik/").status_code == 404
