"""The page of translation files: a file is fetched, translated and taken in, and what went wrong is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page

from cms.pages.content import StandardPage
from commerce.catalogue.models import Product
from integrations.formats import gettext_po, xliff
from tests.factories.catalogue import home_page, sellable
from tests.factories.customers import UserFactory, logged_in, owner, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    sellable(page=False, product__code="kopp", product__name_sv="Kopp")
    page = StandardPage(title="Om oss", slug="om-oss", locale=home_page().locale, intro="Vi gör saker")
    return home_page().add_child(instance=page)


@pytest.fixture
def browser():
    return verified(owner())


def fetch(browser, **chosen):
    return browser.get(reverse("translations_file"), chosen)


def send(browser, content, name="sv-en.xlf"):
    return browser.post(reverse("translations"), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(("format", "kind"), [("xliff", xliff), ("po", gettext_po)])
def test_a_file_goes_out_and_comes_back(about, browser, format, kind):
    fetched = fetch(browser, pages=about.pk, names=["product"], format=format)
    assert fetched["Content-Disposition"].endswith(f'.{kind.SUFFIX}"')

    filled = fetched.content
    for words, translated in (("Om oss", "About us"), ("Vi gör saker", "We make things"), ("Kopp", "Cup")):
        filled = filled.replace(*_filled(format, words, translated))
    answer = send(browser, filled)

    assert answer.context["counts"] == [("översatta", 3)]
    assert answer.context["faults"] == []
    english = Page.objects.get(translation_key=about.translation_key, locale__language_code="en")
    assert english.get_latest_revision_as_object().intro == "We make things"
    assert Product.objects.get().name_en == "Cup"


def _filled(format, words, translated):
    """What stands in the file before and after a translator has written the words."""
    if format == "po":
        return (f'msgid "{words}"\nmsgstr ""'.encode(), f'msgid "{words}"\nmsgstr "{translated}"'.encode())
    empty = f'<source>{words}</source>\n        <target state="needs-translation"/>'
    full = f'<source>{words}</source>\n        <target state="translated">{translated}</target>'
    return (empty.encode(), full.encode())


def test_nothing_chosen_is_told(about, browser):
    assert "Välj vad filen ska innehålla." in fetch(browser, format="po").content.decode()


def test_what_is_translated_already_gives_no_empty_file(about, browser):
    Product.objects.update(name_en="Cup")

    answer = fetch(browser, names=["product"], only_missing="on", format="po")

    assert "Det finns inget att översätta i det du valde." in answer.content.decode()


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"<xliff", b"\xff\xff", b"msgid"])
def test_a_file_that_is_none_is_told_and_changes_nothing(about, browser, content):
    answer = send(browser, content)

    assert answer.status_code == 200
    assert answer.context["upload"].errors["file"]
    assert answer.context["outcome"] is None


def test_what_is_left_out_is_told_by_line(about, browser):
    fetched = fetch(browser, names=["product"], format="po").content
    Product.objects.update(name_sv="Mugg")

    page = send(browser, fetched.replace(*_filled("po", "Kopp", "Cup"))).content.decode()

    assert "1 text togs inte in" in page
    assert "Den svenska texten är en annan nu. Hämta en ny fil." in page


@pytest.mark.parametrize("name", ["translations", "translations_file"])
def test_a_customer_and_a_price_setter_are_kept_out(about, name):
    assert logged_in(UserFactory()).get(reverse(name)).status_code in (302, 403)
    kept_out = logged_in(UserFactory(roles=["Prissättare"])).get(reverse(name))
    assert kept_out.status_code in (302, 403)
