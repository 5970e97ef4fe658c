"""A campaign's offers are in force exactly while its page is live, whoever publishes it and whenever anything wakes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from commerce.pricing.ledger import because
from commerce.pricing.offers import Offer
from tests.cms.campaigns.pages import (
    DAY,
    HOUR,
    NOW,
    QUIET,
    TWENTY,
    campaign,
    price,
    prices,
    publish,
)
from tests.factories.catalogue import CategoryFactory, PriceFactory, ProductFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


def test_a_draft_is_in_force_for_nobody_and_publishing_puts_it_in_force_at_once(cup):
    page = campaign(TWENTY)
    assert price(cup) == 100

    publish(page)
    assert price(cup) == 80
    assert Offer.objects.get().name_sv == "Ljusveckor"


def test_it_holds_from_the_instant_of_the_schedule_until_that_of_the_end_with_nothing_awake(cup):
    publish(campaign(TWENTY), go_live_at=NOW + HOUR, expire_at=NOW + 3 * HOUR)
    instant = timedelta(microseconds=1)

    assert prices(cup, HOUR - instant, HOUR, 3 * HOUR - instant, 3 * HOUR) == [100, 80, 80, 100]


def test_another_version_takes_over_at_its_moment(cup):
    page = campaign(TWENTY)
    publish(page)
    publish(page, {**TWENTY, "value": Decimal(50)}, go_live_at=NOW + 2 * HOUR)

    assert prices(cup, HOUR, 2 * HOUR) == [80, 50]


def test_moving_the_moment_moves_the_offers(cup):
    page = campaign(TWENTY)
    publish(page, go_live_at=NOW + HOUR)
    publish(page, go_live_at=NOW + 5 * HOUR)

    assert prices(cup, 2 * HOUR, 5 * HOUR) == [100, 80]


def test_calling_off_the_schedule_calls_off_the_offers(cup):
    page = campaign(TWENTY)
    revision = publish(page, go_live_at=NOW + HOUR)
    revision.refresh_from_db()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    assert prices(cup, 2 * HOUR) == [100]


def test_calling_off_the_next_version_leaves_the_live_one(cup):
    page = campaign(TWENTY)
    publish(page)
    revision = publish(page, {**TWENTY, "value": Decimal(50)}, go_live_at=NOW + 2 * HOUR)
    revision.refresh_from_db()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    assert prices(cup, HOUR, 3 * HOUR) == [80, 80]


def test_taking_it_down_ends_it_at_once_with_what_was_to_come(cup, clock):
    page = campaign(TWENTY)
    publish(page)
    publish(page, {**TWENTY, "value": Decimal(50)}, go_live_at=NOW + 2 * HOUR)
    clock.to(NOW + HOUR)
    CampaignPage.objects.get(pk=page.pk).unpublish()

    assert prices(cup, HOUR / 2, HOUR, 3 * HOUR) == [80, 100, 100]


@pytest.mark.parametrize("live", [True, False])
def test_deleting_it_ends_it(cup, clock, live):
    page = campaign(TWENTY)
    publish(page, **({} if live else {"go_live_at": NOW + HOUR}))
    clock.to(NOW + HOUR / 2)
    CampaignPage.objects.get(pk=page.pk).delete()

    assert prices(cup, HOUR) == [100]
    assert Offer.objects.count() == 1


def test_the_scheduler_changes_nothing_whenever_it_wakes(cup, clock):
    page = campaign(TWENTY)
    publish(page, go_live_at=NOW + HOUR, expire_at=NOW + 3 * HOUR)
    before = list(Offer.objects.values())
    for moment in (2 * HOUR, 4 * HOUR):
        clock.to(NOW + moment)
        call_command("publish_scheduled", verbosity=0)
        assert CampaignPage.objects.get(pk=page.pk).live is (moment < 3 * HOUR)

    assert list(Offer.objects.values()) == before


def test_a_version_outlives_the_end_of_the_one_before_it(cup, clock):
    """Wagtail alone would call it off when the first one expires."""
    page = campaign(QUIET)
    publish(page, expire_at=NOW + HOUR)
    publish(page, {**QUIET, "value": Decimal(50)}, go_live_at=NOW + 3 * HOUR, expire_at=None)
    assert prices(cup, HOUR / 2, 2 * HOUR, 3 * HOUR) == [80, 100, 50]

    for moment in (2 * HOUR, 4 * HOUR):
        clock.to(NOW + moment)
        call_command("publish_scheduled", verbosity=0)

    assert prices(cup, HOUR / 2, 2 * HOUR, 3 * HOUR, 5 * HOUR) == [80, 100, 50, 50]
    assert CampaignPage.objects.get(pk=page.pk).live


def test_a_scheduler_that_overslept_both_ends_where_it_should(cup, clock):
    page = campaign(TWENTY)
    publish(page, expire_at=NOW + 3 * HOUR)
    publish(page, {**TWENTY, "value": Decimal(50)}, go_live_at=NOW + HOUR, expire_at=None)
    clock.to(NOW + 5 * HOUR)
    call_command("publish_scheduled", verbosity=0)

    assert CampaignPage.objects.get(pk=page.pk).live
    assert prices(cup, HOUR / 2, 2 * HOUR, 5 * HOUR) == [80, 50, 50]


def test_publishing_the_same_page_again_changes_nothing(cup, clock):
    page = campaign(TWENTY)
    publish(page)
    before = list(Offer.objects.values())
    clock.to(NOW + HOUR)
    publish(page, intro="Ett rättat ord")

    assert list(Offer.objects.values()) == before


def test_a_program_that_makes_a_live_page_puts_its_offers_in_force(cup):
    campaign(TWENTY, live=True)

    assert price(cup) == 80


def test_a_translation_tells_and_offers_nothing_of_its_own(cup):
    page = campaign(TWENTY)
    publish(page)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.offers = [CampaignOffer(**{**TWENTY, "value": Decimal(90)})]
    english.save_revision().publish()
    assert price(cup) == 80

    english.unpublish()
    assert price(cup) == 80


def test_who_and_what_it_is_for(cup):
    because("", now=NOW - 90 * DAY)
    other = VariantFactory(product=ProductFactory(category=CategoryFactory(code="ljus")))
    PriceFactory(variant=other, amount=Decimal(100))
    because("", now=NOW)
    category = cup.product.categories.get()
    page = campaign(
        {**TWENTY, "audience": "levels", "levels": ["pro"], "scope": "categories", "categories": [category.pk]}
    )
    publish(page)

    assert [price(cup, level="pro"), price(cup), price(other, level="pro")] == [80, 100, 100]
