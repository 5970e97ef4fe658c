"""What a shared link shows, where the terms lie, and that a delivery promise is said in one place."""

from types import SimpleNamespace

import pytest

from cms.pictures import Picture
from cms.storefront.context import _terms_url
from cms.storefront.frame import now
from cms.storefront.sharing import shared_picture
from commerce.events import versions
from commerce.orders.models import DeliveryMethod


def picture(**sources):
    return Picture(1, "images/cup.jpg", 1600, 2000, "", sources)


def test_a_shared_link_shows_a_jpeg_with_the_shops_own_domain(settings):
    settings.SITE_URL = "https://lyktalera.example/"
    jpegs = [(480, 600, "images/cup.480.jpg"), (1280, 1600, "images/cup.1280.jpg"), (1600, 2000, "images/cup.1600.jpg")]

    shown = shared_picture(picture(avif=[(480, 600, "images/cup.avif")], jpeg=jpegs))

    assert shown.url.startswith("https://lyktalera.example/")
    assert shown.url.endswith("images/cup.1280.jpg")
    assert (shown.width, shown.height) == (1280, 1600)


def test_before_the_renditions_are_made_the_small_original_is_shown():
    assert shared_picture(picture()).url.endswith("images/cup.jpg")


def test_a_page_without_a_picture_shares_none():
    assert shared_picture(None) is None


def _site(**translations):
    swedish = SimpleNamespace(url="/kopvillkor/", translation_key="terms")
    pages = {("terms", code): SimpleNamespace(url=url) for code, url in translations.items()}
    return SimpleNamespace(
        roots={"sv": SimpleNamespace(url_path="/hem/")}, nodes={"/hem/kopvillkor/": swedish}, by_key=pages
    )


@pytest.mark.parametrize(
    ("case", "site", "language", "expected"),
    [
        ("in Swedish", _site(sv="/kopvillkor/", en="/en/terms-of-sale/"), "sv", "/kopvillkor/"),
        ("translated", _site(sv="/kopvillkor/", en="/en/terms-of-sale/"), "en", "/en/terms-of-sale/"),
        ("not translated", _site(sv="/kopvillkor/"), "en", "/kopvillkor/"),
        ("no such page", SimpleNamespace(roots={"sv": SimpleNamespace(url_path="/hem/")}, nodes={}), "sv", ""),
    ],
)
def test_the_terms_are_found_in_the_shoppers_language(case, site, language, expected):
    assert _terms_url(site, language) == expected


@pytest.mark.django_db
def test_a_changed_promise_reaches_pages_that_are_kept():
    method = DeliveryMethod.objects.create(code="point", name_sv="Till ombud", promise_sv="Framme i morgon", gross=59)
    before = versions.current(["site"])["site"]

    method.promise_sv = "Framme inom en vecka"
    method.save()

    assert versions.current(["site"])["site"] > before
    assert "Framme inom en vecka" in [one.promise_sv for one in now().delivery_methods]
