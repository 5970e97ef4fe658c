"""A whole cart: what is shown is what is charged, offers, delivery and VAT included."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.pricing.discounts import CartOffer
from commerce.pricing.quote import Candidate, Cut, quote
from commerce.pricing.reckoning import goods, told, with_delivery

STANDARD = Decimal(25)
PRICE = Candidate(
    variant_id=1,
    price_id=1,
    list_code="bas",
    level=None,
    level_name=None,
    is_net=False,
    min_quantity=1,
    amount=Decimal(100),
)
TEN = CartOffer(offer_id=1, name="Tio", kind="percentage", value=Decimal(10), code="TIO", variants=frozenset({1, 2}))


def priced(variant=1, quantity=1, amount="100", rate=25, buyer_type="consumer", **how):
    candidate = replace(PRICE, variant_id=variant, amount=Decimal(amount), policy=how.pop("policy", "best"))
    return quote(variant, quantity, [candidate], rate=Decimal(rate), buyer_type=buyer_type, **how)


def test_a_consumer_pays_what_the_price_and_the_delivery_say():
    whole = with_delivery(goods([priced(quantity=3)], buyer_type="consumer"), Decimal(49), standard_rate=STANDARD)

    assert (whole.gross, whole.sums.net, whole.sums.vat) == (Decimal(349), Decimal("279.20"), Decimal("69.80"))
    assert whole.delivery.gross == 49
    assert whole.vat_by_rate() == [{"rate": "25", "net": "279.20", "vat": "69.80", "gross": "349.00"}]


def test_a_business_pays_the_same_delivery_before_vat():
    found = goods([priced(quantity=3, buyer_type="business")], buyer_type="business")
    whole = with_delivery(found, Decimal(49), standard_rate=STANDARD)

    assert (whole.sums.net, whole.delivery.net, whole.gross) == (Decimal("279.20"), Decimal("39.20"), Decimal("349.00"))


def test_the_vat_of_delivery_is_that_of_the_goods():
    tea, cup = priced(1, 1, "100", rate=6), priced(2, 1, "300", rate=25)
    mixed = with_delivery(goods([tea, cup], buyer_type="consumer"), Decimal(40), standard_rate=STANDARD)
    food = with_delivery(goods([tea], buyer_type="consumer"), Decimal(40), standard_rate=STANDARD)

    assert [(rate, one.gross) for rate, one in mixed.sums.by_rate] == [(25, 330), (6, 110)]
    assert mixed.delivery_rates == (25, 6)
    assert food.delivery.vat == Decimal("2.26")


def test_a_code_cuts_the_lines_and_is_told_with_them():
    found = goods([priced(quantity=2)], offers=[TEN], codes=["tio"], buyer_type="consumer")

    assert (found.sums.gross, found.off) == (Decimal("180.00"), (Decimal("20.00"),))
    assert told(found)[1][0]["code"] == "TIO"
    assert goods([priced(quantity=2)], offers=[TEN], buyer_type="consumer").sums.gross == 200


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("an agreement", priced(policy="exclusive")),
        (
            "a price that an offer for itself alone has cut",
            priced(cuts=[Cut(offer_id=9, name="", kind="amount", value=Decimal(1))]),
        ),
    ],
)
def test_what_is_closed_is_not_cut_again(case, line):
    found = goods([line], offers=[TEN], codes=["TIO"], buyer_type="consumer")

    assert found.off == (0,), case
    assert found.outcome.unused[0][1] == "contract price"


def test_free_delivery():
    free = CartOffer(offer_id=2, name="Fri frakt", kind="free_shipping", variants=frozenset({1}))
    whole = with_delivery(goods([priced()], offers=[free], buyer_type="consumer"), Decimal(49), standard_rate=STANDARD)

    assert (whole.gross, whole.delivery.gross) == (100, 0)


@given(
    lines=st.lists(
        st.tuples(st.integers(1, 20), st.decimals("0.01", "9999.99", places=2), st.sampled_from([0, 6, 12, 25])),
        max_size=6,
    ),
    delivery=st.decimals(0, 500, places=2),
    buyer_type=st.sampled_from(["consumer", "business"]),
    percent=st.integers(1, 100),
)
def test_it_adds_up_whatever_is_in_the_cart(lines, delivery, buyer_type, percent):
    quotes = [
        priced(variant, quantity, amount, rate, buyer_type)
        for variant, (quantity, amount, rate) in enumerate(lines, start=1)
    ]
    offer = replace(TEN, code="", value=Decimal(percent), variants=frozenset(range(1, 7)))
    found = goods(quotes, offers=[offer], buyer_type=buyer_type)
    whole = with_delivery(found, delivery, standard_rate=STANDARD)

    assert whole.sums.net + whole.sums.vat == whole.gross
    assert sum((one.gross for one in whole.lines), whole.delivery.gross) == whole.gross
    assert sum((one.net for one in whole.lines), whole.delivery.net) == whole.sums.net
    shown = [one.line(buyer_type) - off for one, off in zip(quotes, found.off, strict=True)]
    assert [one.net if buyer_type == "business" else one.gross for one in whole.lines] == shown
    if buyer_type == "consumer":
        assert whole.gross == sum(shown) + delivery
