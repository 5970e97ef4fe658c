"""The blocks that editors build pages of: what each shows, what it refuses, and that each can be previewed."""

from datetime import timedelta

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.checks.faults import faults
from cms.pages.campaign import CampaignPage
from cms.pages.product import ProductPage
from cms.storefront import frame
from cms.story import StoryBlock
from commerce.catalogue.models import Product
from home.models import HomePage
from tests.cms.campaigns.pages import campaign
from tests.cms.checks.pages import article
from tests.factories.catalogue import CategoryFactory, category_page, count_of, sellable
from tests.factories.customers import owner, verified
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]


def page_with(*body):
    """What a visitor gets of a live page with these blocks."""
    return Client().get(article(*body, live=True).url).content.decode()


def page_of(variant):
    return ProductPage.objects.get(title=variant.product.name_sv)


def clean(kind, value):
    block = StoryBlock().child_blocks[kind]
    return block.clean(block.to_python(value))


@pytest.mark.parametrize("name", list(StoryBlock().child_blocks))
def test_every_block_can_be_previewed_and_says_what_it_is(name):
    PictureFactory()
    sellable()
    block = StoryBlock().child_blocks[name]

    answer = verified(owner()).get("/admin/block-preview/", {"id": block.definition_prefix})

    assert answer.status_code == 200
    assert block.is_previewable
    assert block.get_description()
    shown = lxml.html.fromstring(answer.content).find("body")
    assert shown.text_content().strip() or shown.findall(".//img")


def test_a_shelf_by_rule_shows_the_newest_of_a_category_that_are_in_stock():
    lamps = CategoryFactory(code="lampor")
    page = category_page(lamps)
    shown = [sellable(product__name_sv=f"Lampa {n}", product__category=lamps) for n in range(3)]
    count_of(shown[2], 0)
    sellable(product__name_sv="Mugg", product__category=CategoryFactory(code="muggar"))

    rule = {"title": "Nytt", "source": "rule", "category": page, "order": "newest", "in_stock": True, "count": 2}
    found = page_with(("product_shelf", rule))

    assert "Lampa 0" in found
    assert "Lampa 1" in found
    assert "Lampa 2" not in found
    assert "Mugg" not in found


def test_a_shelf_by_campaign_shows_its_goods_while_its_offers_are_in_force():
    lamps = CategoryFactory(code="lampor")
    category_page(lamps)
    sellable(product__name_sv="Lampan Strand", product__category=lamps)
    offer = {"kind": "percentage", "value": 20, "audience": "everyone", "scope": "categories", "is_announced": False}
    page = campaign({**offer, "categories": [lamps.pk]}, live=True)
    shelf = {"title": "I kampanjen", "source": "campaign", "campaign": page, "count": 4}
    shown = article(("product_shelf", shelf), live=True)

    assert "Lampan Strand" in Client().get(shown.url).content.decode()
    CampaignPage.objects.get(pk=page.pk).unpublish()
    frame.forget()
    assert "Lampan Strand" not in Client().get(shown.url).content.decode()


@pytest.mark.parametrize(
    ("when_gone", "first", "other"), [("told", True, False), ("hidden", False, False), ("instead", False, True)]
)
def test_a_product_card_knows_what_is_left(when_gone, first, other):
    gone, there = sellable(product__name_sv="Slut", stock=0), sellable(product__name_sv="Finns")
    card = {"page": page_of(gone), "when_gone": when_gone, "instead": page_of(there)}

    found = page_with(("product_card", card))

    assert ("<a href=" in found, '">Slut</a>' in found, '">Finns</a>' in found) == (True, first, other)
    assert ("Slutsåld" in found) == first


