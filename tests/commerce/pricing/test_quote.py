from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from commerce.pricing.quote import Candidate, quote

BASE = Candidate(
    variant_id=1,
    price_id=1,
    list_code="bas",
    level=None,
    level_name=None,
    is_net=False,
    min_quantity=1,
    amount=Decimal("249.00"),
)
PRO = replace(BASE, price_id=2, list_code="pro", level="pro", level_name="Pro", amount=Decimal("219.00"))
PRO_TEN = replace(PRO, price_id=3, min_quantity=10, amount=Decimal("199.00"))
RATE = Decimal(25)


@pytest.mark.krav("4.1.2")
@pytest.mark.parametrize(
    ("case", "candidates", "quantity", "unit", "winner"),
    [
        ("list price for a Konsument", [BASE], 1, "249.00", 1),
        ("level price beats the list price", [BASE, PRO], 1, "219.00", 2),
        ("tier is not reached at nine", [BASE, PRO, PRO_TEN], 9, "219.00", 2),
        ("tier is reached at ten", [BASE, PRO, PRO_TEN], 10, "199.00", 3),
        ("a dearer level price never wins", [BASE, replace(PRO, amount=Decimal("260.00"))], 1, "249.00", 1),
        ("own list on a tie", [BASE, replace(PRO, amount=Decimal("249.00"))], 1, "249.00", 2),
        ("order of candidates does not matter", [PRO_TEN, PRO, BASE], 10, "199.00", 3),
    ],
)
def test_the_lowest_price_reached_wins(case, candidates, quantity, unit, winner):
    answer = quote(1, quantity, candidates, rate=RATE)

    assert (answer.unit_gross, answer.winner.price_id) == (Decimal(unit), winner), case


def test_without_a_price_nothing_is_for_sale():
    assert quote(1, 1, [], rate=RATE) is None
    assert quote(1, 9, [PRO_TEN], rate=RATE) is None


def test_every_rejected_candidate_has_its_reason():
    answer = quote(1, 5, [BASE, PRO, PRO_TEN], rate=RATE)

    assert {(candidate.price_id, why) for candidate, why in answer.rejected} == {(1, "higher"), (3, "from 10")}
    assert answer.source["list"] == "pro"
    assert answer.source["list_price"] == "249.00"


@pytest.mark.parametrize(
    ("candidates", "quantity", "reason"),
    [
        ([BASE], 1, ""),
        ([BASE, PRO], 1, "Your Pro price"),
        ([BASE, PRO, PRO_TEN], 10, "Your Pro price from 10 pcs"),
        ([BASE, replace(BASE, price_id=4, min_quantity=6, amount=Decimal("229.00"))], 6, "Price from 6 pcs"),
    ],
)
def test_the_shopper_is_told_why_in_one_sentence(candidates, quantity, reason):
    with override("en"):
        assert str(quote(1, quantity, candidates, rate=RATE).reason) == reason


@given(
    amount=st.decimals(min_value="0.01", max_value="99999.99", places=2),
    quantity=st.integers(1, 9999),
    rate=st.sampled_from([Decimal(0), Decimal(6), Decimal(12), Decimal(25)]),
    is_net=st.booleans(),
    buyer_type=st.sampled_from(["consumer", "business"]),
)
def test_the_price_shown_times_the_quantity_is_the_line_and_net_and_vat_make_gross(
    amount, quantity, rate, is_net, buyer_type
):
    prices = [replace(BASE, amount=amount, is_net=is_net)]
    answer = quote(1, quantity, prices, rate=rate, buyer_type=buyer_type)

    assert answer.net + answer.vat == answer.gross
    assert answer.line(buyer_type) == answer.unit(buyer_type) * quantity
    assert answer.net == answer.net.quantize(Decimal("0.01"))
    assert abs(answer.net * (100 + rate) / 100 - answer.gross) <= Decimal("0.0063")
    if is_net == (buyer_type == "business"):
        assert answer.unit(buyer_type) == amount


@pytest.mark.law("L11")
def test_a_business_that_accounts_for_vat_itself_pays_the_price_before_it():
    answer = quote(1, 2, [BASE], rate=RATE, buyer_type="business", charged=Decimal(0))

    assert (answer.unit_net, answer.net, answer.vat, answer.gross) == (
        Decimal("199.20"),
        Decimal("398.40"),
        0,
        Decimal("398.40"),
    )


@pytest.mark.law("L12")
def test_a_consumer_abroad_pays_the_price_that_was_shown_and_its_vat_is_that_of_his_country():
    answer = quote(1, 1, [BASE], rate=RATE, charged=Decimal(19))

    assert (answer.gross, answer.net, answer.rate) == (Decimal("249.00"), Decimal("209.24"), 19)
