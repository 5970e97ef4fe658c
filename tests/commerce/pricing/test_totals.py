"""Lines, rates and totals agree to the öre, whatever is sold; parts of a line add up to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.money import share, to_ore
from commerce.pricing.totals import GROSS_PER_RATE, NET_PER_RATE, Amounts, document, portion

ORE = Decimal("0.01")
RATES = st.sampled_from([Decimal(0), Decimal(6), Decimal(12), Decimal(25)])
MONEY = st.decimals(min_value=0, max_value=99999, places=2)
PARTS = st.lists(st.tuples(MONEY, RATES), max_size=12)
ROUNDING = st.sampled_from([GROSS_PER_RATE, NET_PER_RATE])


@given(total=MONEY, weights=st.lists(MONEY, min_size=1, max_size=20))
def test_a_total_is_divided_to_the_last_ore(total, weights):
    parts = share(total, weights)

    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part - total * weight / whole) < ORE for part, weight in zip(parts, weights, strict=True))
    assert [-part for part in parts] == share(-total, weights)


def test_there_must_be_something_to_divide_by():
    assert share(Decimal(0), []) == []
    with pytest.raises(ValueError, match="nothing"):
        share(Decimal(1), [])


@pytest.mark.law("L10")
@given(parts=PARTS, rounding=ROUNDING)
def test_everything_agrees_to_the_ore(parts, rounding):
    made = document(parts, rounding=rounding)

    assert made.net + made.vat == made.gross
    assert [one.exact(rounding) for one in made.parts] == [amount for amount, _rate in parts]
    for rate, whole in made.by_rate:
        own = [one for one, (_amount, r) in zip(made.parts, parts, strict=True) if r == rate]
        assert (sum(one.net for one in own), sum(one.vat for one in own)) == (whole.net, whole.vat)
        assert abs(whole.vat - whole.net * rate / 100) <= ORE
    for one, (_amount, rate) in zip(made.parts, parts, strict=True):
        assert one.net + one.vat == one.gross
        assert abs(one.vat - one.net * rate / 100) < Decimal("0.03")


@given(
    net=MONEY,
    rate=RATES,
    takes=st.lists(st.integers(0, 5), min_size=1, max_size=6).filter(any),
)
def test_refunds_piece_by_piece_add_up_to_what_was_paid(net, rate, takes):
    vat = to_ore(net * rate / 100)
    whole = Amounts(net, vat, net + vat)
    done, found = 0, []
    for take in takes:
        found.append(portion(whole, done=done, take=take, of=sum(takes)))
        done += take

    assert sum(one.net for one in found) == whole.net
    assert sum(one.vat for one in found) == whole.vat
    assert sum(one.gross for one in found) == whole.gross
    assert all(one.net + one.vat == one.gross for one in found)
    with pytest.raises(ValueError, match="of"):
        portion(whole, done=done, take=1, of=sum(takes))