def test_a_countdown_ends_when_the_campaign_does_and_says_nothing_after(monkeypatch):
    page = campaign(live=True, expire_at=timezone.now() + timedelta(days=2))
    shown = article(("countdown", {"text": "Vinterbordet slutar", "campaign": page}), live=True)

    assert "Vinterbordet slutar" in Client().get(shown.url).content.decode()
    later = timezone.now() + timedelta(days=2, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Vinterbordet slutar" not in Client().get(shown.url).content.decode()


def test_tiles_lead_to_categories_that_are_live():
    pages = [category_page(CategoryFactory(code=code)) for code in ("lampor", "muggar")]
    pages[1].unpublish()

    found = page_with(("category_tiles", {"title": "Rum", "pages": pages}))

    assert '<a href="/lampor/">' in found.split('class="tiles"')[1]
    assert '<a href="/muggar/">' not in found


def test_questions_fold_out_and_are_told_to_search_engines():
    pair = {"question": "Tål den disk?", "answer": "<p>Ja, 60 <b>grader</b>.</p>"}

    found = page_with(("questions", {"title": "Frågor", "questions": [pair]}))

    assert "<summary>Tål den disk?" in found
    assert (
        '"@type":"Question","name":"Tål den disk?","acceptedAnswer":{"@type":"Answer","text":"Ja, 60 grader."}' in found
    )


@pytest.mark.law("L21")
def test_a_table_has_a_caption_and_headings():
    table = {"columns": [{"type": "text", "heading": "Kopp"}, {"type": "number", "heading": "cl"}]}
    raw = {"caption": "Koppar", "first_is_heading": True, "table": {**table, "rows": [{"values": ["Te", "35"]}]}}

    found = page_with(("table", clean("table", raw)))

    assert "<caption>Koppar</caption>" in found
    assert '<th scope="col">Kopp</th>' in found
    assert '<th scope="row">Te</th><td class="table-block__number">35</td>' in found
    with pytest.raises(ValidationError):
        clean("table", {**raw, "table": {"columns": [{"type": "text", "heading": ""}], "rows": [{"values": ["x"]}]}})


@pytest.mark.parametrize(
    ("kind", "value", "where"),
    [
        ("product_shelf", {"title": "x", "source": "chosen", "pages": []}, "pages"),
        ("product_shelf", {"title": "x", "source": "campaign", "count": 4, "order": "newest"}, "campaign"),
        ("video", {"title": "x", "url": "https://example.se/film", "transcript": "<p>x</p>"}, "picture"),
        ("call_to_action", {"text": "x", "label": "x", "colours": {"ground": "#ffffff", "text": ""}}, "page"),
    ],
)
def test_what_is_not_whole_is_refused_where_it_stands(kind, value, where):
    with pytest.raises(ValidationError) as refused:
        clean(kind, value)

    assert where in refused.value.block_errors


@pytest.mark.law("L21")
def test_colours_that_cannot_be_told_apart_are_refused_when_the_page_is_published():
    home = HomePage.objects.get(locale__language_code="sv")
    colours = {"ground": "#eeeeee", "text": "#cccccc"}
    page = article(("call_to_action", {"text": "Se", "label": "Dit", "page": home, "colours": colours}))

    [fault] = faults(page, now=timezone.now())

    assert fault.text == "#cccccc på #eeeeee har kontrasten 1,4 mot 1. Det behövs minst 4,5 mot 1."
    assert fault.is_blocking


def test_shelves_that_were_made_before_there_were_rules_still_show_what_was_chosen():
    variant = sellable(product__name_sv="Koppen Strand")
    page = article(live=True)
    page.body = [("product_shelf", {"title": "Hylla", "pages": [page_of(variant)]})]
    page.save()
    raw = page.body.get_prep_value()
    raw[0]["value"] = {"title": "Hylla", "pages": raw[0]["value"]["pages"]}
    type(page).objects.filter(pk=page.pk).update(body=raw)

    assert Product.objects.count() == 1
    assert "Koppen Strand" in Client().get(page.url).content.decode()


def test_colours_come_by_a_style_sheet_of_their_own(client):
    home = HomePage.objects.get(locale__language_code="sv")
    colours = {"ground": "#2F5D5B", "text": "#ffffff"}

    shown = page_with(("call_to_action", {"text": "Se", "label": "Dit", "page": home, "colours": colours}))
    sheet = client.get("/colours/2f5d5b-ffffff.css")

    assert 'href="/colours/2f5d5b-ffffff.css"' in shown
    assert "coloured colours-2f5d5b-ffffff" in shown
    assert sheet["Content-Type"] == "text/css"
    assert sheet.content.decode() == ".colours-2f5d5b-ffffff { --ground: #2f5d5b; --words: #ffffff; }\n"
    assert client.get("/colours/2f5d5b-red.css").status_code == 404
