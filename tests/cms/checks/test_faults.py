"""What a page is held against before it goes live: each rule finds its fault, and nothing where there is none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.checks.colours import contrast
from cms.checks.faults import faults
from cms.checks.models import OutsideLink
from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.catalogue.models import Manufacturer, Variant
from tests.cms.campaigns.pages import TWENTY, campaign
from tests.cms.checks.pages import article, told
from tests.factories.catalogue import ManufacturerFactory, ProductFactory, product_page, sellable
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1")]

NOW = timezone.now()


def found_in(*body, **fields):
    return faults(article(*body, **fields), now=NOW)


@pytest.mark.law("L21")
def test_a_picture_says_what_it_shows_or_that_it_adorns():
    image = PictureFactory()
    bare = {"image": image, "alt": ""}

    assert told(found_in(("picture", bare))) == ["alt"]
    assert told(found_in(("gallery", [bare, bare]))) == ["alt", "alt"]
    assert told(found_in(("picture", {**bare, "alt": "IMG_2041.jpg"}))) == ["alt"]
    assert found_in(("picture", {**bare, "is_decoration": True})) == []
    assert found_in(("picture", {**bare, "alt": "En kopp i celadon"})) == []


@pytest.mark.law("L21")
@pytest.mark.parametrize(
    ("case", "body", "faults_found"),
    [
        ("in order", [("heading", "Lera"), ("paragraph", "<h3>Drejning</h3><p>…</p>")], []),
        ("a level skipped", [("paragraph", "<h3>Drejning</h3><p>…</p>")], ["headings"]),
        ("an empty one", [("heading", "Lera"), ("paragraph", "<h3></h3><p>…</p>")], ["headings"]),
        ("bold for a heading", [("paragraph", "<p><b>Drejning</b></p><p>…</p>")], ["headings"]),
        ("bold within a line", [("paragraph", "<p><b>Drejning</b> tar tid.</p>")], []),
    ],
)
def test_headings_are_in_order(case, body, faults_found):
    assert told(found_in(*body)) == faults_found


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#2f5d5b", "#2f5d5b", 1.0)]
)
def test_contrast_is_counted_as_wcag_does(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_links_to_what_is_not_there_are_found_at_once():
    there, draft = article(live=True, slug="finns"), article(title="Utkast")
    link = '<p><a linktype="page" id="{}">läs</a></p>'

    assert found_in(("paragraph", link.format(there.pk))) == []
    [fault] = found_in(("paragraph", link.format(draft.pk)))
    assert fault.text == "Sidan länkar till ”Utkast”, som inte är publicerad."
    assert fault.is_blocking
    assert told(found_in(("paragraph", link.format(999_999)))) == ["inside-links"]
    assert told(found_in(("paragraph", '<p><a href="/finns-inte/">läs</a></p>'))) == ["inside-links"]
    assert found_in(("paragraph", '<p><a href="/finns/">läs</a> <a href="/sok/">sök</a></p>')) == []
    assert told(found_in(("paragraph", '<p><a linktype="document" id="9">fil</a></p>'))) == ["inside-links"]


def test_pages_that_go_live_together_may_link_to_each_other():
    draft = article(title="Utkast")
    page = article(("call_to_action", {"text": "Se", "label": "Läs", "page": draft}))

    assert told(faults(page, now=NOW)) == ["inside-links"]
    assert faults(page, now=NOW, together=[draft.pk]) == []


def test_links_to_other_sites_are_remarked_on_when_the_worker_has_found_them_gone():
    page = article(("paragraph", '<p><a href="https://glas.example/ugn">ugn</a></p>'))
    page.save_revision()
    row = OutsideLink.objects.get(url="https://glas.example/ugn")

    assert faults(page, now=NOW) == []
    OutsideLink.objects.filter(pk=row.pk).update(status=404)
    [fault] = faults(page, now=NOW)
    assert fault.text == "https://glas.example/ugn svarar inte som den ska: svarade 404."
    assert not fault.is_blocking


@pytest.mark.law("L26")
def test_nobody_is_sent_to_the_closed_platform():
    link = '<p><a href="https://ec.europa.eu/consumers/odr/">klaga</a></p>'

    [fault] = found_in(("paragraph", link))

    assert (fault.rule.code, fault.is_blocking) == ("odr", True)


@pytest.mark.law("L25")
def test_general_claims_about_the_environment_are_remarked_on():
    assert told(found_in(("paragraph", "<p>En klimatneutral kopp.</p>"))) == ["claims"]
    assert found_in(("paragraph", "<p>Koppen bränns med el.</p>")) == []


@pytest.mark.law("L24")
def test_a_product_page_tells_who_made_it(pictures_matter):
    product = ProductFactory(manufacturer=None)
    page = product_page(product)

    assert told(faults(page, now=NOW)) == ["maker", "picture"]

    product.manufacturer = Manufacturer.objects.create(name="Kruk & Co", postal_address=" ", email="")
    product.save()
    page.gallery = [("picture", {"image": PictureFactory(), "alt": "En kopp"})]
    assert [fault.text for fault in faults(page, now=NOW)] == [
        "Tillverkaren Kruk & Co saknar postadress.",
        "Tillverkaren Kruk & Co saknar både e-postadress och webbplats.",
        "Ingen har sagt i vilket land tillverkaren Kruk & Co finns.",
    ]
    assert [fault.is_blocking for fault in faults(page, now=NOW)] == [True, True, False]


@pytest.mark.law("L24")
@pytest.mark.parametrize(
    ("case", "maker", "lacking"),
    [
        ("in the Union", {"country": "SE"}, None),
        ("in the EEA", {"country": "NO"}, None),
        (
            "outside, with nobody",
            {"country": "GB"},
            "ansvarig person i EU, den ansvariges postadress, den ansvariges e-postadress eller webbplats",
        ),
        (
            "outside, who cannot be reached",
            {"country": "CN", "responsible_name": "Importören AB", "responsible_postal_address": "Kalmar"},
            "den ansvariges e-postadress eller webbplats",
        ),
        (
            "outside, with a website",
            {
                "country": "CN",
                "responsible_name": "Importören AB",
                "responsible_postal_address": "Kalmar",
                "responsible_website": "https://importoren.example",
            },
            None,
        ),
    ],
)
def test_somebody_in_the_union_answers_for_a_maker_outside_it(case, maker, lacking):
    page = product_page(ProductFactory(manufacturer=ManufacturerFactory(name="Kruk", **maker)))

    found = faults(page, now=NOW)

    assert [(fault.text, fault.is_blocking) for fault in found] == (
        [(f"Tillverkaren Kruk finns utanför EU ({maker['country']}). Fyll i på tillverkaren: {lacking}.", True)]
        if lacking
        else []
    )


@pytest.mark.law("L24")
def test_warnings_stand_in_swedish():
    swedish = product_page(ProductFactory(code="ljus", name_en="Candle"))
    english = product_page(swedish_product(swedish), language="en", safety="Never leave it burning.")

    assert told(faults(swedish, now=NOW)) == ["safety"]
    assert told(faults(english, now=NOW)) == ["safety"]
    ProductPage.objects.filter(pk=swedish.pk).update(safety="Lämna det aldrig brinnande.")
    assert faults(english, now=NOW) == []


def swedish_product(page):
    return ProductLink.objects.get(translation_key=page.translation_key).product


@pytest.mark.law("L6")
def test_goods_with_a_measure_have_what_a_unit_price_is_counted_from():
    variant = sellable(product__name_sv="Ljusolja 500 ml", sku="OLJA")
    page = ProductPage.objects.get()

    [fault] = faults(page, now=NOW)
    assert fault.text == "OLJA saknar innehållsmängd, så inget jämförpris visas. Skriv den på artikeln."
    assert not fault.is_blocking
    Variant.objects.filter(pk=variant.pk).update(content_amount=500, content_unit="ml")
    assert faults(page, now=NOW) == []


@pytest.mark.law("L3")
def test_a_campaign_promises_what_its_offers_give():
    sellable()
    true = campaign(TWENTY, intro="20 % på allt.", expire_at=NOW + timedelta(days=3))
    assert "percent" not in told(faults(true, now=NOW))

    true.intro = "30 % på allt."
    assert "percent" in told(faults(true, now=NOW))
