"""Never the wrong price: every page, list, search, cart and feed as everybody, and nobody sees one that is another's.

Each audience has a price of its own for each article, an amount that nothing else has; whatever a visitor is sent is
searched for the amounts of all the others, with VAT and without, as people and as machines write them.
"""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commerce.customers.organisations import Membership, Organisation
from commerce.money import net_of_gross
from commerce.pricing.ledger import because
from commerce.pricing.models import PriceList
from commerce.pricing.offers import Phase, Terms, put_in_force
from integrations.feeds.formats import FORMATS
from tests.factories.catalogue import CategoryFactory, PriceFactory, category_page, sellable
from tests.factories.customers import UserFactory

pytestmark = pytest.mark.krav("4.1.2")

EVERYONE, OFFER = "everyone", "offer"
ARTICLES = 4
TIERS = (1, 6)


class Shop:
    """Articles with a price for everyone and one for each audience, and a visitor of each."""

    def __init__(self):
        because("", now=timezone.now() - timedelta(days=60))
        self.organisations = [
            Organisation.objects.create(name=name, level_id="pro") for name in ("Ateljén", "Bageriet")
        ]
        self.lists = {EVERYONE: PriceList.objects.get(code="bas")}
        self.lists |= {level: PriceList.objects.get(code=level) for level in ("user", "pro", "premium")}
        self.lists |= {
            one.name: PriceList.objects.create(code=f"avtal-{one.pk}", name=one.name, organisation=one)
            for one in self.organisations
        }
        parent = category_page(CategoryFactory(code="koppar", name_sv="Koppar"), show_in_menus=True)
        self.amounts = {}
        for number in range(ARTICLES):
            variant = sellable(
                price="9000.00",
                parent=parent,
                product__code=f"kopp-{number}",
                product__name_sv=f"Kopp {number}",
                product__category=CategoryFactory(code="koppar"),
                sku=f"K-{number}",
                stock=500,
            )
            variant.prices.all().delete()
            for place, (audience, price_list) in enumerate(self.lists.items()):
                for tier in TIERS:
                    amount = Decimal(9000 - 1000 * place - 100 * number - 10 * tier) + Decimal("0.37")
                    PriceFactory(variant=variant, price_list=price_list, min_quantity=tier, amount=amount)
                    self.amounts.setdefault(audience, set()).add(amount)
        because("", now=timezone.now())

    def visitors(self):
        """Who looks, and the audiences whose prices are theirs to see."""
        for level in ("user", "pro", "premium"):
            yield level, self._signed_in(level_id=level), {EVERYONE, level}
        for organisation in self.organisations:
            client = self._signed_in(organisation)
            yield organisation.name, client, {EVERYONE, "pro", organisation.name}
        yield "guest", Client(), {EVERYONE}

    def _signed_in(self, organisation=None, **fields):
        user = UserFactory(**fields)
        if organisation:
            Membership.objects.create(user=user, organisation=organisation, role="buyer")
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def foreign(self, own):
        """What a visitor must not be sent, as it may be written, and whose it is."""
        mine = {text for audience in own for amount in self.amounts[audience] for text in written(amount)}
        return {
            text: audience
            for audience, amounts in self.amounts.items()
            if audience not in own
            for amount in amounts
            for text in written(amount)
            if text not in mine
        }


def written(amount):
    """An amount with and without VAT, without the spaces and with a point."""
    return {f"{one:.2f}" for one in (amount, net_of_gross(amount, Decimal(25)))}


