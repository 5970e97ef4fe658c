"""What shoppers see of a campaign's offers: at the goods, in lists, on its page, and in a preview."""

from decimal import Decimal

import pytest
from django.test import Client

from cms.pages.campaign import CampaignPage
from cms.storefront import listing
from cms.storefront.choices import CHEAPEST, Choices
from commerce.customers.shopper import Shopper
from commerce.pricing.ledger import because
from commerce.pricing.lookup import quotes
from tests.cms.campaigns.pages import DAY, NOW, QUIET, TWENTY, campaign, page_of, price, publish
from tests.factories.catalogue import PriceFactory, sellable
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


def test_the_preview_shows_the_drafts_price_on_its_day_and_the_shop_does_not(cup, client):
    page = campaign(TWENTY, body=[("product_shelf", {"title": "Nytt", "pages": [page_of(cup)]})])
    page.go_live_at = NOW + 3 * DAY

    shown = page.make_preview_request(preview_mode="konsument").content.decode()

    assert '<span class="price__now">80\xa0kr</span>' in shown
    assert "Lägsta pris 30 dagar före sänkningen: 100\xa0kr" in shown
    assert "−20&nbsp;%" in shown
    assert "20 % rabatt på alla varor" in shown
    assert price(cup) == 100


@pytest.mark.law("L1", "L3", "L5")
def test_only_an_announced_reduction_is_shown_as_one(cup, client, uncached):
    """A Pro price stays a price, with the list price beside it; a reduced price says the prior one and no other."""
    because("", now=NOW - 90 * DAY)
    PriceFactory(variant=cup, list_code="pro", amount=Decimal(90))
    because("", now=NOW)
    address = page_of(cup).url
    before = client.get(address).content.decode()
    assert "price--reduced" not in before
    pro = Client()
    pro.force_login(UserFactory(level_id="pro"))
    as_pro = pro.get(address).content.decode()
    assert "90\xa0kr" in as_pro
    assert "Pris för alla 100\xa0kr" in as_pro
    for styled in ("price--reduced", "price__percent", "Lägsta pris", "<s>", "<del"):
        assert styled not in as_pro

    publish(campaign(TWENTY))

    reduced = client.get(address).content.decode()
    assert "price--reduced" in reduced
    assert "Lägsta pris 30 dagar före sänkningen: 100\xa0kr" in reduced
    assert "−20&nbsp;%" in reduced
    as_pro = pro.get(address).content.decode()
    assert "72\xa0kr" in as_pro
    assert "Lägsta pris 30 dagar före sänkningen: 90\xa0kr" in as_pro
    assert "Pris för alla" not in as_pro


def test_what_does_not_make_the_price_is_told_at_the_goods_and_on_the_campaign(cup, client, uncached):
    category = cup.product.categories.get()
    goods = {"scope": "categories", "categories": [category.pk]}
    page = campaign(
        {**TWENTY, **goods, "kind": "x_for_y", "value": None, "buy": 3, "pay": 2},
        {**QUIET, **goods, "code": "HEMLIG"},
        {**TWENTY, **goods, "code": "LJUS", "minimum_sum": Decimal(500)},
    )
    publish(page, expire_at=NOW + 5 * DAY)

    for address in (page_of(cup).url, CampaignPage.objects.get(pk=page.pk).url):
        shown = client.get(address).content.decode()
        assert "Köp 3 betala för 2" in shown
        assert "med koden LJUS när du handlar för minst 500\xa0kr" in shown
        assert "HEMLIG" not in shown, "a code that is not announced is for those who have been given it"


@pytest.mark.parametrize(
    "offer", [{}, {"kind": "amount", "value": Decimal(30)}, {"kind": "fixed", "value": Decimal(79)}]
)
@pytest.mark.parametrize("buyer", ["consumer", "business"])
def test_lists_are_sorted_and_filtered_by_the_price_that_the_cards_show(cup, offer, buyer):
    because("", now=NOW - 90 * DAY)
    category = cup.product.categories.get()
    parent = page_of(cup).get_parent().specific
    cheaper = sellable(price="90.00", parent=parent, product__category=category)
    because("", now=NOW)
    publish(campaign({**TWENTY, "scope": "products", "products": [cup.product_id], **offer}))
    shopper = Shopper(at=NOW, buyer_type=buyer)

    chosen = Choices(vocabulary=None, sort=CHEAPEST)
    listed = listing.in_categories([category.pk], chosen, shopper=shopper, locale_id=parent.locale_id)

    shown = {pk: one.unit(buyer) for pk, one in quotes({cup.pk: 1, cheaper.pk: 1}, shopper=shopper).items()}
    assert shown[cup.pk] < shown[cheaper.pk]
    assert (listed.low, listed.high) == (shown[cup.pk], shown[cheaper.pk])
    assert [row.product_id for row in listed.rows] == [cup.product_id, cheaper.product_id]
