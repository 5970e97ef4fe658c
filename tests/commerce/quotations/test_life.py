"""A quotation from draft to answer: what is kept, what is refused, and that what was sent stays as it was."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commerce.events.models import Event
from commerce.pricing.models import Price
from commerce.quotations import drafting, life
from commerce.quotations.drafting import Written
from commerce.quotations.life import NotReady
from commerce.quotations.models import Quotation, QuotationLine
from commerce.quotations.states import MOVES, MoveRefused, QuotationState, move
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, owner
from tests.factories.orders import shopper
from tests.factories.quotations import drafted, pro, sent, shopper_of

pytestmark = [pytest.mark.krav("4.1.2")]


def kinds(quotation):
    return list(Event.objects.filter(subject=f"quotation:{quotation}").order_by("id").values_list("kind", flat=True))


def test_the_table_of_moves_is_the_whole_life():
    assert set(MOVES) == set(QuotationState)
    for before in QuotationState:
        for after in QuotationState:
            if after in MOVES[before]:
                assert move(before, after) == after
            else:
                with pytest.raises(MoveRefused):
                    move(before, after)


@pytest.mark.django_db
def test_a_request_is_a_draft_at_what_it_costs_the_shopper_now():
    lamp, bowl = sellable(price="100.00", page=False), sellable(price="250.00", page=False)
    member = MembershipFactory()

    asked = drafting.request(
        {lamp.pk: 40, bowl.pk: 2},
        shopper=shopper_of(member.user),
        user_id=member.user_id,
        message=" Till mässan ",
        now=timezone.now(),
    )

    assert (asked.state, asked.message, asked.organisation_id) == ("draft", "Till mässan", member.organisation_id)
    assert [(line.quantity, line.unit, line.ordinary_unit) for line in asked.lines.order_by("position")] == [
        (40, Decimal("80.00"), Decimal("80.00")),
        (2, Decimal("200.00"), Decimal("200.00")),
    ]
    assert (asked.net, asked.vat, asked.gross) == (Decimal("3600.00"), Decimal("900.00"), Decimal("4500.00"))
    assert kinds(asked) == ["quotation.requested"]


def test_a_second_click_asks_for_nothing_more(committing_db):
    lamp, asking = sellable(price="100.00", page=False), pro()
    now = timezone.now()

    def ask(quantity, later=0):
        at = now + timedelta(seconds=later)
        return drafting.request({lamp.pk: quantity}, shopper=shopper_of(asking), user_id=asking.pk, now=at)

    clicks = in_threads(*[lambda: ask(5)] * 4)
    other, next_day = ask(6), ask(5, later=86_400)

    assert len({one.pk for one in clicks}) == 1
    assert Quotation.objects.count() == len({clicks[0].pk, other.pk, next_day.pk}) == 3


@pytest.mark.django_db
def test_a_price_of_ones_own_has_a_reason_and_one_that_is_not_written_follows_the_lists():
    lamp = sellable(price="100.00", page=False)
    draft = drafted((lamp, 10, None))
    now, by = timezone.now(), draft.made_by_id
    told = {"delivery": ("pall", "Pallfrakt", Decimal(0)), "valid_through": None, "terms": "", "by": by, "now": now}

    with pytest.raises(IntegrityError, match="says_why"), transaction.atomic():
        drafting.write(draft.pk, [Written(variant_id=lamp.pk, quantity=10, unit=Decimal(70))], **told)
    Price.objects.update(amount=Decimal("125.00"))
    drafting.write(draft.pk, [Written(variant_id=lamp.pk, quantity=10, reason="glöms")], **told)

    line = draft.lines.get()
    assert (line.unit, line.ordinary_unit, line.reason) == (Decimal("100.00"), Decimal("100.00"), "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "draft", "missing"),
    [
        ("no end and no delivery", {"valid_through": None, "delivery": ("", "", Decimal(0))}, ["delivery", "end"]),
        ("its last day was yesterday", {"valid_through": date(2026, 11, 25)}, ["ended"]),
        ("no lines", {"lines": []}, ["lines"]),
    ],
)
def test_what_is_not_whole_is_not_sent(case, draft, missing):
    lamp = sellable(price="100.00", page=False)
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    made = drafted((lamp, 1, None), now=now)
    said = {
        "delivery": ("pall", "Pallfrakt", Decimal(0)),
        "valid_through": date(2026, 12, 1),
        "terms": "",
        "by": made.made_by_id,
        "now": now,
    }
    lines = draft.get("lines", [Written(variant_id=lamp.pk, quantity=1)])
    drafting.write(made.pk, lines, **(said | {name: value for name, value in draft.items() if name != "lines"}))

    with pytest.raises(NotReady) as refused:
        life.send(made.pk, by=made.made_by_id, now=now)

    assert refused.value.missing == missing, case
    assert Quotation.objects.get().state == "draft"
    assert kinds(made) == []


@pytest.mark.django_db
def test_an_article_without_a_price_is_not_sent_before_it_has_one():
    lamp = sellable(price="100.00", page=False)
    Price.objects.all().delete()
    draft = drafted((lamp, 1, None))

    with pytest.raises(NotReady) as refused:
        life.send(draft.pk, by=draft.made_by_id, now=timezone.now())

    assert refused.value.missing == ["price"]


@pytest.mark.django_db
@pytest.mark.law("L12")
def test_it_does_not_outlast_the_rate_of_vat_that_it_says():
    """Food has 6 % until the end of 2027, and 12 % after."""
    bread = sellable(price="100.00", product__tax_class="food", page=False)
    now = datetime(2027, 12, 20, 12, tzinfo=UTC)

    with pytest.raises(NotReady) as refused:
        sent((bread, 1, None), now=now, days=12)
    whole = sent((bread, 1, None), now=now, days=11)

    assert (refused.value.missing, refused.value.changes_on) == (["vat"], date(2028, 1, 1))
    assert (whole.valid_through, whole.lines.get().vat_rate) == (date(2027, 12, 31), Decimal(6))


@pytest.mark.django_db
def test_the_last_day_is_whole_in_sweden_and_then_it_is_over():
    lamp = sellable(price="100.00", page=False)
    quotation = sent((lamp, 1, None), now=datetime(2026, 11, 26, 12, tzinfo=UTC), days=4)

    assert quotation.valid_until == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert quotation.valid_through == date(2026, 11, 30)
    assert life.expire_due(now=datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)) == 0
    assert [life.expire_due(now=datetime(2026, 11, 30, 23, tzinfo=UTC)) for _twice in range(2)] == [1, 0]
    assert kinds(quotation) == ["quotation.sent", "quotation.expired"]


@pytest.mark.django_db
def test_what_was_sent_is_never_changed():
    lamp = sellable(price="100.00", page=False)
    quotation = sent((lamp, 1, "70.00"))
    again = life.send(quotation.pk, by=owner().pk, now=timezone.now())

    def refused(statement):
        with pytest.raises(IntegrityError, match="sent quotation"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    for column, value in (
        ("gross", "1"),
        ("valid_until", "now()"),
        ("terms", "''"),
        ("state", "'draft'"),
        ("parties", "'{}'"),
    ):
        refused(f"UPDATE quotations_quotation SET {column} = {value}")
    refused("DELETE FROM quotations_quotation")
    for statement in ("UPDATE quotations_quotationline SET unit = 1", "DELETE FROM quotations_quotationline"):
        refused(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuotationLine.objects.create(
            quotation=quotation,
            position=2,
            variant=sellable(page=False),
            sku="X",
            name="X",
            quantity=1,
            tax_class="standard",
            vat_rate=25,
        )
    with pytest.raises(MoveRefused):
        drafting.write(
            quotation.pk,
            [],
            delivery=("", "", Decimal(0)),
            valid_through=None,
            terms="",
            by=owner().pk,
            now=timezone.now(),
        )
    assert again.gross == Quotation.objects.get().gross == quotation.gross
    assert kinds(quotation) == ["quotation.sent"]


@pytest.mark.django_db
def test_a_new_version_replaces_the_old_when_it_is_sent():
    lamp = sellable(price="100.00", page=False)
    old = sent((lamp, 1, "70.00"), user=pro())
    by, now = old.made_by_id, timezone.now()

    new = drafting.renew(old.pk, by=by, now=now)

    assert drafting.renew(old.pk, by=by, now=now) == new
    assert (str(old), str(new), new.state) == (f"O-{old.number}", f"O-{old.number}-2", "draft")
    assert Quotation.objects.get(pk=old.pk).state == "sent"
    drafting.write(
        new.pk,
        [Written(variant_id=lamp.pk, quantity=2, unit=Decimal(60), reason="två")],
        delivery=("pall", "Pallfrakt", Decimal(0)),
        valid_through=old.valid_through,
        terms="",
        by=by,
        now=now,
    )
    life.send(new.pk, by=by, now=now)
    old.refresh_from_db()
    assert (old.state, old.why) == ("withdrawn", life.REPLACED)
    assert kinds(old) == ["quotation.sent", "quotation.replaced"]


@pytest.mark.django_db
def test_an_answer_is_given_once():
    lamp = sellable(price="100.00", page=False)
    quotation, now = sent((lamp, 1, None)), timezone.now()

    for _twice in range(2):
        declined = life.decline(quotation.pk, why="för dyrt", by=quotation.user_id, now=now)

    assert (declined.state, declined.why) == ("declined", "för dyrt")
    with pytest.raises(MoveRefused):
        life.withdraw(quotation.pk, why="ångrat", by=quotation.made_by_id, now=now)
    assert kinds(quotation) == ["quotation.sent", "quotation.declined"]


@pytest.mark.django_db
def test_one_that_has_ended_is_not_declined_or_withdrawn():
    lamp = sellable(price="100.00", page=False)
    quotation = sent((lamp, 1, None))
    late = quotation.valid_until + timedelta(seconds=1)

    for answer in (life.decline, life.withdraw):
        with pytest.raises(MoveRefused):
            answer(quotation.pk, why="sent", by=quotation.user_id, now=late)

    assert kinds(quotation) == ["quotation.sent"]


@pytest.mark.django_db
def test_too_many_or_no_articles_are_no_request():
    for quantities in ({}, dict.fromkeys(range(drafting.MOST_LINES + 1), 1)):
        with pytest.raises(drafting.NothingToQuote):
            drafting.request(quantities, shopper=shopper("pro"), user_id=pro().pk, now=timezone.now())

    assert not Quotation.objects.exists()
