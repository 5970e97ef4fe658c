"""Offers hold in the interval of their page, cut the price that is shown, and are told with it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commerce.catalogue.models import Product
from commerce.customers.shopper import Shopper
from commerce.pricing.ledger import because
from commerce.pricing.lookup import cart_offers, quotes, tiers
from commerce.pricing.models import Price, PriceList
from commerce.pricing.offers import DraftOffers, Offer, Phase, Terms, put_in_force, redeem, terms_of
from commerce.pricing.trace import told
from tests.factories.catalogue import CategoryFactory, PriceFactory, ProductFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
NOW = timezone.now()
HOUR = timedelta(hours=1)
SALE = Terms(
    name_sv="Ljusveckor", kind="percentage", value=Decimal("20.00"), is_for_everyone=True, is_for_everything=True
)


@pytest.fixture
def variant():
    because("", now=NOW - timedelta(days=60))
    made = VariantFactory(product=ProductFactory(category=CategoryFactory(parent=CategoryFactory(code="hem"))))
    PriceFactory(variant=made, amount=Decimal(100))
    return made


def shopper(at=NOW, **who):
    return Shopper(at=at, **who)


def price(variant, quantity=1, **who):
    return quotes({variant.pk: quantity}, shopper=shopper(**who))[variant.pk]


def put(*terms, start=NOW, until=None, now=NOW):
    return put_in_force("campaign", [Phase(terms=terms, start=start, until=until)], now=now)


def in_force():
    return [
        (str(o.value), o.valid_from - NOW, o.valid_until and o.valid_until - NOW) for o in Offer.objects.order_by("pk")
    ]


@pytest.mark.law("L1")
def test_an_offer_cuts_the_price_and_says_the_prior_one(variant):
    put(SALE)

    answer = price(variant)
    assert (answer.unit_gross, answer.prior_unit, answer.percent) == (Decimal("80.00"), Decimal("100.00"), 20)
    assert str(answer.reason) == "Ljusveckor"
    assert answer.source["before_offers"] == "100.00"
    assert answer.source["offers"][0]["value"] == "20.00"
    assert answer.source["prior_price"] == "100.00"


@pytest.mark.law("L2")
def test_of_perishable_goods_the_price_just_before_is_said(variant):
    Product.objects.filter(pk=variant.product_id).update(is_perishable=True)
    because("", now=NOW - timedelta(days=1))
    Price.objects.filter(variant=variant).update(amount=Decimal(120))
    put(SALE)

    answer = price(variant)
    assert (answer.unit_gross, answer.prior_unit, answer.percent) == (Decimal("96.00"), Decimal("120.00"), 20)
    assert answer.source["price_before"] == "120.00"
    assert "prior_price" not in answer.source
    [fact] = [amount for label, amount in told(answer.source, names={}, currency="SEK").facts if "strax före" in label]
    assert fact.startswith("120,00")


def test_it_holds_from_its_first_instant_until_just_before_its_last(variant):
    put(SALE, start=NOW + HOUR, until=NOW + 2 * HOUR)
    instant = timedelta(microseconds=1)

    shown = {at: price(variant, at=NOW + at).unit_gross for at in (HOUR - instant, HOUR, 2 * HOUR - instant, 2 * HOUR)}
    assert [int(amount) for amount in shown.values()] == [100, 80, 80, 100]


@pytest.mark.parametrize(
    ("case", "changes", "who", "expected"),
    [
        ("for Pro only, seen by a Konsument", {"is_for_everyone": False, "levels": ("pro",)}, {}, 100),
        ("for Pro only, seen by a Pro", {"is_for_everyone": False, "levels": ("pro",)}, {"level": "pro"}, 80),
        ("for an organisation", {"is_for_everyone": False, "organisations": (7,)}, {"organisation": 7}, 80),
        ("for another organisation", {"is_for_everyone": False, "organisations": (8,)}, {"organisation": 7}, 100),
        ("for nobody", {"is_for_everyone": False}, {"level": "pro"}, 100),
        ("for nothing", {"is_for_everything": False}, {}, 100),
        ("in another currency", {"currency": "EUR"}, {}, 100),
        ("with a code", {"code": "LJUS"}, {}, 100),
        ("above a sum", {"minimum_sum": Decimal(500)}, {}, 100),
        ("for the first buyers", {"max_uses": 10}, {}, 100),
        ("an amount", {"kind": "amount", "value": Decimal("30.00")}, {}, 70),
        ("a fixed price", {"kind": "fixed", "value": Decimal("59.00")}, {}, 59),
        ("a fixed price that is higher", {"kind": "fixed", "value": Decimal("159.00")}, {}, 100),
    ],
)
def test_no_scope_is_nobody_and_nothing(variant, case, changes, who, expected):
    put(replace(SALE, **changes))

    assert price(variant, **who).unit_gross == expected, case


def test_products_and_categories_and_those_above_them(variant):
    other = VariantFactory()
    PriceFactory(variant=other, amount=Decimal(100))
    parent = variant.product.categories.get().parent_id
    for scope in ({"products": (variant.product_id,)}, {"categories": (parent,)}):
        put(replace(SALE, is_for_everything=False, **scope))
        assert price(variant).unit_gross == 80
        assert price(other).unit_gross == 100


def test_publishing_again_changes_nothing_and_another_version_takes_over(variant):
    put(SALE)
    put(SALE, now=NOW + HOUR)
    assert in_force() == [("20.00", timedelta(0), None)]

    put(replace(SALE, value=Decimal("30.00")), start=NOW, now=NOW + 2 * HOUR)
    assert in_force() == [("20.00", timedelta(0), 2 * HOUR), ("30.00", 2 * HOUR, None)]


def test_a_version_that_is_moved_or_called_off_leaves_the_live_one_as_it_was(variant):
    live, coming = Phase(terms=(SALE,), until=NOW + 5 * HOUR), replace(SALE, value=Decimal("30.00"))
    put_in_force(
        "campaign", [replace(live, until=NOW + 5 * HOUR), Phase(terms=(coming,), start=NOW + 5 * HOUR)], now=NOW
    )
    put_in_force(
        "campaign", [replace(live, until=NOW + 9 * HOUR), Phase(terms=(coming,), start=NOW + 9 * HOUR)], now=NOW + HOUR
    )
    assert [price(variant, at=NOW + hours * HOUR).unit_gross for hours in (2, 6, 9)] == [80, 80, 70]

    put_in_force("campaign", [replace(live, until=None)], now=NOW + HOUR)
    assert [price(variant, at=NOW + hours * HOUR).unit_gross for hours in (2, 6, 9)] == [80, 80, 80]


def test_taken_down_it_ends_at_once_and_what_held_stays_told(variant):
    put(SALE, until=NOW + 5 * HOUR)
    put_in_force("campaign", [], now=NOW + HOUR)

    assert in_force() == [("20.00", timedelta(0), HOUR)]
    assert price(variant, at=NOW + 2 * HOUR).unit_gross == 100


def test_what_an_offer_said_cannot_be_rewritten(variant):
    put(SALE)

    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Offer.objects.update(value=90)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Offer.objects.all().delete()
    assert terms_of(Offer.objects.get()) == SALE


def test_the_best_offer_wins_and_stackable_ones_join(variant):
    put(
        SALE,
        replace(SALE, name_sv="Tio", value=Decimal("10.00"), is_stackable=True),
        replace(SALE, name_sv="Femton", value=Decimal("15.00"), is_stackable=True),
    )

    answer = price(variant)
    assert (answer.unit_gross, str(answer.reason)) == (Decimal("76.50"), "Tio + Femton")
    assert ("another offer is better") in {why for _loser, why in answer.rejected}


def test_an_exclusive_price_is_an_agreement_and_is_not_cut(variant):
    contract = PriceList.objects.create(code="avtal", name="Avtal", policy="exclusive", level_id="pro")
    PriceFactory(variant=variant, price_list=contract, amount=Decimal(120))
    put(SALE)

    answer = price(variant, level="pro")
    assert (answer.unit_gross, answer.cuts) == (Decimal(120), ())
    assert {why for _loser, why in answer.rejected} == {"shut out by an exclusive list", "contract price"}


def test_a_draft_is_seen_by_those_who_look_at_drafts_only(variant):
    put(SALE)
    draft = DraftOffers(campaign="campaign", phases=(Phase(terms=(replace(SALE, value=Decimal("50.00")),)),))

    assert price(variant, drafts=frozenset([draft])).unit_gross == 50
    assert price(variant, drafts=frozenset([DraftOffers(campaign="campaign", phases=())])).unit_gross == 100
    assert price(variant).unit_gross == 80


def test_each_step_of_a_scale_is_cut_and_the_first_says_the_prior_price(variant):
    PriceFactory(variant=variant, min_quantity=10, amount=Decimal(90))
    put(SALE)

    steps = tiers([variant.pk], shopper=shopper())[variant.pk]
    assert [(quantity, int(one.unit_gross)) for quantity, one in steps] == [(1, 80), (10, 72)]
    assert steps[0][1].prior_unit == 100


def test_only_so_many_times():
    [offer] = put(replace(SALE, max_uses=2))

    assert [redeem([offer.pk]) for _time in range(3)] == [[], [], [offer.pk]]


def test_prices_of_many_variants_cost_the_same_few_queries(variant, django_assert_num_queries):
    put(SALE)
    many = {variant.pk: 1}
    for _number in range(20):
        made = VariantFactory()
        PriceFactory(variant=made, amount=Decimal(100))
        many[made.pk] = 1

    with django_assert_num_queries(4):
        assert len(quotes(many, shopper=shopper())) == 21
    Price.objects.filter(variant=variant).delete()
    with django_assert_num_queries(4):
        assert len(quotes(many, shopper=shopper())) == 20


def test_a_cart_is_told_of_the_offers_that_need_all_of_it(variant):
    put(
        SALE,
        replace(SALE, name_sv="Kod", code="LJUS"),
        replace(
            SALE, name_sv="Summa", minimum_sum=Decimal(500), is_for_everything=False, products=(variant.product_id,)
        ),
        replace(SALE, name_sv="Andras", minimum_sum=Decimal(500), is_for_everyone=False, levels=("pro",)),
    )

    def told(**how):
        return {one.name: one.variants for one in cart_offers([variant.pk], shopper=shopper(), **how)}

    assert told() == {"Summa": {variant.pk}, "Andras": set()}
    assert told(codes=[" ljus "]) == {"Kod": {variant.pk}, "Summa": {variant.pk}, "Andras": set()}
    assert cart_offers([variant.pk], shopper=shopper(at=NOW - HOUR)) == []
    draft = DraftOffers(
        campaign="campaign", phases=(Phase(terms=(replace(SALE, name_sv="Ny", minimum_sum=Decimal(1)),)),)
    )
    assert [one.name for one in cart_offers([variant.pk], shopper=shopper(drafts=frozenset([draft])))] == ["Ny"]
