"""The prior price of a reduction, against an oracle that asks the price hour by hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commerce.pricing.history import PRIOR_DAYS, CutInForce, Record, held, lowest, prior_price, segments
from commerce.pricing.quote import Candidate, Cut, quote

START = datetime(2026, 6, 1, tzinfo=UTC)
RATE = Decimal(25)
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


def day(number):
    return START + timedelta(days=number)


def record(amount, begins, *, price=1, start=None, end=None):
    candidate = replace(PRICE, price_id=price, amount=Decimal(amount))
    return Record(candidate=candidate, start=start and day(start), end=end and day(end), recorded_at=day(begins))


def ended(amount, at, *, price=1):
    return Record(
        candidate=replace(PRICE, price_id=price, amount=Decimal(amount)),
        start=day(at),
        end=day(at),
        recorded_at=day(at),
    )


def cut(percent, begins, ends=None, *, offer=1):
    return CutInForce(
        cut=Cut(offer_id=offer, name="Rea", kind="percentage", value=Decimal(percent)),
        start=day(begins),
        end=ends and day(ends),
        is_announced=True,
    )


def prior(records, cuts, at, **goods):
    history = segments(
        held(records), cuts, rate_at=lambda _at: RATE, buyer_type="consumer", until=day(at) + timedelta(hours=1)
    )
    return prior_price(history, at=day(at), **goods)


@pytest.mark.law("L1", "L2", "L3")
@pytest.mark.parametrize(
    ("case", "records", "cuts", "at", "expected"),
    [
        ("a steady price", [record(100, 0)], [cut(20, 60, 80)], 60, "100"),
        ("raised ten days before: the lower one counts", [record(80, 0), record(100, 50)], [cut(20, 60)], 60, "80"),
        ("raised more than 30 days before", [record(80, 0), record(100, 29)], [cut(20, 60)], 60, "100"),
        (
            "the last moment of the old price is within 30 days",
            [record(80, 0), record(100, 31)],
            [cut(20, 60)],
            60,
            "80",
        ),
        ("30 days before the reduction, not before today", [record(80, 0), record(100, 31)], [cut(20, 60)], 75, "80"),
        ("a campaign within the 30 days", [record(100, 0)], [cut(30, 40, 50), cut(20, 60, offer=2)], 60, "70.00"),
        ("a campaign more than 30 days ago", [record(100, 0)], [cut(30, 10, 20), cut(20, 60, offer=2)], 60, "100"),
        ("step by step deeper", [record(100, 0)], [cut(10, 50, 60), cut(20, 60, 70, offer=2)], 65, "100"),
        ("three steps", [record(100, 0)], [cut(10, 50, 55), cut(20, 55, 60, offer=2), cut(40, 60, offer=3)], 61, "100"),
        ("the second step is shallower", [record(100, 0)], [cut(30, 50, 60), cut(20, 60, offer=2)], 61, "70.00"),
        ("a pause between the steps", [record(100, 0)], [cut(10, 50, 55), cut(20, 60, offer=2)], 61, "90.00"),
        ("the price and the reduction begin together", [record(100, 60)], [cut(20, 60)], 60, None),
        ("sold for two weeks only", [record(100, 46)], [cut(20, 60)], 60, "100"),
        ("entered today as valid since long", [record(100, 60, start=-90)], [cut(20, 60)], 60, None),
        ("taken away and back", [record(70, 0), ended(70, 40), record(100, 45, price=2)], [cut(20, 60)], 60, "70"),
        ("no reduction any more", [record(100, 0)], [cut(20, 50, 60)], 60, None),
        ("no reduction yet", [record(100, 0)], [cut(20, 61, 70)], 60, None),
    ],
)
def test_the_prior_price(case, records, cuts, at, expected):
    assert prior(records, cuts, at) == (Decimal(expected) if expected else None), case


def test_a_level_price_is_no_reduction():
    everyone, pro = record(100, 0), record(80, 0, price=2)

    assert prior([everyone, replace(pro, candidate=replace(pro.candidate, level="pro"))], [], 10) is None


hours = st.integers(0, 24 * 70)


@given(
    changes=st.lists(st.tuples(hours, st.integers(1, 3), st.integers(50, 200)), min_size=1, max_size=6),
    cuts=st.lists(st.tuples(hours, st.integers(1, 24 * 20), st.integers(5, 60)), max_size=4),
    at=hours,
)
@pytest.mark.law("L1", "L2")
def test_it_is_what_asking_every_hour_would_have_said(changes, cuts, at):
    def hour(number):
        return START + timedelta(hours=number)

    records = [
        Record(
            candidate=replace(PRICE, price_id=price, amount=Decimal(amount)), start=None, end=None, recorded_at=hour(h)
        )
        for h, price, amount in changes
    ]
    offers = [
        CutInForce(
            cut=Cut(offer_id=number, name="", kind="percentage", value=Decimal(percent)),
            start=hour(begins),
            end=hour(begins + length),
            is_announced=True,
        )
        for number, (begins, length, percent) in enumerate(cuts)
    ]

    def shown(number):
        """What a visitor saw at that hour: the price, and whether it was a reduction; None when it had no price."""
        known = {}
        for one in sorted(records, key=lambda r: r.recorded_at):
            if one.recorded_at <= hour(number):
                known[one.candidate.price_id] = one.candidate
        in_force = [one.cut for one in offers if one.start <= hour(number) < one.end]
        answer = quote(1, 1, known.values(), rate=RATE, cuts=in_force)
        return answer and (answer.unit_gross, bool(answer.cuts))

    expected = None
    now = shown(at)
    if now and now[1]:
        first = at
        while first > 0 and (before := shown(first - 1)) and before[1] and before[0] >= shown(first)[0]:
            first -= 1
        past = [shown(number) for number in range(max(0, first - 24 * 30), first)]
        expected = min((price for price, _reduced in filter(None, past)), default=None)
    history = segments(
        held(records), offers, rate_at=lambda _at: RATE, buyer_type="consumer", until=hour(at) + timedelta(minutes=1)
    )

    assert prior_price(history, at=hour(at)) == expected


def test_the_window_is_thirty_days_and_half_open():
    history = segments(
        held([record(80, 0), record(100, 10)]), [], rate_at=lambda _at: RATE, buyer_type="consumer", until=day(60)
    )

    assert lowest(history, since=day(10), until=day(10) + PRIOR_DAYS) == 100
    assert lowest(history, since=day(9), until=day(9) + PRIOR_DAYS) == 80
    assert lowest(history, since=day(70), until=day(80)) is None


@pytest.mark.law("L2")
@pytest.mark.parametrize(
    ("case", "records", "cuts", "at", "expected"),
    [
        (
            "raised a day before: the price just before counts",
            [record(80, 0), record(100, 59)],
            [cut(20, 60)],
            60,
            "100",
        ),
        ("step by step: before the first", [record(100, 0)], [cut(10, 50, 55), cut(20, 55, offer=2)], 60, "100"),
        ("a campaign ended yesterday", [record(100, 0)], [cut(30, 40, 59), cut(20, 60, offer=2)], 60, "100"),
        ("out of the range before", [record(70, 0), ended(70, 40), record(90, 60, price=2)], [cut(20, 60)], 60, "70"),
        ("the price and the reduction begin together", [record(100, 60)], [cut(20, 60)], 60, None),
        ("no reduction", [record(100, 0)], [], 60, None),
    ],
)
def test_the_price_just_before_of_perishable_goods(case, records, cuts, at, expected):
    assert prior(records, cuts, at, is_perishable=True) == (Decimal(expected) if expected else None), case
