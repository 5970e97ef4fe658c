"""All prices of a product on one page, and what it costs for whom, with every reason; the same on an order line."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.customers.shopper import Shopper
from commerce.orders.models import OrderLine
from commerce.pricing import trace
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import PriceFactory, VariantFactory, sellable
from tests.factories.customers import OrganisationFactory, UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]


@pytest.fixture
def browser():
    return verified(owner())


@pytest.fixture
def cup():
    made = VariantFactory(sku="LL-1", product__name_sv="Kopp")
    PriceFactory(variant=made, amount=Decimal(249))
    PriceFactory(variant=made, list_code="pro", amount=Decimal(219))
    PriceFactory(variant=made, list_code="pro", min_quantity=10, amount=Decimal(199))
    PriceFactory(variant=made, list_code="premium", amount=Decimal(189))
    return made


def page(browser, variant, /, **asked):
    return browser.get(f"/admin/pricing/product/{variant.product_id}/", asked)


def ask(browser, variant, /, **asked):
    answer = page(browser, variant, variant=variant.pk, **{"level": "konsument", "quantity": 1, **asked})
    return answer.context["answer"]


def steps(answer):
    return [(one.name, str(one.amount).split("\u00a0")[0], str(one.why)) for one in answer["trace"].steps]


def test_every_list_tier_and_date_is_there(browser, cup):
    Price.objects.filter(amount=249).update(valid_until=timezone.now() + timedelta(days=3))
    PriceFactory(variant=cup, amount=Decimal(259), valid_from=timezone.now() + timedelta(days=3))

    context = page(browser, cup).context

    assert [str(row["amount"]).split(",")[0] for row in context["prices"]] == ["249", "259", "189", "219", "199"]
    assert len(context["records"]) == 6
    assert {str(row["audience"]) for row in context["records"]} == {"Alla kunder", "Pro", "Premium"}


def test_the_whole_reasoning_in_words(browser, cup):
    answer = ask(browser, cup, level="pro", quantity=9)

    assert str(answer["unit"]).startswith("219,00")
    assert steps(answer) == [
        ("Pro", "219,00", "vinner: lägst"),
        ("Pro", "199,00", "gäller från 10 st"),
        ("Baspris", "249,00", "högre"),
    ]
    assert [(one.name, str(one.why)) for one in answer["others"]] == [("Premium", "för andra")]


@pytest.mark.parametrize(
    ("policy", "won", "lost"),
    [
        ("exclusive", "vinner: listan räknas ensam", "utestängt: en lista som räknas ensam har ett pris"),
        ("override", "vinner: listan går före andra", "förbigånget: en annan lista går före"),
    ],
)
def test_for_an_organisation(browser, cup, policy, won, lost):
    organisation = OrganisationFactory(name="Kafé Kopparn AB")
    own = PriceList.objects.create(code="kafe", name="Kafé", organisation=organisation, policy=policy)
    PriceFactory(variant=cup, price_list=own, amount=Decimal(239))

    answer = ask(browser, cup, organisation="Kafé Kopparn AB", quantity=1)

    assert steps(answer)[0] == ("Kafé", "239,00", won)
    assert {why for _name, _amount, why in steps(answer)[1:]} == {lost, "gäller från 10 st"}
    assert answer["is_business"]


def test_why_a_price_does_not_come_into_question(browser, cup):
    now = timezone.now()
    idle = PriceList.objects.create(code="a", name="A vilande", is_for_everyone=True, is_active=False)
    foreign = PriceList.objects.create(code="b", name="B euro", is_for_everyone=True, currency="EUR")
    nobody = PriceList.objects.create(code="c", name="C ingen")
    over = PriceList.objects.create(code="d", name="D slut", is_for_everyone=True, valid_until=now - timedelta(days=1))
    for one in (idle, foreign, nobody, over):
        PriceFactory(variant=cup, price_list=one, amount=Decimal(10))
    base = PriceList.objects.get(code="bas")
    PriceFactory(variant=cup, price_list=base, min_quantity=5, amount=Decimal(9), valid_from=now + timedelta(days=1))

    others = {one.name: str(one.why) for one in ask(browser, cup)["others"]}

    assert others["A vilande"] == "listan är inte i bruk"
    assert others["B euro"] == "i en annan valuta, EUR"
    assert others["C ingen"] == "listan är för ingen"
    assert others["D slut"].startswith("listan upphörde ")
    assert others["Baspris"].startswith("börjar ")


def test_another_day_and_a_draft(browser, cup):
    base = PriceList.objects.get(code="bas")
    Price.objects.filter(amount=249).update(valid_until=timezone.now() + timedelta(days=3))
    PriceFactory(variant=cup, amount=Decimal(259), valid_from=timezone.now() + timedelta(days=3))
    draft = PriceChangeSet.objects.create(name="Höst", created_at=timezone.now())
    PriceChange.objects.create(change_set=draft, variant=cup, price_list=base, amount=Decimal(229))
    day = timezone.localtime(timezone.now() + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M")

    assert str(ask(browser, cup)["unit"]).startswith("249,00")
    assert str(ask(browser, cup, at=day)["unit"]).startswith("259,00")
    assert str(ask(browser, cup, draft=draft.pk)["unit"]).startswith("229,00")
    assert [one["set"] for one in page(browser, cup).context["drafted"]] == [draft]


@pytest.mark.parametrize(
    "asked",
    [
        {"quantity": "0"},
        {"quantity": "x"},
        {"organisation": "Finns inte AB"},
        {"level": "kung"},
        {"at": "igår"},
        {"draft": "9"},
    ],
)
def test_what_cannot_be_asked_is_told(browser, cup, asked):
    answer = page(browser, cup, **{"variant": cup.pk, "level": "konsument", "quantity": "1", **asked})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == list(asked)
    assert answer.context["answer"] is None


def test_without_a_price_it_says_so(browser):
    variant = VariantFactory()

    assert ask(browser, variant)["trace"] is None


def test_only_those_who_read_prices(cup):
    assert page(verified(UserFactory(roles=["Redaktör"])), cup).status_code == 200
    assert page(verified(UserFactory(roles=["Utvecklare"])), cup).status_code in (302, 403)


def test_an_order_line_tells_what_it_knew_then(browser):
    variant = sellable(price="249.00", prices={"pro": [(1, "219.00"), (10, "199.00")]}, page=False, sku="LL-1")
    order = placed(variant, total="268.00", level="pro")
    source = quotes({variant.pk: 1}, shopper=Shopper(level="pro", at=timezone.now()))[variant.pk].source
    OrderLine.objects.filter(order=order).update(price_source=source)
    Price.objects.filter(variant=variant).delete()
    PriceList.objects.filter(code="pro").update(name="Proffs")

    told = browser.get(f"/admin/orders/order/inspect/{order.pk}/").context["traces"][0][1]

    assert [(one.name, str(one.why)) for one in told.steps] == [
        ("Proffs", "vinner: lägst"),
        ("Proffs", "gäller från 10 st"),
        ("Baspris", "högre"),
    ]


def test_every_reason_of_the_quote_has_words():
    reasons = [
        "from 10", "shut out by an exclusive list", "overridden", "higher", "tie", "contract price",
        "another offer is better", "no lower",
    ]  # fmt: skip

    assert not [code for code in reasons if trace.reason(code) == code]
