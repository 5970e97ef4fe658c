"""A campaign's offers are in force exactly while its page is live, whoever publishes it and whenever anything wakes."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import Translation, TranslationSource

from cms.pages import campaign_phases
from cms.pages.campaign import CampaignPage
from cms.pages.campaign_offers import CampaignOffer
from cms.pages.campaign_phases import CampaignRefused
from cms.storefront import listing
from cms.storefront.choices import CHEAPEST, Choices
from commerce.customers.shopper import Shopper
from commerce.pricing.ledger import because
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price
from commerce.pricing.offers import Offer
from tests.factories.catalogue import CategoryFactory, PriceFactory, ProductFactory, VariantFactory, home_page, sellable
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
NOW = timezone.now().replace(microsecond=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TWENTY = {"kind": "percentage", "value": Decimal(20), "audience": "everyone", "scope": "everything"}
QUIET = {**TWENTY, "is_announced": False}


@pytest.fixture
def clock(monkeypatch):
    """The clock of everything, at NOW until it is moved."""

    class Clock:
        at = NOW

        def to(self, instant):
            self.at = instant

    found = Clock()
    monkeypatch.setattr(timezone, "now", lambda: found.at)
    return found


@pytest.fixture
def cup(clock):
    because("", now=NOW - 90 * DAY)
    made = sellable(price="100.00", product__name_sv="Muggen Strand", product__category=CategoryFactory(code="muggar"))
    because("", now=NOW)
    return made


def campaign(*offers, live=False, language="sv", **fields):
    page = CampaignPage(
        title="Ljusveckor", slug="ljusveckor", live=live, locale=Locale.objects.get(language_code=language)
    )
    for name, value in fields.items():
        setattr(page, name, value)
    page.offers = [CampaignOffer(**offer) for offer in offers]
    home_page(language).add_child(instance=page)
    return CampaignPage.objects.get(pk=page.pk)


def publish(page, *offers, **fields):
    page = CampaignPage.objects.get(pk=page.pk)
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    if offers:
        page.offers = [CampaignOffer(**offer) for offer in offers]
    revision = page.save_revision()
    revision.publish()
    return revision


def price(variant, at=None, **who):
    return int(quotes({variant.pk: 1}, shopper=Shopper(at=at or timezone.now(), **who))[variant.pk].unit_gross)


def prices(variant, *moments):
    return [price(variant, NOW + moment) for moment in moments]


# --- In force while the page is live ---


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


# --- The law ---


def raised_ten_days_ago(variant, to="120.00"):
    because("", now=NOW - 10 * DAY)
    Price.objects.filter(variant=variant).update(amount=Decimal(to))
    because("", now=NOW)


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


# --- In the editor ---


def form(page, *offers, **fields):
    """What a campaign page's editor sends."""
    sent = {"title": page.title, "slug": page.slug, "intro": "", "picture": "", "action_label": "", "action_page": ""}
    sent |= {"body-count": "0", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0"}
    sent |= {"offers-TOTAL_FORMS": str(len(offers)), "offers-INITIAL_FORMS": "0", "offers-MIN_NUM_FORMS": "0"}
    for number, offer in enumerate(offers):
        sent |= {f"offers-{number}-{name}": value for name, value in offer.items()}
        sent |= {f"offers-{number}-ORDER": str(number + 1), f"offers-{number}-id": ""}
    return sent | {"comments-MAX_NUM_FORMS": "", "offers-MAX_NUM_FORMS": "", **fields}


TYPED = {"kind": "percentage", "value": "20", "audience": "everyone", "scope": "everything", "is_announced": "on"}


@pytest.fixture
def browser():
    return verified(owner())


def edit(browser, page, *offers, **fields):
    return browser.post(f"/admin/pages/{page.pk}/edit/", form(page, *offers, **fields))


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


def test_rows_are_suggested_to_those_who_edit(browser, client, cup):
    answer = browser.get("/admin/campaign-choices/products/?q=muggen")

    assert answer.json() == {"rows": [[cup.product.code, "Muggen Strand"]]}
    assert client.get("/admin/campaign-choices/products/?q=muggen").status_code == 302
    assert browser.get("/admin/campaign-choices/users/?q=a").status_code == 404


# --- To shoppers ---


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


def page_of(variant):
    from cms.links import ProductLink
    from cms.pages.product import ProductPage

    return ProductPage.objects.get(translation_key=ProductLink.objects.get(product=variant.product).translation_key)


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


# --- In two languages, and in the admin's other views ---


def in_english(page):
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    return CampaignPage.objects.get(pk=english.pk)


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
