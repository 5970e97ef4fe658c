"""The demo shop's legal pages tell what the law asks, in both languages, and each is missed when it is taken out."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale

from cms.checks.faults import faults
from cms.checks.legal import tellings
from cms.legal_kinds import Legal
from cms.pages.content import StandardPage
from home.demo_shop.editorial import _stream
from home.demo_shop.files import read
from home.demo_shop.goods import rich

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
        "Sidan berättar inte reklamationsnämnden (ARN) med dess adress."
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
    page = page_of("terms", "sv")
    [fault] = [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]
    assert fault.text == "Villkoren visar inte meddelandet om lagstadgad garanti."

    document = get_document_model().objects.create(title="Garanti", file=ContentFile(b"notice", name="garanti.pdf"))
    page.body.append(("guarantee", {"file": document, "text": "Lagstadgad garanti"}))
    settings.GUARANTEE_NOTICE_SHA256 = [hashlib.sha256(b"another").hexdigest()]
    [fault] = [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]
    assert fault.text == "Meddelandets fil är inte den officiella, oförändrad."

    settings.GUARANTEE_NOTICE_SHA256 = [hashlib.sha256(b"notice").hexdigest()]
    assert not [one for one in faults(page, now=timezone.now()) if one.rule.code == "guarantee"]
