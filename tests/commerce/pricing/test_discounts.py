"""What offers do to a whole cart, and why those that did nothing did not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.pricing.discounts import CartOffer, Line, apply

CUP, BOWL, LAMP = 1, 2, 3
ALL = frozenset({CUP, BOWL, LAMP})


def line(variant=CUP, quantity=1, unit="100", **fields):
    return Line(variant_id=variant, quantity=quantity, unit=Decimal(unit), rate=Decimal(25), **fields)


def offer(number=1, kind="percentage", value="10", variants=ALL, **fields):
    return CartOffer(
        offer_id=number, name=f"Offer {number}", kind=kind, value=value and Decimal(value), variants=variants, **fields
    )


def three_for_two(number=1, **fields):
    return offer(number, kind="x_for_y", value=None, buy=3, pay=2, **fields)


def outcome(lines, *offers, codes=(), **how):
    gross = sum((one.amount for one in lines), Decimal(0))
    return apply(lines, offers, codes=codes, goods_gross=gross, **how)


def offs(found):
    return {
        (d.offer.offer_id, variant): str(amount) for d in found.discounts for variant, amount in d.by_variant.items()
    }


@pytest.mark.parametrize(
    ("case", "offers", "expected"),
    [
        ("ten percent of each piece, rounded as shown", [offer()], {(1, CUP): "30.00"}),
        ("an amount off each piece", [offer(kind="amount", value="15")], {(1, CUP): "45"}),
        ("never below nothing", [offer(kind="amount", value="150")], {(1, CUP): "300"}),
        ("a fixed price", [offer(kind="fixed", value="80")], {(1, CUP): "60"}),
        ("a fixed price that is higher", [offer(kind="fixed", value="180")], {}),
        ("the cheapest of three", [three_for_two()], {(1, CUP): "100"}),
        ("another's goods", [offer(variants=frozenset({LAMP}))], {}),
        ("one of two for itself alone: the better", [offer(1, value="10"), offer(2, value="20")], {(2, CUP): "60.00"}),
        (
            "together, one after another",
            [offer(1, value="10", is_stackable=True), offer(2, kind="amount", value="5", is_stackable=True)],
            {(1, CUP): "30.00", (2, CUP): "15"},
        ),
    ],
)
def test_three_cups(case, offers, expected):
    assert offs(outcome([line(quantity=3)], *offers)) == expected, case


@pytest.mark.parametrize(
    ("case", "fields", "codes", "why"),
    [
        ("a code that nobody gave", {"code": "LJUS"}, [], None),
        ("a code", {"code": "LJUS"}, ["ljus"], ""),
        ("a sum that is not reached", {"minimum_sum": Decimal("300.01")}, [], "below the minimum sum"),
        ("a sum that is reached", {"minimum_sum": Decimal(300)}, [], ""),
        ("used up", {"has_uses_left": False}, [], "used up"),
        ("nothing that it fits", {"variants": frozenset()}, [], "nothing that it fits"),
    ],
)
def test_conditions(case, fields, codes, why):
    found = outcome([line(quantity=3)], offer(**fields), codes=codes)

    assert bool(found.discounts) is (why == ""), case
    assert [reason for _offer, reason in found.unused] == ([why] if why else []), case


def test_of_mixed_goods_the_cheapest_of_each_three_is_free():
    lines = [line(CUP, 2, "100"), line(BOWL, 3, "200"), line(LAMP, 2, "500")]

    # 500 500 (200) 200 200 (100) 100
    assert offs(outcome(lines, three_for_two())) == {(1, BOWL): "200", (1, CUP): "100"}


def test_an_agreement_is_not_cut():
    found = outcome([line(is_closed=True), line(BOWL)], offer())

    assert offs(found) == {(1, BOWL): "10.00"}
    assert outcome([line(is_closed=True)], offer()).unused[0][1] == "contract price"


def test_lines_that_one_cuts_are_shut_to_others_but_not_the_rest():
    cups, all_goods = offer(1, value="30", variants=frozenset({CUP})), offer(2, value="10")

    found = outcome([line(CUP), line(BOWL)], cups, all_goods)
    assert offs(found) == {(1, CUP): "30.00", (2, BOWL): "10.00"}


def test_free_delivery():
    found = outcome([line()], offer(kind="free_shipping", value=None, minimum_sum=Decimal(100)))

    assert found.free_shipping.offer_id == 1
    assert [used.offer_id for used in found.used] == [1]


def test_a_business_sees_an_amount_without_vat():
    found = outcome([line(quantity=2)], offer(kind="amount", value="25"), buyer_type="business")

    assert offs(found) == {(1, CUP): "40.00"}


@given(
    lines=st.lists(
        st.tuples(st.sampled_from([CUP, BOWL, LAMP]), st.integers(1, 9), st.integers(1, 500)),
        max_size=3,
        unique_by=lambda one: one[0],
    ),
    offers=st.lists(
        st.tuples(
            st.sampled_from(["percentage", "amount", "fixed", "x_for_y"]),
            st.integers(1, 100),
            st.frozensets(st.sampled_from([CUP, BOWL, LAMP])),
            st.booleans(),
        ),
        max_size=5,
    ),
)
def test_no_line_falls_below_nothing_and_the_order_of_offers_does_not_matter(lines, offers):
    cart = [line(variant, quantity, unit) for variant, quantity, unit in lines]
    found = [
        CartOffer(
            offer_id=number,
            name="",
            kind=kind,
            value=Decimal(value),
            buy=3,
            pay=2,
            variants=variants,
            is_stackable=joins,
        )
        for number, (kind, value, variants, joins) in enumerate(offers)
    ]

    result = outcome(cart, *found)
    assert all(0 <= result.off(one.variant_id) <= one.amount for one in cart)
    assert offs(result) == offs(outcome(cart[::-1], *found[::-1]))
    assert {one.offer_id for one in result.used} | {one.offer_id for one, _why in result.unused} == set(
        range(len(offers))
    )
