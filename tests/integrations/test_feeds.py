"""Product feeds: what they say of an article, that it is true for whoever asks, and that they are made once."""

import csv
import gzip
import xml.etree.ElementTree as ET
from contextlib import closing
from datetime import UTC, date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from cms.pages.product import ProductPage
from cms.pictures import file_url
from cms.storefront import frame
from commerce.catalogue.models import Product, Variant
from commerce.orders.models import DeliveryMethod
from commerce.pricing.ledger import because
from commerce.pricing.models import Price
from commerce.pricing.offers import Phase, Terms, put_in_force
from commerce.pricing.unit_price import Content
from commerce.stock.models import Stock
from integrations.feeds import articles as feed_articles
from integrations.feeds import formats, kept, views
from integrations.feeds.fields import COLUMNS, cut, fields_of
from tests.committing import in_threads
from tests.factories.catalogue import (
    AttributeFactory,
    AttributeValueFactory,
    CategoryFactory,
    category_page,
    count_of,
    home_page,
    product_page,
    sellable,
)
from tests.factories.customers import UserFactory
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.krav("4.6.2")

G = "{http://base.google.com/ns/1.0}"
XML, CSV = "/feeds/sv/products.xml", "/feeds/sv/products.csv"
DAY = timedelta(days=1)
SALE = Terms(
    name_sv="Ljusveckor", kind="percentage", value=Decimal("20.00"), is_for_everyone=True, is_for_everything=True
)


def get(client, address=XML, **headers):
    response = client.get(address, headers=headers)
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def items(client, address=XML):
    """Each article of a feed by its id: the fields with one value, and beside them lists of those with several."""
    response, body = get(client, address)
    assert response.status_code == 200
    found = {}
    for item in ET.fromstring(body).iter("item"):  # noqa: S314 - our own
        told = {}
        for element in item:
            told.setdefault(element.tag.removeprefix(G), []).append(
                {part.tag.removeprefix(G): part.text for part in element} or element.text
            )
        found[told["id"][0]] = {
            name: values if name in ("shipping", "additional_image_link") else values[0]
            for name, values in told.items()
        }
        assert all(
            len(values) == 1 for name, values in told.items() if name not in ("shipping", "additional_image_link")
        )
    return found


@pytest.fixture
def koppar(db):
    return category_page(CategoryFactory(code="koppar", name_sv="Koppar"), show_in_menus=True)


@pytest.fixture
def cup(koppar):
    """A cup that has cost 249 kr for two months."""
    because("", now=timezone.now() - 60 * DAY)
    made = sellable(
        price="249.00",
        parent=koppar,
        sku="LL-1",
        gtin="7350061001076",
        product__name_sv="Kopp & fat <Glimma>",
        product__brand__name="Lykta & Lera",
        prices={"premium": [(1, "123.45")], "bas": [(10, "187.65")]},
    )
    because("", now=timezone.now())
    ProductPage.objects.update(lead="Drejad för hand.\nRymmer 24 cl.")
    return made


def test_an_article_is_told_of_whole(cup, client, settings):
    settings.SITE_URL = "https://butik.example"
    DeliveryMethod.objects.all().delete()
    DeliveryMethod.objects.create(code="ombud", name_sv="Till ombud", gross=Decimal(59), free_from=Decimal(600))
    DeliveryMethod.objects.create(code="hem", name_sv="Hem", gross=Decimal(99), free_from=Decimal(249), position=1)

    response, _body = get(client)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert items(client) == {
        "LL-1": {
            "id": "LL-1",
            "title": "Kopp & fat <Glimma>",
            "description": "Drejad för hand. Rymmer 24 cl.",
            "link": f"https://butik.example/koppar/{cup.product.code}/?variant=LL-1",
            "availability": "in_stock",
            "price": "249.00 SEK",
            "brand": "Lykta & Lera",
            "gtin": "7350061001076",
            "condition": "new",
            "product_type": "Koppar",
            "shipping_weight": "300 g",
            "shipping": [
                {"country": "SE", "service": "Till ombud", "price": "59.00 SEK"},
                {"country": "SE", "service": "Hem", "price": "0.00 SEK"},
            ],
        }
    }


@pytest.mark.law("L6")
@pytest.mark.parametrize(
    ("amount", "unit", "measure", "base"),
    [
        ("250", "ml", "250 ml", "1 l"),
        ("1.5", "kg", "1.5 kg", "1 kg"),
        ("1000", "g", "1000 g", "1 kg"),
        ("2.4", "m2", "2.4 sqm", "1 sqm"),
        ("6", "st", "6 ct", "1 ct"),
    ],
)
def test_readers_are_told_what_to_reckon_the_unit_price_from(cup, client, amount, unit, measure, base):
    Variant.objects.update(content_amount=Decimal(amount), content_unit=unit)

    told = items(client)["LL-1"]

    assert (told["unit_pricing_measure"], told["unit_pricing_base_measure"]) == (measure, base)


