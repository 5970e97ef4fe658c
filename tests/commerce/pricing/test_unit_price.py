"""The unit price: what the price beside it is per kilogram, litre, metre, square metre, cubic metre or piece."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from commerce.catalogue.models import ContentUnit
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes, tiers
from commerce.pricing.templatetags.prices import per_measure
from commerce.pricing.unit_price import MEASURES, Content, unit_price
from tests.factories.catalogue import VariantFactory, sellable

PRICES = st.decimals(min_value="0.01", max_value="9999999.99", places=2)
AMOUNTS = st.decimals(min_value="0.001", max_value="99999", places=3)


@pytest.mark.law("L6")
@pytest.mark.parametrize(
    ("case", "price", "amount", "unit", "expected"),
    [
        ("half a kilogram", "62.50", "500", "g", "125,00 kr/kg"),
        ("two kilograms", "199", "2", "kg", "99,50 kr/kg"),
        ("a bottle in millilitres", "89", "250", "ml", "356,00 kr/l"),
        ("a bottle in centilitres", "100", "75", "cl", "133,33 kr/l"),
        ("a can", "300", "2.5", "l", "120,00 kr/l"),
        ("a ribbon in centimetres", "49", "150", "cm", "32,67 kr/m"),
        ("cloth by the metre", "500", "2", "m", "250,00 kr/m"),
        ("a rug", "1290", "2.4", "m2", "537,50 kr/m²"),
        ("soil", "90", "0.05", "m3", "1 800,00 kr/m³"),
        ("candles in a box", "55", "6", "st", "9,17 kr/st"),
        ("half an öre goes up", "0.01", "2", "kg", "0,01 kr/kg"),
        ("a spice keeps to the kilogram", "39", "30", "g", "1 300,00 kr/kg"),
    ],
)
def test_a_price_is_told_per_measure(case, price, amount, unit, expected):
    found = unit_price(Decimal(price), Content(Decimal(amount), unit))

    with translation.override("sv"):
        assert per_measure(found).replace("\xa0", " ") == expected


@pytest.mark.law("L6")
@pytest.mark.parametrize(("amount", "unit"), [("1", "kg"), ("1000", "g"), ("100", "cl"), ("1", "st"), ("1.000", "m")])
def test_nothing_is_repeated_where_a_piece_is_the_measure(amount, unit):
    assert unit_price(Decimal(100), Content(Decimal(amount), unit)) is None


def test_goods_without_content_have_no_unit_price():
    assert unit_price(Decimal(100), None) is None
    assert per_measure(None) == ""


def test_every_unit_has_a_measure_that_is_its_own():
    assert set(MEASURES) == set(ContentUnit)
    for measure, _of_unit in MEASURES.values():
        assert MEASURES[measure] == (measure, 1)


def test_it_is_told_in_english():
    with translation.override("en"):
        told = per_measure(unit_price(Decimal("1500"), Content(Decimal(500), "g"))).replace("\xa0", " ")
        box = per_measure(unit_price(Decimal("55"), Content(Decimal(6), "st"))).replace("\xa0", " ")

    assert (told, box) == ("SEK 3,000.00/kg", "SEK 9.17/pc")


@pytest.mark.law("L6")
@given(price=PRICES, amount=AMOUNTS, unit=st.sampled_from(list(ContentUnit)))
def test_the_unit_price_times_the_content_is_the_price_within_rounding(price, amount, unit):
    content = Content(amount, unit)
    found = unit_price(price, content)
    measure, of_unit = MEASURES[unit]
    of_measure = amount / of_unit
    if found is None:
        assert of_measure == 1
        return

    assert found.measure == measure
    assert found.amount == found.amount.quantize(Decimal("0.01"))
    assert abs(found.amount * of_measure - price) <= Decimal("0.005") * of_measure + Decimal("1e-15")


@pytest.mark.law("L6")
@given(price=PRICES, amount=st.integers(1, 99_999))
def test_the_same_content_in_another_unit_costs_the_same(price, amount):
    in_grams = unit_price(price, Content(Decimal(amount), "g"))
    in_kilograms = unit_price(price, Content(Decimal(amount) / 1000, "kg"))

    assert in_grams == in_kilograms


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        {"content_amount": Decimal(5)},
        {"content_unit": "g"},
        {"content_amount": Decimal(0), "content_unit": "g"},
        {"content_amount": Decimal(-5), "content_unit": "g"},
        {"content_amount": Decimal(5), "content_unit": "oz"},
    ],
)
def test_the_database_holds_whole_content_or_none(content):
    with pytest.raises(IntegrityError, match="variant_content_whole_or_none"), transaction.atomic():
        VariantFactory(**content)


@pytest.mark.law("L6")
@pytest.mark.krav("4.1.2")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "level", "buyer_type", "quantity", "expected"),
    [
        ("a consumer including VAT", "konsument", "consumer", 1, "500.00"),
        ("a level by its own price", "pro", "consumer", 1, "400.00"),
        ("a tier by its price", "pro", "consumer", 10, "300.00"),
        ("a business excluding VAT", "konsument", "business", 1, "400.00"),
    ],
)
def test_it_is_reckoned_from_the_price_that_is_shown(case, level, buyer_type, quantity, expected):
    prices = {"pro": [(1, "100"), (10, "75")]}
    variant = sellable(price="125", prices=prices, page=False, content_amount=Decimal(250), content_unit="g")
    shopper = Shopper(level=level, buyer_type=buyer_type, at=timezone.now())

    answer = quotes({variant.pk: quantity}, shopper=shopper)[variant.pk]

    assert answer.unit_price(buyer_type) == (Decimal(expected), "kg")
    if quantity == 1:
        assert tiers([variant.pk], shopper=shopper)[variant.pk][0][1].unit_price(buyer_type) == (
            Decimal(expected),
            "kg",
        )
