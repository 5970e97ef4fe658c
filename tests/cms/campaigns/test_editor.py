"""What an editor writes of offers, and is told, in the form of a campaign page."""

import re
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from cms.desk.campaign_effect import warnings
from cms.pages import campaign_phases
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_phases import CampaignRefused
from commerce.pricing.offers import Offer
from tests.cms.campaigns.pages import (
    DAY,
    HOUR,
    NOW,
    TWENTY,
    TYPED,
    campaign,
    edit,
    publish,
    raised_ten_days_ago,
)
from tests.factories.customers import owner

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]


def test_an_editor_writes_an_offer_and_publishes_it(browser, cup):
    page = campaign()
    typed = {**TYPED, "value": "12,5", "scope": "products", "products": f" {cup.sku.lower()} ", "code": " ljus26"}

    answer = edit(browser, page, typed, **{"action-publish": "1"})

    assert answer.status_code == 302
    offer = Offer.objects.get()
    assert (offer.value, offer.products, offer.code) == (Decimal("12.50"), [cup.product_id], "LJUS26")


def test_what_is_written_comes_back_as_it_is_read(browser, cup):
    page = campaign({**TWENTY, "scope": "products", "products": [cup.product_id]})
    page.save_revision()

    shown = browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert f">\n{cup.product.code}</textarea>" in shown
    assert page.get_latest_revision_as_object().offers.get().products == [cup.product_id]


@pytest.mark.law("L1", "L3")
@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_the_form_refuses_with_the_lawful_figure_and_keeps_what_was_written(browser, cup, action):
    raised_ten_days_ago(cup)
    page = campaign()

    answer = edit(browser, page, TYPED, **{action: "1"})

    shown = answer.content.decode()
    assert "Muggen Strand" in shown
    assert "högst 4 %" in shown
    assert 'value="20"' in shown
    assert not Offer.objects.exists()
    assert edit(browser, page, TYPED).status_code == 302, "a draft may be anything"


def said_in(answer):
    """The errors that the editor reads."""
    return " ".join(re.findall(r'<p class="error-message">.*?</p>|<li>[^<]*</li>', answer.content.decode(), re.DOTALL))


@pytest.mark.parametrize(
    ("case", "offer", "said"),
    [
        ("over a hundred percent", {"value": "120"}, "högst 100"),
        ("no percent", {"value": "0"}, "mer än 0"),
        ("no value", {"value": ""}, "Skriv ett tal"),
        ("letters", {"value": "tjugo"}, "Skriv ett tal."),
        ("pays for all", {"kind": "x_for_y", "buy": "3", "pay": "3"}, "Färre än"),
        ("no level", {"audience": "levels"}, "för ingen"),
        ("no organisation", {"audience": "organisations"}, "för ingen"),
        ("no category", {"scope": "categories"}, "på ingenting"),
        ("an unknown article", {"scope": "products", "products": "finns-inte"}, "FINNS-INTE"),
        ("an unknown organisation", {"audience": "organisations", "organisations": "556036-0793"}, "556036-0793"),
        ("a code of two words", {"code": "TVÅ ORD"}, "mellanslag"),
        ("no uses", {"max_uses": "0"}, "Minst 1"),
        ("no sum", {"minimum_sum": "0"}, "Mer än 0 kr"),
        ("for whom is not said", {"audience": ""}, "Fyll i det här"),
        ("on what is not said", {"scope": ""}, "Fyll i det här"),
    ],
)
def test_bad_input_is_named(browser, cup, case, offer, said):
    page = campaign()

    answer = edit(browser, page, {**TYPED, **offer}, **{"action-publish": "1"})

    assert answer.status_code == 200, case
    assert said_in(answer).count(said) == 1, case
    assert not Offer.objects.exists()


def test_a_code_of_another_campaign_at_the_same_time(browser, cup):
    publish(campaign({**TWENTY, "code": "LJUS"}, slug="en"), expire_at=NOW + 5 * DAY)
    page = campaign(slug="tva")

    answer = edit(browser, page, {**TYPED, "code": "ljus"}, **{"action-publish": "1"})
    assert "LJUS används av kampanjen" in answer.content.decode()
    with pytest.raises(CampaignRefused):
        publish(page, {**TWENTY, "code": "LJUS"})

    publish(page, {**TWENTY, "code": "LJUS"}, go_live_at=NOW + 5 * DAY)
    assert Offer.objects.filter(code="LJUS").count() == 2


