"""The life of a ticket: moves, clocks, words, and what the database refuses whatever the code says."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from operations.desk import life, opening, targets
from operations.desk.models import MatrixCell, Priority, Ticket
from operations.desk.opening import open_ticket
from operations.desk.states import MOVES, MoveRefused, TicketState
from tests.factories.customers import UserFactory
from tests.factories.tickets import MONDAY_NINE, OPENED, ticket, ticket_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
P2 = (timedelta(minutes=60), timedelta(minutes=540))
EXPECTED = {
    (1, 1): 1, (1, 2): 1, (1, 3): 2, (1, 4): 2,
    (2, 1): 1, (2, 2): 2, (2, 3): 2, (2, 4): 3,
    (3, 1): 2, (3, 2): 2, (3, 3): 3, (3, 4): 4,
    (4, 1): 2, (4, 2): 3, (4, 3): 4, (4, 4): 4,
}  # fmt: skip


@pytest.mark.krav("5.1.1.1")
def test_the_matrix_proposes_for_all_sixteen():
    assert {(one.impact, one.urgency): one.priority for one in MatrixCell.objects.all()} == EXPECTED
    for (impact, urgency), rank in EXPECTED.items():
        made = ticket(impact=impact, urgency=urgency)
        assert (made.proposed, made.priority) == (rank, rank)


@pytest.mark.krav("5.1.1.1")
def test_the_matrix_is_data():
    MatrixCell.objects.filter(impact=2, urgency=2).update(priority=4)

    assert ticket().priority == 4


def test_a_ticket_is_opened_with_its_targets_and_its_log():
    asker = UserFactory()

    made = ticket(requester=asker, text="  Sedan i morse. ")

    assert made.number >= 1001
    assert made.text == "Sedan i morse."
    assert (made.answer_within, made.solve_within) == P2
    assert made.answer_due_at == MONDAY_NINE + HOUR
    assert made.solve_due_at == MONDAY_NINE + timedelta(hours=24)  # nine working hours on: Tuesday at nine
    assert [(one.kind, one.by) for one in made.entries.all()] == [("opened", asker)]
    assert [one.user for one in made.subscriptions.all()] == [asker]


@pytest.mark.krav("5.1.1.1")
def test_one_unfinished_ticket_per_source():
    first = ticket(source="alarm:db")
    again = [ticket(source="alarm:db", title="Igen") for _time in range(100)]

    assert {one.pk for one in again} == {first.pk}
    assert first.entries.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket(source="alarm:other").pk).update(source="alarm:db")

    life.solve(first, "Tillbaka.", now=MONDAY_NINE)

    assert ticket(source="alarm:db").pk != first.pk


def test_a_rival_with_the_same_source_is_found(monkeypatch):
    """The other transaction wrote between the look and the insert."""
    first = ticket(source="alarm:db")
    looks = iter([None])
    real = opening._unfinished
    monkeypatch.setattr(opening, "_unfinished", lambda source: next(looks, real(source)))

    assert ticket(source="alarm:db").pk == first.pk


@pytest.mark.parametrize("before", TicketState.values)
def test_the_database_and_the_table_allow_the_same_moves(before):
    """Straight by SQL-like updates, clocks set as each state wants them: only the trigger can say no."""
    made = ticket_in(before)
    allowed, refusals = set(), []
    for after in TicketState.values:
        fields = _fields_of(after, made)
        try:
            with transaction.atomic():
                Ticket.objects.filter(pk=made.pk).update(state=after, **fields)
                allowed.add(after)
                transaction.set_rollback(True)
        except IntegrityError as error:
            refusals.append(str(error))

    assert allowed - {before} == set(MOVES[before])
    assert all("does not become" in words for words in refusals)


def _fields_of(state, made):
    runs = state in ("new", "accepted", "working")
    done = state in ("solved", "closed")
    answered = made.answered_at is not None
    return {
        "solved_at": MONDAY_NINE if done else None,
        "closed_at": MONDAY_NINE if state == "closed" else None,
        "solve_due_at": MONDAY_NINE if runs else None,
        "solve_left": None if runs else HOUR,
        "answer_due_at": MONDAY_NINE if runs and not answered else None,
        "answer_left": None if runs and not answered else HOUR,
    }


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("no reason", {"priority": 1}),
        ("fifth priority", {"priority": 5, "priority_reason": "Därför"}),
        ("no clock", {"solve_due_at": None}),
        ("solved without its moment", {"solved_at": MONDAY_NINE}),
        ("no title", {"title": ""}),
        ("another number", {"number": 1}),
    ],
)
def test_the_database_refuses_what_cannot_be(case, change):
    made = ticket()

    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=made.pk).update(**change)
    made.refresh_from_db()
    assert (made.priority, made.title, made.solved_at) == (2, OPENED["title"], None)


def test_nothing_is_taken_away():
    made = ticket()

    for rows in (made.entries.all(), Ticket.objects.filter(pk=made.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.entries.update(after="annat")
    assert made.entries.count() == 1


@pytest.mark.krav("5.1.1.1")
def test_the_owner_decides_and_it_is_logged():
    made, owner = ticket(), UserFactory()

    with pytest.raises(life.WordsNeeded):
        life.decide(made, 1, reason=" ", by=owner, now=MONDAY_NINE)
    decided = life.decide(made, 1, reason="Julhandeln", by=owner, now=MONDAY_NINE)

    assert (decided.proposed, decided.priority, decided.priority_reason) == (2, 1, "Julhandeln")
    assert decided.solve_due_at == MONDAY_NINE + 4 * HOUR
    [entry] = made.entries.filter(kind="priority")
    assert (entry.before, entry.after, entry.text, entry.by) == ("P2", "P1", "Julhandeln", owner)
    assert life.weigh(made, impact=4, urgency=4, by=owner, now=MONDAY_NINE).priority == 1


def test_another_weight_proposes_anew_less_what_is_used():
    made = ticket()

    weighed = life.weigh(made, impact=1, urgency=1, now=MONDAY_NINE + 2 * HOUR)

    assert (weighed.proposed, weighed.priority) == (1, 1)
    assert weighed.solve_due_at == MONDAY_NINE + 4 * HOUR
    assert weighed.is_answer_late(MONDAY_NINE + 2 * HOUR)
    assert made.entries.get(kind="priority").after == "1 × 1, P1"


def test_the_clock_stands_still_while_it_waits():
    asker, handler = UserFactory(), UserFactory()
    made = life.accept(ticket(requester=asker), by=handler, now=MONDAY_NINE)

    waits = life.wait(made, "Vilken webbläsare?", by=handler, now=MONDAY_NINE + 2 * HOUR)
    assert (waits.solve_due_at, waits.solve_left) == (None, 7 * HOUR)
    assert not waits.is_solving_late(MONDAY_NINE + timedelta(days=30))

    a_week_later = MONDAY_NINE + timedelta(days=7)
    life.comment(made, "Firefox", by=asker, from_customer=True, now=a_week_later)
    made.refresh_from_db()
    assert made.state == "working"
    assert made.solve_due_at == a_week_later + 7 * HOUR
    assert (made.answered_at, made.answer_left) == (MONDAY_NINE + 2 * HOUR, -HOUR)


@pytest.mark.parametrize(
    ("case", "solved_after", "is_late"),
    [("just before", 24 * HOUR - timedelta(seconds=1), False), ("just then", 24 * HOUR, True)],
)
def test_in_time_is_before_the_time_is_out(case, solved_after, is_late):
    made = life.solve(ticket(), "Klart.", now=MONDAY_NINE + solved_after)

    assert made.is_solving_late(MONDAY_NINE + timedelta(days=300)) is is_late
    assert made.solved_at == MONDAY_NINE + solved_after


def test_solved_is_opened_again_and_goes_on_where_it_stood():
    asker = UserFactory()
    made = life.solve(ticket(requester=asker), "Startad om.", now=MONDAY_NINE + 2 * HOUR)
    later = MONDAY_NINE + timedelta(days=1)

    life.comment(made, "Samma igen", by=asker, from_customer=True, now=later)
    made.refresh_from_db()

    assert (made.state, made.reopened, made.solved_at) == ("working", 1, None)
    assert made.solve_due_at == later + 7 * HOUR
    closed = life.close(life.solve(made, "Nu så.", now=later), now=later)
    with pytest.raises(MoveRefused):
        life.comment(closed, "Hallå?", by=asker, from_customer=True, now=later)
    assert not made.entries.filter(text="Hallå?").exists()
    assert life.reopen(closed, "Igen", now=later).reopened == 2


def test_each_step_twice_is_as_once():
    asker, handler = UserFactory(), UserFactory()
    made = ticket(requester=asker)
    for _twice in range(2):
        life.accept(made, by=handler, now=MONDAY_NINE)
    for _twice in range(2):
        life.work(made, by=handler, now=MONDAY_NINE)
    for _twice in range(2):
        life.comment(made, "Vi tittar", by=handler, public=True, now=MONDAY_NINE)
    for _twice in range(2):
        life.assign(made, None, by=handler, now=MONDAY_NINE)
    for _twice in range(2):
        life.link(made, kind="order", key="10001", name="Order 10001", now=MONDAY_NINE)
    for _twice in range(2):
        life.solve(made, "Klart", by=handler, now=MONDAY_NINE)
    for _twice in range(2):
        life.close(made, by=handler, now=MONDAY_NINE)

    kinds = [one.kind for one in made.entries.order_by("pk")]
    assert kinds == [
        "opened", "state", "assignment", "state", "comment", "assignment", "link", "state", "state",
    ]  # fmt: skip
    assert [one.user for one in made.subscriptions.order_by("pk")] == [asker, handler]


def test_comments_of_staff_and_of_alarms():
    made, handler = ticket(source="alarm:db"), UserFactory()

    inside = life.comment(made, "Åter 09:12", now=MONDAY_NINE)
    made.refresh_from_db()
    assert (inside.kind, inside.is_internal, made.answered_at) == ("internal", True, None)

    life.comment(made, "Vi ser det", by=handler, public=True, now=MONDAY_NINE)
    made.refresh_from_db()
    assert made.answered_at == MONDAY_NINE
    with pytest.raises(life.WordsNeeded):
        life.comment(made, "  ", by=handler, now=MONDAY_NINE)


def test_steps_that_are_refused_change_nothing():
    made = ticket()

    for step in (life.work, life.close):
        with pytest.raises(MoveRefused):
            step(made, now=MONDAY_NINE)
    with pytest.raises(MoveRefused):
        life.reopen(made, "Igen", now=MONDAY_NINE)
    made.refresh_from_db()
    assert (made.state, made.entries.count()) == ("new", 1)


def test_late_ones_are_found():
    Priority.objects.filter(rank=4).update(answer_minutes=540)
    on_time, late, waits = ticket(impact=4, urgency=4), ticket(), ticket_in("waiting")
    life.solve(ticket(), "Klart", now=MONDAY_NINE)

    found = Ticket.objects.filter(targets.late(MONDAY_NINE + HOUR))

    assert set(found) == {late}
    assert on_time not in found
    assert waits not in found


def test_what_is_too_long_is_cut():
    made = open_ticket(**(OPENED | {"title": "x" * 500, "text": "y" * 30_000}))

    assert (len(made.title), len(made.text)) == (200, 20_000)
