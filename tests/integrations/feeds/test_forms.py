"""Product feeds in their two forms, of any text and of many articles."""

import csv
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commerce.catalogue.models import Variant
from commerce.orders.models import DeliveryMethod
from commerce.pricing.offers import Phase, put_in_force
from commerce.pricing.unit_price import Content
from integrations.feeds import articles as feed_articles
from integrations.feeds import formats
from integrations.feeds.fields import COLUMNS, cut, fields_of
from tests.factories.catalogue import (
    sellable,
)
from tests.integrations.feeds.reading import CSV, DAY, SALE, get, items

pytestmark = pytest.mark.krav("4.6.2")


def test_both_forms_say_the_same(cup, koppar, client):
    sellable(price="1249.50", parent=koppar, sku="+46 å", product__name_sv='Fat "stort", runt; =1+1')
    put_in_force("k", [Phase(terms=(SALE,), until=timezone.now() + DAY)], now=timezone.now())

    rows = csv.DictReader(get(client, CSV)[1].decode().splitlines())
    told = {row["id"]: {name: row[name] for name in COLUMNS if row[name]} for row in rows}
    in_xml = {sku: {name: one[name] for name in COLUMNS if name in one} for sku, one in items(client).items()}
    assert told == in_xml
    assert len(told) == 2
    odd = told[f"v{Variant.objects.get(sku='+46 å').pk}"]
    assert (odd["title"], odd["price"], odd["sale_price"]) == ('Fat "stort", runt; =1+1', "1249.50 SEK", "999.60 SEK")
    assert odd["link"].endswith("?variant=%2B46+%C3%A5")


def test_lists_in_a_cell_stand_apart(cup, client):
    DeliveryMethod.objects.all().delete()
    DeliveryMethod.objects.create(code="hem", name_sv="Hem: kväll, 17–21", gross=Decimal(99))
    DeliveryMethod.objects.create(code="ombud", name_sv="Ombud", gross=Decimal(49), position=1)

    [row] = csv.DictReader(get(client, CSV)[1].decode().splitlines())
    assert row[formats.SHIPPING] == "SE::Hem kväll 17–21:99.00 SEK,SE::Ombud:49.00 SEK"


def test_many_articles_cost_no_more_queries_than_few(koppar):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            found = len(list(feed_articles.Articles("sv", now=timezone.now())))
        return found, len(asked)

    for _number in range(3):
        sellable(parent=koppar)
    cost()
    few = cost()
    for _number in range(20):
        sellable(parent=koppar)
    cost()

    assert (few[0], cost()) == (3, (23, few[1]))


def test_articles_come_a_batch_at_a_time(koppar, monkeypatch):
    monkeypatch.setattr(feed_articles, "BATCH", 2)
    skus = [sellable(parent=koppar).sku for _number in range(5)]
    found = iter(feed_articles.Articles("sv", now=timezone.now()))

    with CaptureQueriesContext(connection) as asked:
        first = next(found)
    read = [one for one in asked if "cms_listedproduct" in one["sql"]]

    assert (first.sku, len(read)) == (skus[0], 1)
    assert [one.sku for one in found] == skus[1:]


@given(st.text())
def test_any_text_can_stand_in_it(text):
    read = ET.fromstring(f"<a xmlns:g='x'>{formats._element('g:b', text)}</a>")[0].text or ""  # noqa: S314 - our own

    assert read == formats.NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(), st.integers(10, 60))
def test_a_text_is_cut_to_one_line_of_some_length(text, most):
    short = cut(text, most)

    assert len(short) <= most
    assert "\n" not in short
    assert short == " ".join(text.split()) or len(" ".join(text.split())) > most


def test_every_field_is_a_column():
    article = feed_articles.Article(
        **dict.fromkeys(feed_articles.Article.__dataclass_fields__, "x")
        | {
            "variant_id": 1,
            "product_id": 2,
            "pictures": ("p",),
            "sort": ("s",),
            "options": {"farg": "röd"},
            "weight_g": 3,
            "content": Content(Decimal(4), "g"),
        }
        | {"stock": "in", "price": Decimal(1), "prior": Decimal(2), "deliveries": ()}
        | {"reduced_from": timezone.now(), "reduced_until": timezone.now() + DAY}
    )

    assert set(fields_of(article, now=timezone.now())) <= set(COLUMNS)
    assert list(fields_of(article, now=timezone.now())) == [
        name for name in COLUMNS if name in fields_of(article, now=timezone.now())
    ]