@pytest.mark.law("L1")
def test_a_reduction_is_told_with_its_prior_price_and_its_interval(cup, client):
    now = timezone.now()
    put_in_force("k", [Phase(terms=(SALE,), until=now + 5 * DAY)], now=now)

    told = items(client)["LL-1"]
    assert (told["price"], told["sale_price"]) == ("249.00 SEK", "199.20 SEK")
    begins, ends = now.astimezone(UTC), (now + 5 * DAY).astimezone(UTC)
    assert told["sale_price_effective_date"] == f"{begins:%Y-%m-%dT%H:%MZ}/{ends:%Y-%m-%dT%H:%MZ}"


@pytest.mark.law("L1")
def test_the_price_that_is_crossed_out_is_the_lowest_of_the_30_days_before(cup, client):
    now = timezone.now()
    because("", now=now - 10 * DAY)
    Price.objects.filter(price_list__code="bas", min_quantity=1).update(amount=Decimal(300))
    because("", now=now)
    put_in_force("k", [Phase(terms=(SALE,))], now=now)

    told = items(client)["LL-1"]
    assert (told["price"], told["sale_price"]) == ("249.00 SEK", "240.00 SEK")
    assert "sale_price_effective_date" not in told  # it has no end that is known


@pytest.mark.law("L2")
def test_of_perishable_goods_the_price_just_before_is_crossed_out(cup, client):
    now = timezone.now()
    Product.objects.update(is_perishable=True)
    because("", now=now - 10 * DAY)
    Price.objects.filter(price_list__code="bas", min_quantity=1).update(amount=Decimal(300))
    because("", now=now)
    put_in_force("k", [Phase(terms=(SALE,))], now=now)

    told = items(client)["LL-1"]
    assert (told["price"], told["sale_price"]) == ("300.00 SEK", "240.00 SEK")


@pytest.mark.law("L3")
@pytest.mark.parametrize(
    ("case", "changes", "price"),
    [
        ("not announced", {"is_announced": False}, "199.20 SEK"),
        ("with a code", {"code": "LJUS"}, "249.00 SEK"),
        ("for one level", {"is_for_everyone": False, "levels": ("premium",)}, "249.00 SEK"),
        ("above a sum", {"minimum_sum": Decimal(500)}, "249.00 SEK"),
        ("in another currency", {"currency": "EUR"}, "249.00 SEK"),
    ],
)
def test_what_is_no_announced_reduction_for_everyone_is_told_as_none(cup, client, case, changes, price):
    terms = Terms(**{**{name: getattr(SALE, name) for name in Terms.__dataclass_fields__}, **changes})
    put_in_force("k", [Phase(terms=(terms,))], now=timezone.now())

    told = items(client)["LL-1"]
    assert (told["price"], "sale_price" in told) == (price, False), case


def test_whoever_asks_is_told_what_anybody_pays(cup, client):
    client.force_login(UserFactory(level_id="premium"), backend=settings.AUTHENTICATION_BACKENDS[0])

    response, body = get(client)

    assert items(client)["LL-1"]["price"] == "249.00 SEK"
    assert b"123.45" not in body
    assert b"187.65" not in body
    assert not response.cookies


@pytest.mark.parametrize(
    ("case", "stock", "expected"),
    [
        ("plenty", {}, ("in_stock", False)),
        ("few", {"low_from": 50}, ("in_stock", False)),
        ("all of it is safety", {"safety": 10}, ("out_of_stock", False)),
        ("none, and none may be sold before it comes", {"safety": 10, "expected_on": 9}, ("out_of_stock", False)),
        ("none, coming", {"safety": 10, "backorder_limit": 5, "expected_on": 9}, ("backorder", True)),
        ("none, late", {"safety": 10, "backorder_limit": 5, "expected_on": -1}, ("backorder", False)),
        ("none, nobody knows when", {"safety": 10, "backorder_limit": 5}, ("backorder", False)),
    ],
)
def test_stock_in_words_that_readers_know(cup, client, case, stock, expected):
    today = timezone.localdate()
    if "expected_on" in stock:
        stock = {**stock, "expected_on": today + stock["expected_on"] * DAY}
    Stock.objects.update(**stock)

    told = items(client)["LL-1"]
    assert (told["availability"], "availability_date" in told) == expected, case


def test_the_day_of_what_is_coming_begins_in_sweden(cup, client):
    Stock.objects.update(safety=10, backorder_limit=5, expected_on=date(2099, 7, 1))

    assert items(client)["LL-1"]["availability_date"] == "2099-06-30T22:00Z"


