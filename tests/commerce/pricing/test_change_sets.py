"""Many prices change at one instant, after a second look where one is wanted, and can be taken back as one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.customers.models import User
from commerce.customers.shopper import Shopper
from commerce.events.models import Event
from commerce.pricing.change_sets import (
    PriceChange,
    PriceChangeSet,
    SetRefused,
    approve,
    concerns,
    publish,
    send_back,
    submit,
    undo,
)
from commerce.pricing.ledger import PriceRecord
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import PriceFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def author():
    return User.objects.create_user("a@example.com")


@pytest.fixture
def other():
    return User.objects.create_user("b@example.com")


@pytest.fixture
def base():
    return PriceList.objects.get(code="bas")


@pytest.fixture
def variant():
    made = VariantFactory()
    PriceFactory(variant=made, amount=Decimal(100))
    return made


def draft(author, *changes, **fields):
    made = PriceChangeSet.objects.create(name="Höst", author=author, created_at=NOW, **fields)
    PriceChange.objects.bulk_create(PriceChange(change_set=made, **change) for change in changes)
    return made


def in_force(change_set, author, *, now=NOW):
    submit(change_set.pk, by=author, now=now)
    return publish(change_set.pk, by=author, now=now)


def unit(variant, at=NOW, quantity=1, **who):
    answer = quotes({variant.pk: quantity}, shopper=Shopper(at=at, **who)).get(variant.pk)
    return answer and answer.unit_gross


def change(variant, price_list, amount, **fields):
    return {"variant": variant, "price_list": price_list, "amount": amount and Decimal(amount), **fields}


def test_nobody_sees_a_draft_but_those_who_look_at_it(author, base, variant):
    made = draft(author, change(variant, base, "110"), change(variant, base, "95", min_quantity=10))

    drafts = frozenset([f"prices:{made.pk}"])
    assert unit(variant) == 100
    assert unit(variant, drafts=drafts) == 110
    assert unit(variant, quantity=10, drafts=drafts) == 95
    assert quotes({variant.pk: 1}, shopper=Shopper(at=NOW, drafts=drafts))[variant.pk].winner.change_set == made.pk


def test_a_draft_that_begins_later_is_not_seen_before(author, base, variant):
    made = draft(author, change(variant, base, "110"), starts_at=NOW + DAY)

    drafts = frozenset([f"prices:{made.pk}"])
    assert unit(variant, drafts=drafts) == 100
    assert unit(variant, at=NOW + DAY, drafts=drafts) == 110


def test_all_of_it_changes_at_one_instant(author, base, variant):
    others = [VariantFactory() for _number in range(5)]
    made = draft(author, change(variant, base, "110"), *[change(one, base, "50") for one in others])
    in_force(made, author)

    before = NOW - timedelta(microseconds=1)
    assert [unit(one, at=before) for one in (variant, *others)] == [100] + [None] * 5
    assert [unit(one) for one in (variant, *others)] == [110] + [50] * 5
    assert set(Price.objects.filter(amount__in=[110, 50]).values_list("valid_from", flat=True)) == {NOW}
    assert Event.objects.filter(kind="prices.published", subject=f"prices:{made.pk}").count() == 1


def test_scheduled_it_needs_no_clock_that_wakes(author, base, variant):
    made = draft(author, change(variant, base, "110"), starts_at=NOW + DAY)
    in_force(made, author)

    assert [unit(variant, at=NOW + DAY + after) for after in (-timedelta(microseconds=1), timedelta(0))] == [100, 110]


def test_a_price_may_end_and_an_equal_one_is_left_alone(author, other, base, variant):
    equal = VariantFactory()
    price = PriceFactory(variant=equal, amount=Decimal(70))
    made = draft(author, change(variant, base, None), change(equal, base, "70"))
    submit(made.pk, by=author, now=NOW)
    approve(made.pk, by=other, now=NOW)
    publish(made.pk, by=author, now=NOW)

    assert unit(variant) is None
    assert Price.objects.get(variant=equal) == price
    assert Price.objects.get(variant=equal).valid_until is None


def test_a_planned_price_still_takes_over(author, base, variant):
    Price.objects.update(valid_until=NOW + DAY)
    PriceFactory(variant=variant, amount=Decimal(120), valid_from=NOW + DAY)
    in_force(draft(author, change(variant, base, "110")), author)

    assert [unit(variant, at=NOW + at) for at in (timedelta(0), DAY)] == [110, 120]


def test_the_ledger_says_which_set_it_was(author, base, variant):
    made = draft(author, change(variant, base, "110"))
    in_force(made, author)

    assert PriceRecord.objects.latest("pk").cause == f"prisändring {made.pk}: Höst"
    assert PriceRecord.objects.latest("pk").recorded_at == NOW


@pytest.mark.parametrize(
    ("case", "amount", "cost", "wanted"),
    [
        ("thirty percent up", "130", None, False),
        ("more than thirty percent up", "130.10", None, True),
        ("thirty percent down", "70", None, False),
        ("more than thirty percent down", "69", None, True),
        ("just over cost", "100.01", "80", False),
        ("under cost, VAT aside", "99.99", "80", True),
        ("ends", None, None, True),
    ],
)
def test_what_wants_a_second_person(author, other, base, variant, case, amount, cost, wanted):
    variant.cost = cost and Decimal(cost)
    variant.save()
    made = submit(draft(author, change(variant, base, amount)).pk, by=author, now=NOW)

    assert bool(concerns(made, now=NOW)) is wanted, case
    assert made.state == ("submitted" if wanted else "approved"), case
    if wanted:
        for attempt in (lambda: publish(made.pk, by=author, now=NOW), lambda: approve(made.pk, by=author, now=NOW)):
            with pytest.raises(SetRefused):
                attempt()
        assert unit(variant) == 100
        approve(made.pk, by=other, now=NOW)
        publish(made.pk, by=author, now=NOW)
        assert unit(variant) == (amount and Decimal(amount))


def test_a_set_that_became_alarming_since_wants_a_second_person_again(author, base, variant):
    made = submit(draft(author, change(variant, base, "125")).pk, by=author, now=NOW)
    Price.objects.update(amount=50)

    with pytest.raises(SetRefused):
        publish(made.pk, by=author, now=NOW)
    assert unit(variant) == 50


def test_an_empty_set_is_not_ready_and_nothing_is_done_twice(author, base, variant):
    with pytest.raises(SetRefused):
        submit(draft(author).pk, by=author, now=NOW)
    made = draft(author, change(variant, base, "110"))
    in_force(made, author)
    with pytest.raises(SetRefused):
        publish(made.pk, by=author, now=NOW + HOUR)
    with pytest.raises(SetRefused):
        send_back(made.pk, by=author, now=NOW + HOUR)
    assert Price.objects.count() == 2


class TestTakingBack:
    def test_what_stood_before_stands_again(self, author, base, variant):
        fresh = VariantFactory()
        made = draft(author, change(variant, base, "110"), change(fresh, base, "50"))
        in_force(made, author)
        _set, left = undo(made.pk, by=author, now=NOW + HOUR)

        assert left == []
        assert [unit(variant, at=NOW + at) for at in (timedelta(0), HOUR)] == [110, 100]
        assert [unit(fresh, at=NOW + at) for at in (timedelta(0), HOUR)] == [50, None]

    def test_before_it_began_it_is_as_if_never_published(self, author, base, variant):
        made = draft(author, change(variant, base, "110"), starts_at=NOW + DAY)
        in_force(made, author)
        undo(made.pk, by=author, now=NOW + HOUR)

        assert [(p.amount, p.valid_from, p.valid_until) for p in Price.objects.all()] == [(100, None, None)]

    def test_a_price_that_somebody_changed_since_is_theirs(self, author, base, variant):
        made = draft(author, change(variant, base, "110"))
        in_force(made, author)
        in_force(draft(author, change(variant, base, "115")), author, now=NOW + HOUR)
        _set, left = undo(made.pk, by=author, now=NOW + 2 * HOUR)

        assert left == [made.changes.get().pk]
        assert unit(variant, at=NOW + 2 * HOUR) == 115

    def test_a_price_that_ended_returns(self, author, other, base, variant):
        made = draft(author, change(variant, base, None))
        submit(made.pk, by=author, now=NOW)
        approve(made.pk, by=other, now=NOW)
        publish(made.pk, by=author, now=NOW)
        _set, left = undo(made.pk, by=author, now=NOW + HOUR)

        assert left == []
        assert [unit(variant, at=NOW + at) for at in (timedelta(0), HOUR)] == [None, 100]

    def test_a_price_planned_since_still_takes_over(self, author, base, variant):
        made = draft(author, change(variant, base, "110"))
        in_force(made, author)
        in_force(draft(author, change(variant, base, "120"), starts_at=NOW + DAY), author)
        undo(made.pk, by=author, now=NOW + HOUR)

        assert [unit(variant, at=NOW + at) for at in (HOUR, DAY)] == [100, 120]
