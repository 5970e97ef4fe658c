"""Product feeds are made once, of one instant, and anew when something has changed."""

import gzip
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.pages.product import ProductPage
from commerce.catalogue.models import Product
from commerce.orders.models import DeliveryMethod
from commerce.pricing.models import Price
from commerce.pricing.offers import Phase, put_in_force
from integrations.feeds import articles as feed_articles
from integrations.feeds import formats, kept, views
from tests.committing import in_threads
from tests.factories.catalogue import (
    CategoryFactory,
    category_page,
    count_of,
    sellable,
)
from tests.integrations.feeds.reading import DAY, SALE, XML, get, items

pytestmark = pytest.mark.krav("4.6.2")


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
