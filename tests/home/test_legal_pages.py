"""The demo shop's legal pages tell what the law asks, in both languages, and each is missed when it is taken out."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.models import Locale

from cms.article_blocks import GuaranteeBlock
from cms.checks.faults import faults
from cms.checks.legal import tellings
from cms.desk.going_live import figures
from cms.legal_kinds import Legal
from cms.pages.content import StandardPage
from home.demo_shop.editorial import _stream
from home.demo_shop.files import read
from home.demo_shop.goods import rich
from tests.factories.catalogue import home_page
from tests.factories.customers import owner

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.2")]

PAGES = {page["legal"]: page for page in read("pages.json")["information"] if page.get("legal")}


def page_of(kind, language, *, without=()):
    """A legal page of the demo shop, unsaved; `without` some of its paragraphs."""
    said = PAGES[kind]
    blocks = [block for number, block in enumerate(said["body"][language]) if number not in without]
    page = StandardPage(title=said["title"][language], intro=said["intro"][language], legal=kind)
    page.locale = Locale.objects.get(language_code=language)
    page.body = _stream([(block["type"], _value(block)) for block in blocks])
    return page


def _value(block):
    return rich(block["text"]) if block["type"] == "paragraph" else block.get("text", {})


def legal_faults(page):
    return [fault.text for fault in faults(page, now=timezone.now()) if fault.rule.code == "legal"]


@pytest.mark.law("L8", "L19", "L20", "L21", "L26", "L27")
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", Legal.values)
def test_it_tells_what_the_law_asks(kind, language):
    assert legal_faults(page_of(kind, language)) == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", Legal.values)
def test_an_empty_one_is_told_of_all_that_is_missing(kind, language):
    page = page_of(kind, language, without=range(99))
    page.title = page.intro = "x"

    found = legal_faults(page)

    assert len(found) == len(tellings(kind)) + (kind == Legal.COOKIES)


@pytest.mark.law("L26")
def test_terms_without_the_complaints_board_are_refused():
    body = PAGES["terms"]["body"]["sv"]
    board = [number for number, block in enumerate(body) if "reklamationsnämnden" in block.get("text", "")]

    assert legal_faults(page_of("terms", "sv", without=board)) == [
        "Det här saknas på sidan: reklamationsnämnden (ARN) med dess adress."
    ]


@pytest.mark.law("L20")
def test_a_page_about_cookies_shows_the_list():
    body = PAGES["cookies"]["body"]["sv"]
    [place] = [number for number, block in enumerate(body) if block["type"] == "cookies"]

    assert legal_faults(page_of("cookies", "sv", without=[place])) == [
        "Sidan visar inte listan över kakor. Lägg till blocket för den."
    ]


@pytest.mark.law("L25")
def test_terms_show_the_notice_of_the_guarantee_with_its_file_unaltered(settings):
    blocks = PAGES["terms"]["body"]["sv"]
    [place] = [number for number, block in enumerate(blocks) if block["type"] == "guarantee"]
    page = page_of("terms", "sv", without=[place])
    [fault] = [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]
    assert fault.text == "Villkoren visar inte meddelandet om lagstadgad garanti."

    document = get_document_model().objects.create(title="Garanti", file=ContentFile(b"notice", name="garanti.pdf"))
    page.body.append(("guarantee", {"file": document, "text": "Lagstadgad garanti"}))
    settings.GUARANTEE_NOTICE_SHA256 = [hashlib.sha256(b"another").hexdigest()]
    [fault] = [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]
    assert fault.text == "Meddelandets fil är inte den officiella, oförändrad."

    settings.GUARANTEE_NOTICE_SHA256 = [hashlib.sha256(b"notice").hexdigest()]
    assert not [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]


@pytest.mark.law("L25")
@pytest.mark.parametrize(
    ("language", "words"), [("sv", "I Sverige är den tre år"), ("en", "In Sweden it is three years")]
)
def test_until_the_notice_is_there_the_terms_tell_of_the_guarantee_and_the_editor_is_told(language, words):
    page = page_of("terms", language)

    [fault] = [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]
    [block] = [block for block in page.body if block.block_type == "guarantee"]
    with override(language):
        shown = block.render()

    assert fault.text.startswith("EU:s officiella meddelande saknas")
    assert not fault.is_blocking
    assert words in shown
    assert "<img" not in shown


@pytest.mark.law("L25")
def test_the_owner_is_told_of_terms_without_the_notice():
    def told():
        labels = {str(figure.label): (figure.count, figure.is_urgent) for figure in figures(owner())}
        return labels.get("Köpvillkor utan EU:s meddelande om garantin")

    page = page_of("terms", "sv")
    page.slug = "kopvillkor"
    home_page().add_child(instance=page)
    assert told() == (1, True)

    document = get_document_model().objects.create(title="Garanti", file=ContentFile(b"notice", name="garanti.pdf"))
    blocks = [(one.block_type, one.value) for one in page.body if one.block_type != "guarantee"]
    page.body = [*blocks, ("guarantee", {"file": document, "text": "Lagstadgad garanti"})]
    page.save()
    assert told() is None


@pytest.mark.law("L25")
def test_a_file_of_the_notice_is_told_in_words_too():
    document = get_document_model().objects.create(title="Garanti", file=ContentFile(b"notice", name="garanti.pdf"))
    block = GuaranteeBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"file": document.pk, "text": " "}))

    assert set(refused.value.block_errors) == {"text"}
