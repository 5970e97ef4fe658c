"""What a campaign may announce of prices, on whichever road it is published."""

from decimal import Decimal

import pytest

from cms.checks.faults import faults as page_faults
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_phases import CampaignRefused
from commerce.catalogue.models import Product
from commerce.customers.shopper import Shopper
from commerce.pricing.ledger import because
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price
from commerce.pricing.offers import Offer
from tests.cms.campaigns.pages import DAY, HOUR, NOW, TWENTY, campaign, page_of, price, publish, raised_ten_days_ago
from tests.factories.catalogue import PriceFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


@pytest.mark.law("L1", "L3")
def test_what_is_not_true_of_the_lowest_price_is_refused_on_every_road(cup):
    """The mug cost 100 and costs 120 since ten days: 20 % of it is 96, which is 4 % under the lowest price."""
    raised_ten_days_ago(cup)
    page = campaign(TWENTY)

    for moment in ({}, {"go_live_at": NOW + HOUR}):
        with pytest.raises(CampaignRefused, match=r"Muggen Strand.*4 %"):
            publish(page, **moment)
    with pytest.raises(CampaignRefused):
        campaign(TWENTY, live=True, slug="annan")
    with pytest.raises(CampaignRefused):
        CampaignPage.objects.get(pk=page.pk).save_revision(approved_go_live_at=NOW + HOUR)
    assert not Offer.objects.exists()
    assert not CampaignPage.objects.filter(live=True).exists()


@pytest.mark.law("L3")
def test_it_is_among_the_faults_that_a_release_is_told_of(cup):
    raised_ten_days_ago(cup)

    [first, *_articles] = [one for one in page_faults(campaign(TWENTY), now=NOW) if one.rule.code == "reductions"]

    assert first.text.startswith("”Ljusveckor” får inte annonsera 20 procent")
    assert first.is_blocking


@pytest.mark.law("L1")
def test_thirty_days_later_it_is_true(cup):
    raised_ten_days_ago(cup)

    publish(campaign(TWENTY), go_live_at=NOW + 25 * DAY)
    assert price(cup, NOW + 26 * DAY) == 96


@pytest.mark.law("L3")
def test_not_announced_it_may_cost_what_it_will(cup):
    raised_ten_days_ago(cup)
    publish(campaign({**TWENTY, "is_announced": False}))

    answer = quotes({cup.pk: 1}, shopper=Shopper(at=NOW))[cup.pk]
    assert (answer.unit_gross, answer.prior_unit, answer.percent) == (96, None, 0)


@pytest.mark.law("L1", "L3")
@pytest.mark.parametrize(
    ("case", "offer", "is_lawful"),
    [
        ("an amount that is true", {"kind": "amount", "value": Decimal(20)}, False),
        ("a fixed price below the lowest", {"kind": "fixed", "value": Decimal(99)}, True),
        ("a fixed price at the lowest", {"kind": "fixed", "value": Decimal(100)}, False),
        ("with a code for everybody", {"code": "LJUS"}, False),
        ("for the first buyers", {"max_uses": 10}, False),
        ("above a sum: says nothing of one article", {"minimum_sum": Decimal(500)}, True),
        ("three for two", {"kind": "x_for_y", "value": None, "buy": 3, "pay": 2}, True),
        ("free delivery", {"kind": "free_shipping", "value": None}, True),
    ],
)
def test_what_announces_a_reduced_price(cup, case, offer, is_lawful):
    raised_ten_days_ago(cup)
    page = campaign({**TWENTY, **offer})

    if is_lawful:
        publish(page)
    else:
        with pytest.raises(CampaignRefused):
            publish(page)


@pytest.mark.law("L1")
def test_each_level_is_asked_for_itself(cup):
    """A Pro has paid 60: 20 % of that is true; but of a Premium, who paid 70 until it was raised to 90, it is not."""
    because("", now=NOW - 90 * DAY)
    PriceFactory(variant=cup, list_code="pro", amount=Decimal(60))
    PriceFactory(variant=cup, list_code="premium", amount=Decimal(70))
    because("", now=NOW - 5 * DAY)
    Price.objects.filter(price_list__code="premium").update(amount=Decimal(90))
    because("", now=NOW)

    publish(campaign({**TWENTY, "audience": "levels", "levels": ["pro"]}, slug="pro"))
    with pytest.raises(CampaignRefused, match="Premium"):
        publish(campaign(TWENTY))


@pytest.mark.law("L1")
def test_goods_that_had_no_price_before_cannot_be_reduced(cup):
    new = VariantFactory(product__name_sv="Ny skål")
    PriceFactory(variant=new, amount=Decimal(50))

    with pytest.raises(CampaignRefused, match=r"Ny skål.*hade inget pris"):
        publish(campaign(TWENTY))


@pytest.mark.law("L2")
def test_step_by_step_the_first_steps_prior_price_stays(cup, clock):
    page = campaign(TWENTY)
    publish(page)
    clock.to(NOW + 7 * DAY)
    publish(page, {**TWENTY, "value": Decimal(40)})

    answer = quotes({cup.pk: 1}, shopper=Shopper(at=NOW + 8 * DAY))[cup.pk]
    assert (answer.unit_gross, answer.prior_unit, answer.percent) == (60, 100, 40)


@pytest.mark.law("L2")
def test_a_shallower_step_is_a_new_reduction(cup, clock):
    """The campaign's own past counts: 40 % for a week makes 60 the lowest price, so 20 % to 80 is none."""
    page = campaign({**TWENTY, "value": Decimal(40)})
    publish(page)
    clock.to(NOW + 7 * DAY)

    with pytest.raises(CampaignRefused, match="0 %"):
        publish(page, TWENTY)
    assert price(cup) == 60


@pytest.mark.law("L2")
def test_perishable_goods_are_compared_with_the_price_just_before(cup, client, uncached):
    """The section exempts them from the 30 days: what they cost eleven days ago says nothing of them now."""
    Product.objects.filter(pk=cup.product_id).update(is_perishable=True)
    raised_ten_days_ago(cup)

    publish(campaign(TWENTY))

    answer = quotes({cup.pk: 1}, shopper=Shopper(at=NOW))[cup.pk]
    assert (answer.unit_gross, answer.prior_unit, answer.percent) == (96, 120, 20)
    for address in (page_of(cup).url, "/sok/?q=strand"):
        shown = client.get(address).content.decode()
        assert "Pris strax före sänkningen: 120\xa0kr" in shown, address
        assert "Lägsta pris 30 dagar" not in shown, address


@pytest.mark.law("L2")
def test_what_is_said_of_perishable_goods_is_true_of_that_price(cup, clock):
    Product.objects.filter(pk=cup.product_id).update(is_perishable=True)
    page = campaign({**TWENTY, "value": Decimal(40)})
    publish(page)
    clock.to(NOW + 7 * DAY)

    with pytest.raises(CampaignRefused, match=r"kort hållbarhet.*strax före.*0 %"):
        publish(page, TWENTY)
    assert price(cup) == 60