def sent(response):
    """The numbers of a response, however they are written."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode().replace("\\u00a0", "").replace("&nbsp;", "")
    return set(re.findall(r"\d{4,}\.\d\d", re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")))


def pages(client):
    """Every address within reach of the start page, with search, suggestions, sorted and filtered lists, the cart."""
    search, lists = reverse("search"), "/koppar/"
    ahead = ["/", "/en/", "/sitemap.xml", f"{search}?q=kopp", f"{reverse('search_suggestions')}?q=kopp"]
    ahead += [
        f"{lists}?sort=pris",
        f"{lists}?sort=-pris",
        f"{lists}?pris_min=100",
        reverse("cart"),
        reverse("checkout"),
        *(reverse("feed", args=(language, name)) for language in ("sv", "en") for name in FORMATS),
    ]
    known = set()
    while ahead:
        path = ahead.pop(0)
        if path in known or path.startswith(("/admin", "/media", "/static", "/documents")) or "logout" in path:
            continue
        known.add(path)
        response = client.get(path)
        yield path, response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            ahead += re.findall(r'href="(/[^"#]*)"', response.getvalue().decode())


@pytest.fixture
def shop(committing_db):
    return Shop()


def test_nobody_is_sent_a_price_that_is_anothers(shop):
    seen, told = {}, set()
    for _time in ("made", "kept"):
        for who, client, own in shop.visitors():
            client.post(reverse("cart_add"), {"sku": "K-1", "quantity": 6}, headers={"origin": "http://testserver"})
            foreign = shop.foreign(own)
            for path, response in pages(client):
                found = sent(response)
                assert not found & foreign.keys(), (who, path, {foreign[one] for one in found & foreign.keys()})
                seen.setdefault(who, set()).update(found)
                told |= found if path.startswith("/feeds/sv/") else set()
    assert told == {f"{amount:.2f}" for amount in shop.amounts[EVERYONE] if amount % 100 > 80}  # the price of one piece
    for who, numbers in seen.items():
        own = who if who in shop.amounts else EVERYONE
        shown = {text for amount in shop.amounts[own] for text in written(amount)}
        assert numbers & shown, f"{who} was shown no price of their own, so nothing was proven"


def test_an_offer_for_one_level_is_seen_by_nobody_else(shop):
    for place, (levels, price) in enumerate([(("pro",), "1234.56"), (("premium",), "1345.67")]):
        terms = Terms(name_sv="Hemligt", kind="fixed", value=Decimal(price), levels=levels, is_for_everything=True)
        put_in_force(f"k{place}", [Phase(terms=(terms,))], now=timezone.now())
        shop.amounts[levels[0] + OFFER] = {Decimal(price)}

    for who, client, own in shop.visitors():
        levels = {"Ateljén": "pro", "Bageriet": "pro"}.get(who, who)
        foreign = shop.foreign(own | {level + OFFER for level in (levels,) if level + OFFER in shop.amounts})
        for path, response in pages(client):
            assert not sent(response) & foreign.keys(), (who, path)


def test_after_log_out_the_same_browser_sees_list_prices(shop):
    client = shop._signed_in(level_id="premium")
    list(pages(client))
    client.post(reverse("account_logout"))

    foreign = shop.foreign({EVERYONE})
    for path, response in pages(client):
        assert not sent(response) & foreign.keys(), path


@pytest.mark.parametrize(
    "cookie", ["audience=premium", "level=pro", f"sessionid={'a' * 32}", "shopper=premium-business-1-SEK"]
)
def test_whoever_claims_to_be_another_is_a_konsument(shop, cookie):
    list(pages(shop._signed_in(level_id="premium")))
    client = Client(headers={"cookie": cookie, "x-audience": "premium"})

    foreign = shop.foreign({EVERYONE})
    for path, response in pages(client):
        assert not sent(response) & foreign.keys(), path


def test_a_member_who_leaves_buys_at_list_prices_at_once(shop):
    client = shop._signed_in(shop.organisations[0], level_id="konsument")
    client.post(reverse("cart_add"), {"sku": "K-1", "quantity": 1}, headers={"origin": "http://testserver"})
    list(pages(client))
    Membership.objects.all().delete()

    foreign = shop.foreign({EVERYONE})
    for path, response in pages(client):
        assert not sent(response) & foreign.keys(), path