def test_variants_are_articles_of_one_group_with_their_options_and_their_own_picture_first(koppar, client):
    colour = AttributeFactory(code="farg", name_sv="Färg")
    celadon, krita = (
        AttributeValueFactory(attribute=colour, code=code, name_sv=name, name_en=english)
        for code, name, english in (("celadon", "Celadon", ""), ("krita", "Krita", "Chalk"))
    )
    first = sellable(price="249.00", parent=koppar, sku="K-1", label_sv="Celadon", values=[celadon])
    sellable(price="259.00", sku="K-2", label_sv="Krita", product=first.product, values=[krita], stock=0)
    pictures = {name: PictureFactory(title=name) for name in ("celadon", "krita", "alla")}
    page = ProductPage.objects.get()
    page.gallery = [
        ("picture", {"image": one, "alt": "", "shows": "" if name == "alla" else name.title()})
        for name, one in pictures.items()
    ]
    page.save()

    told = items(client)
    assert {sku: (one["price"], one["color"], one["availability"]) for sku, one in told.items()} == {
        "K-1": ("249.00 SEK", "Celadon", "in_stock"),
        "K-2": ("259.00 SEK", "Krita", "out_of_stock"),
    }
    assert {one["item_group_id"] for one in told.values()} == {str(first.product_id)}
    assert told["K-2"]["title"] == f"{first.product.name_sv}, Krita"
    assert told["K-2"]["identifier_exists"] == "no"
    files = {sku: [one["image_link"], *one["additional_image_link"]] for sku, one in told.items()}
    assert files == {
        sku: [frame.absolute(file_url(pictures[name].file.name)) for name in (own, "alla")]
        for sku, own in (("K-1", "celadon"), ("K-2", "krita"))
    }


def test_each_language_tells_of_what_has_a_page_in_it(cup, koppar, client):
    sellable(price="99.00", parent=koppar, sku="BARA-SV")
    Product.objects.filter(pk=cup.product_id).update(name_en="Glimma cup")
    product_page(cup.product, language="en", parent=home_page("en"), lead="Thrown by hand.")

    english = items(client, "/feeds/en/products.xml")
    assert list(english) == ["LL-1"]
    assert (english["LL-1"]["title"], english["LL-1"]["description"]) == ("Glimma cup", "Thrown by hand.")
    assert "/en/" in english["LL-1"]["link"]
    assert set(items(client)) == {"LL-1", "BARA-SV"}


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("its page is taken down", lambda cup: ProductPage.objects.get().unpublish()),
        ("its page is for some alone", lambda cup: PageViewRestriction.objects.create(
            page=ProductPage.objects.get().page_ptr, restriction_type="login")),
        ("the article is no longer sold", lambda cup: Variant.objects.update(is_active=False)),
        ("it has no price", lambda cup: Price.objects.filter(price_list__code="bas").delete()),
        ("it costs nothing", lambda cup: Price.objects.filter(price_list__code="bas").update(amount=0)),
    ],
)  # fmt: skip
def test_what_cannot_be_bought_by_anybody_is_left_out(cup, client, case, change):
    assert "LL-1" in items(client)

    change(cup)

    assert items(client) == {}, case


def test_a_reader_that_has_it_already_is_told_so(cup, client):
    first, _body = get(client)
    assert first.headers["Cache-Control"] == "public, no-cache"

    with CaptureQueriesContext(
        connection,
    ) as asked:
        again, body = get(client, **{"if-none-match": first.headers["ETag"]})

    assert (again.status_code, body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert len(asked) <= 3
    assert get(client, "/feeds/sv/products.csv")[0].headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("a price", lambda cup: Price.objects.filter(price_list__code="bas").update(amount=Decimal(1))),
        ("the last piece", lambda cup: count_of(cup, 0)),
        ("a text", lambda cup: ProductPage.objects.get().save() or ProductPage.objects.update(lead="Ny")),
        ("a name", lambda cup: Product.objects.update(name_sv="Ny")),
        ("a way of delivery", lambda cup: DeliveryMethod.objects.update(gross=Decimal(7))),
        ("an offer", lambda cup: put_in_force("k", [Phase(terms=(SALE,))], now=timezone.now())),
        ("a category's name", lambda cup: [page.save() for page in [koppar_renamed()]]),
    ],
)
def test_it_is_made_anew_when_what_it_tells_of_has_changed(cup, client, case, change):
    DeliveryMethod.objects.get_or_create(code="ombud", defaults={"name_sv": "Ombud", "gross": Decimal(49)})
    before, old = get(client)

    change(cup)

    after, new = get(client, **{"if-none-match": before.headers["ETag"]})
    assert (after.status_code, new != old) == (200, True), case
    assert len(list(Path(settings.FEED_DIR).glob("sv-products.xml-*.gz"))) == 1