def test_two_that_take_the_same_code_at_once(cup, monkeypatch):
    """Each has looked before the other wrote; the database lets one of them."""
    publish(campaign({**TWENTY, "code": "LJUS"}, slug="en"))
    monkeypatch.setattr(campaign_phases, "code_clashes", lambda *args, **kwargs: [])

    with pytest.raises(CampaignRefused, match="Välj en annan kod"):
        publish(campaign(slug="tva"), {**TWENTY, "code": "LJUS"})
    assert Offer.objects.get().name_sv == "Ljusveckor"


def test_the_bulk_action_says_which_may_not(browser, cup):
    raised_ten_days_ago(cup)
    page = campaign(TWENTY)
    page.save_revision()
    query = f"?next=/admin/&id={page.pk}"

    answer = browser.post(f"/admin/bulk/wagtailcore/page/publish/{query}", {"include_descendants": ""}, follow=True)

    assert "högst 4 %" in answer.content.decode()
    assert not CampaignPage.objects.get(pk=page.pk).live


def test_a_reviewer_cannot_approve_an_unlawful_one(browser, cup):
    page = campaign(TWENTY)
    user = owner()
    task = GroupApprovalTask.objects.create(name="Läs")
    task.groups.set(user.groups.all())
    workflow = Workflow.objects.create(name="Läsning")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    page.save_revision()
    state = workflow.start(page, user)
    raised_ten_days_ago(cup)

    edit(browser, page, TYPED, **{"action-workflow-action": "1", "workflow-action-name": "approve"})

    state.refresh_from_db()
    assert state.status == "in_progress"
    assert not Offer.objects.exists()


def test_the_effect_is_told_before_it_is_published(browser, cup):
    publish(campaign({**TWENTY, "value": Decimal(10)}, slug="annan", title="Höstens"))
    page = campaign({**TWENTY, "value": Decimal(30)})
    page.save_revision()

    shown = browser.get(f"/admin/campaign-effect/{page.pk}/").content.decode()

    assert "1 artikel till salu" in shown
    assert "Muggen Strand" in shown
    assert "90\xa0kr" in shown
    assert "70\xa0kr" in shown
    assert "Höstens" in shown
    assert "saknar slut" in shown


@pytest.mark.law("L4")
def test_a_long_sale_is_warned_of(browser, cup):
    page = campaign(TWENTY)
    page.expire_at = NOW + 40 * DAY
    page.save_revision()

    assert "pågår 40 dagar" in browser.get(f"/admin/campaign-effect/{page.pk}/").content.decode()


@pytest.mark.law("L4")
def test_a_long_sale_is_warned_of_when_it_is_published(browser, cup):
    expires = f"{timezone.localtime(NOW + 40 * DAY + HOUR):%Y-%m-%d %H:%M}"

    for offer, said in (({"is_announced": ""}, []), ({}, ["Sänkningen pågår 40"])):
        page = campaign(slug=f"rea-{len(said)}")
        answer = edit(browser, page, {**TYPED, **offer}, expire_at=expires, **{"action-publish": "1"})
        told = [str(message).partition(" dagar")[0] for message in get_messages(answer.wsgi_request)]
        assert CampaignPage.objects.get(pk=page.pk).live
        assert [one for one in told if "pågår" in one] == said


@pytest.mark.law("L4")
def test_many_that_are_published_at_once_are_warned_of_one_by_one(browser, cup):
    long, short = campaign(TWENTY), campaign(TWENTY, slug="kort", title="Kort")
    for page, days in ((long, 50), (short, 5)):
        page.expire_at = NOW + days * DAY
        page.save_revision()

    answer = browser.post(f"/admin/bulk/wagtailcore/page/publish/?id={long.pk}&id={short.pk}")

    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert [said.partition(" dagar")[0] for said in told if "dagar" in said] == ["Ljusveckor: Sänkningen pågår 50"]


@pytest.mark.law("L4")
def test_publishing_again_does_not_make_a_sale_younger(browser, cup, clock):
    page = campaign(TWENTY)
    publish(page, expire_at=NOW + 20 * DAY)
    assert warnings(CampaignPage.objects.get(pk=page.pk), now=NOW) == []

    clock.to(NOW + 19 * DAY)
    publish(page, {**TWENTY, "value": Decimal(30)}, expire_at=NOW + 35 * DAY)

    [said] = warnings(CampaignPage.objects.get(pk=page.pk), now=NOW + 19 * DAY)
    assert "35 dagar" in said


def test_rows_are_suggested_to_those_who_edit(browser, client, cup):
    answer = browser.get("/admin/campaign-choices/products/?q=muggen")

    assert answer.json() == {"rows": [[cup.product.code, "Muggen Strand"]]}
    assert client.get("/admin/campaign-choices/products/?q=muggen").status_code == 302
    assert browser.get("/admin/campaign-choices/users/?q=a").status_code == 404
