"""A campaign's translations, versions and copies: whose offers are in force."""

from decimal import Decimal

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.pages.campaign import CampaignPage
from cms.pages.campaign_phases import CampaignRefused
from commerce.pricing.offers import Offer
from tests.cms.campaigns.pages import HOUR, NOW, TWENTY, TYPED, campaign, form, in_english, price, prices, publish
from tests.factories.catalogue import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


def test_a_translation_is_edited_and_published_without_offers(browser, cup):
    page = campaign(TWENTY)
    english = in_english(page)

    shown = browser.get(f"/admin/pages/{english.pk}/edit/").content.decode()
    sent = {name: value for name, value in form(english).items() if not name.startswith("offers-")}
    answer = browser.post(f"/admin/pages/{english.pk}/edit/", sent | {"action-publish": "1"})

    assert "Den här sidan är en översättning" in shown
    assert f"/admin/pages/{page.pk}/edit/" in shown
    assert "offers-TOTAL_FORMS" not in shown
    assert answer.status_code == 302
    assert CampaignPage.objects.get(pk=english.pk).live
    assert not Offer.objects.exists()


def test_a_translation_made_sentence_by_sentence_offers_nothing(cup):
    page = campaign(TWENTY)
    publish(page)
    source, _made = TranslationSource.update_or_create_from_instance(CampaignPage.objects.get(pk=page.pk))
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target(publish=False)
    english = CampaignPage.objects.get(locale__language_code="en")
    english.save_revision().publish()

    assert CampaignPage.objects.get(pk=english.pk).live
    assert Offer.objects.count() == 1
    assert price(cup) == 80


def test_the_schedule_is_called_off_in_the_admin(browser, cup):
    page = campaign(TWENTY)
    revision = publish(page, go_live_at=NOW + HOUR)

    browser.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/")

    assert prices(cup, 2 * HOUR) == [100]


def test_versions_are_compared_and_brought_back(browser, cup):
    page = campaign(TWENTY)
    first = publish(page)
    second = publish(page, {**TWENTY, "value": Decimal(50)})

    compared = browser.get(f"/admin/pages/{page.pk}/revisions/compare/{first.pk}...{second.pk}/")
    assert compared.status_code == 200
    assert price(cup) == 50

    CampaignPage.objects.get(pk=page.pk).revisions.get(pk=first.pk).publish()
    assert price(cup) == 80


def test_a_copy_has_offers_of_its_own_as_a_draft(browser, cup):
    page = campaign({**TWENTY, "code": "LJUS"})
    publish(page)

    copy = CampaignPage.objects.get(pk=page.pk).copy(update_attrs={"slug": "kopia"}, keep_live=False)

    assert copy.offers.get().code == "LJUS"
    assert Offer.objects.count() == 1
    with pytest.raises(CampaignRefused, match="LJUS"):
        copy.save_revision().publish()


def test_a_new_page_is_made_with_offers_and_published_at_once(browser, cup):
    start = home_page()
    sent = form(CampaignPage(title="Ny rea", slug="ny-rea"), TYPED, **{"action-publish": "1"})

    assert browser.get(f"/admin/pages/add/cms/campaignpage/{start.pk}/").status_code == 200
    answer = browser.post(f"/admin/pages/add/cms/campaignpage/{start.pk}/", sent)

    assert answer.status_code == 302
    assert price(cup) == 80