def koppar_renamed():
    page = ProductPage.objects.get().get_parent().specific
    page.title = "Muggar"
    return page


def test_a_price_that_begins_by_itself_is_told_from_then_on(cup, client, monkeypatch):
    now = timezone.now()
    [price] = Price.objects.filter(price_list__code="bas", min_quantity=1)
    Price.objects.filter(pk=price.pk).update(valid_until=now + DAY)
    Price.objects.create(price_list=price.price_list, variant=cup, amount=Decimal(199), valid_from=now + DAY)
    before, _body = get(client)
    assert items(client)["LL-1"]["price"] == "249.00 SEK"

    monkeypatch.setattr(timezone, "now", lambda: now + DAY)

    after, _body = get(client, **{"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert items(client)["LL-1"]["price"] == "199.00 SEK"


def test_it_is_made_once_for_all_who_ask(cup, client):
    get(client)

    with CaptureQueriesContext(connection) as asked:
        get(client)

    assert [one["sql"] for one in asked if "pricing_price " in one["sql"]] == []


def test_a_reader_that_takes_it_compressed_is_sent_less(cup, client):
    plain, body = get(client)
    packed, sent = get(client, **{"accept-encoding": "br, gzip;q=0.8"})
    refused, same = get(client, **{"accept-encoding": "gzip;q=0, identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(sent)
    assert gzip.decompress(sent) == body == same
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in refused.headers["Vary"]
    assert plain.headers["ETag"] == packed.headers["ETag"]


def test_a_sender_who_asks_without_end_is_asked_to_wait_unless_nothing_has_changed(cup, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_AN_HOUR", 2)
    first, _body = get(client)
    get(client)

    refused = client.get(XML)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert get(client, **{"if-none-match": first.headers["ETag"]})[0].status_code == 304
    assert get(Client(REMOTE_ADDR="192.0.2.7"))[0].status_code == 200


def test_a_head_makes_nothing(cup, client):
    response = client.head(XML)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"] == get(client)[0].headers["ETag"]


@pytest.mark.parametrize(
    "address", ["/feeds/de/products.xml", "/feeds/sv/orders.xml", "/feeds/sv/", "/feeds/products.xml"]
)
def test_what_is_no_feed_is_not_found(cup, client, address):
    assert client.get(address).status_code == 404


def test_nothing_can_be_sent_to_it(cup, client):
    assert client.post(XML).status_code == 405


def test_no_page_links_to_it(cup, client):
    for address in ("/", "/koppar/", "/sitemap.xml", "/robots.txt"):
        assert b"/feeds/" not in client.get(address).content, address


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


def test_a_feed_that_cannot_be_made_leaves_nothing_behind(cup, client, monkeypatch):
    def broken(articles, **about):
        yield "<rss>"
        raise RuntimeError("the disk is full")

    monkeypatch.setitem(formats.FORMATS, "products.xml", formats.Format("application/xml", broken))
    with pytest.raises(RuntimeError):
        get(client)

    assert [one.name for one in Path(settings.FEED_DIR).iterdir() if not one.name.endswith(".lock")] == []


def test_four_who_ask_at_once_are_sent_one_and_the_same(committing_db):
    for number in range(3):
        sellable(parent=category_page(CategoryFactory(code=f"k{number}")), sku=f"A-{number}")
    Path(settings.FEED_DIR).mkdir(exist_ok=True)
    left = Path(settings.FEED_DIR) / ".making-sv-products.xml-dead"
    left.write_bytes(b"half")

    answers = in_threads(*[lambda: get(Client())] * 4)

    assert len({(response.status_code, response.headers["ETag"], body) for response, body in answers}) == 1
    assert answers[0][1].count(b"<item>") == 3
    assert [one.suffix for one in Path(settings.FEED_DIR).iterdir()].count(".gz") == 1
    assert not left.exists()


def test_it_is_made_of_one_instant(committing_db):
    """A price that changes while the feed is being made is in the next one, whole."""
    made = [
        sellable(parent=category_page(CategoryFactory(code=f"k{number}")), sku=f"A-{number}") for number in range(2)
    ]
    now = timezone.now()

    def written(articles, **about):
        for article in articles:
            in_threads(lambda: Price.objects.filter(variant=made[1]).update(amount=Decimal(7)))
            yield f"{article.sku} {article.price}\n"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed_articles, "BATCH", 1)
        patch.setitem(formats.FORMATS, "products.xml", formats.Format("text/plain", written))
        old = kept.tag_of("products.xml", "sv", now=now)
        file, tag = kept.opened("products.xml", "sv", tag=old, now=now)

    with closing(file):
        assert gzip.decompress(file.read()).decode() == "A-0 100.00\nA-1 100.00\n"
    assert tag == old != kept.tag_of("products.xml", "sv", now=now)


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
