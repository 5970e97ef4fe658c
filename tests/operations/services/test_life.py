"""Service orders: twelve parts with lives of their own, who approves, who may cancel, and what stays as it was."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from commerce.customers.organisations import Role
from commerce.customers.person import GONE, Person
from commerce.events.models import Event
from commerce.pricing import vat
from operations.desk import life as desk
from operations.desk import targets
from operations.desk.log import TOLD as TICKET_TOLD
from operations.desk.models import Rank, Ticket
from operations.services import editing, fields, life, notices, privacy, rights
from operations.services.demo import create_demo_services
from operations.services.models import PartState, ServiceChoice, ServiceOrder, ServicePart, ServiceVersion
from operations.services.partner import ServiceMail
from tests.factories.customers import MembershipFactory, UserFactory
from tests.factories.services import FOUR, chosen, draft, ordered, published
from tests.factories.tickets import MONDAY_NINE

pytestmark = pytest.mark.django_db
Approval = ServiceVersion.Approval


def part_of(order: ServiceOrder, position: int = 1) -> ServicePart:
    return order.parts.get(position=position)


def told(what: str) -> list[int]:
    """Who gets a letter about that."""
    rows = Event.objects.filter(kind=notices.TOLD, payload__what=what).order_by("pk")
    return [row.payload["to"] for row in rows]


class Carried:
    """A delivery as far as a target looks at it."""

    def __init__(self, event):
        self.event = event


@pytest.mark.krav("5.1.2.3")
def test_three_services_for_four_recipients_are_twelve_parts_with_lives_of_their_own():
    user = UserFactory()
    three = [published(code, name=code.title(), name_en=code.title()) for code in ("konto", "dator", "telefon")]

    order = ordered(user, *three)

    parts = list(order.parts.select_related("ticket", "version").order_by("position"))
    assert [(one.version.name, one.recipient_name) for one in parts] == [
        (name, who["name"]) for name in ("Konto", "Dator", "Telefon") for who in FOUR
    ]
    assert len({one.ticket_id for one in parts}) == 12
    assert {one.ticket.kind for one in parts} == {"order"}
    assert {one.ticket.state for one in parts} == {"new"}
    desk.accept(parts[0].ticket, by=UserFactory(), now=MONDAY_NINE)
    desk.solve(parts[1].ticket, "Klart.", now=MONDAY_NINE)
    life.cancel(parts[2], by=user, now=MONDAY_NINE)
    states = list(Ticket.objects.order_by("number").values_list("state", flat=True))
    assert states == ["accepted", "solved", "solved", *["new"] * 9]
    assert [one.state for one in order.parts.order_by("position")][:4] == ["ordered", "ordered", "cancelled", "ordered"]
    assert not ServiceChoice.objects.exists()


@pytest.mark.krav("5.1.2.5")
def test_one_letter_tells_of_the_order_and_then_each_part_tells_of_itself(settings):
    user = UserFactory(email="siv@example.com")

    order = ordered(user, recipients=FOUR[:2])

    assert told(notices.RECEIVED) == [user.pk]
    assert not Event.objects.filter(kind=TICKET_TOLD).exists()
    desk.accept(part_of(order).ticket, now=MONDAY_NINE)
    desk.comment(part_of(order).ticket, "Vi kommer på tisdag.", public=True, now=MONDAY_NINE)
    assert Event.objects.filter(kind=TICKET_TOLD).count() == 2

    ServiceMail().send(Carried(Event.objects.get(kind=notices.TOLD)))
    [letter] = mail.outbox
    assert letter.to == ["siv@example.com"]
    assert letter.subject == f"Din tjänstebeställning {order.number}"
    assert "Ada" in letter.body
    assert "Bo" in letter.body
    assert str(part_of(order).ticket) in letter.body


@pytest.mark.krav("5.1.2.4")
def test_an_order_keeps_the_version_and_the_price_that_it_was_made_from():
    first = published(price=Decimal("1000.00"))
    order = ordered(UserFactory(), first, recipients=FOUR[:1])

    new = editing.draft_of(first.service, by=None, now=MONDAY_NINE)
    new.name, new.price = "Ny arbetsplats, större", Decimal("1500.00")
    new.save()
    second = editing.publish(first.service, by=None, now=MONDAY_NINE)

    part = part_of(order)
    assert (part.version_id, part.unit_net, part.net, part.gross, part.vat_rate) == (
        first.pk,
        Decimal("1000.00"),
        Decimal("1000.00"),
        Decimal("1250.00"),
        Decimal(25),
    )
    assert list(editing.offered()) == [second]
    assert (second.number, second.target_hours) == (2, first.target_hours)


@pytest.mark.krav("5.1.2.4")
@pytest.mark.parametrize("change", [{"name": "Annat"}, {"price": 1}, {"fields": []}, {"published_at": None}])
def test_a_published_version_is_changed_by_nobody(change):
    version = published(fields=[{"name": "f1", "label": "Rum", "type": "text", "is_required": True, "choices": []}])

    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ServiceVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ServiceVersion.objects.filter(pk=version.pk).delete()
    version.refresh_from_db()
    assert (version.name, version.price) == ("Ny arbetsplats", Decimal("1000.00"))


def test_a_draft_is_not_ordered_and_there_is_one_at_a_time():
    made = draft()

    again = editing.draft_of(made.service, by=None, now=MONDAY_NINE)

    assert again.pk == made.pk
    assert not editing.offered().exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceVersion.objects.create(
            service=made.service,
            number=2,
            name="x",
            name_en="x",
            text="x",
            price=1,
            target_hours=1,
            made_at=MONDAY_NINE,
        )
    editing.throw_away(made.service)
    with pytest.raises(editing.NothingToPublish):
        editing.publish(made.service, by=None, now=MONDAY_NINE)


@pytest.mark.parametrize(
    "change", [{"net": 1}, {"unit_net": 1}, {"vat_rate": 6}, {"quantity": 2}, {"position": 9}, {"gross": 9999}]
)
def test_what_was_ordered_stays_as_it_was(change):
    part = part_of(ordered(UserFactory()))

    with pytest.raises(DatabaseError), transaction.atomic():
        ServicePart.objects.filter(pk=part.pk).update(**change)
    with pytest.raises(DatabaseError, match="not deleted"), transaction.atomic():
        ServicePart.objects.filter(pk=part.pk).delete()


def test_the_database_refuses_other_moves():
    user = UserFactory()
    part = part_of(ordered(user, published(approval=Approval.OWNER)))
    life.cancel(part, by=user, now=MONDAY_NINE)

    with pytest.raises(DatabaseError, match="does not become"), transaction.atomic():
        ServicePart.objects.filter(pk=part.pk).update(state="awaiting", cancelled_at=None)


def test_the_target_is_that_of_the_service_whatever_the_priority():
    ticket = part_of(ordered(UserFactory(), published(target_hours=18))).ticket

    assert ticket.solve_due_at == MONDAY_NINE + timedelta(
        days=2
    )  # 8 working hours on Monday, 9 on Tuesday, 1 on Wednesday
    decided = desk.decide(ticket, Rank.P1, reason="Det brinner", now=MONDAY_NINE)
    assert (decided.solve_within, decided.solve_due_at) == (timedelta(hours=18), ticket.solve_due_at)
    assert decided.answer_within == targets.within(Rank.P1)[0]


@pytest.mark.krav("5.2.1")
def test_a_consultant_is_ordered_by_role_and_hours():
    user = UserFactory()
    architect = published("arkitekt", name="Arkitekt", name_en="Architect", kind="consultant", price=Decimal("1350.50"))
    chosen(user, architect, FOUR[:1], hours=40)

    part = part_of(life.place(user, organisation=None, now=MONDAY_NINE))

    assert (part.quantity, part.net, part.gross) == (40, Decimal("54020.00"), Decimal("67525.00"))
    assert "Timmar: 40" in part.ticket.text


# --- approval ---


@pytest.mark.krav("5.1.2.3")
def test_the_administrator_of_the_company_approves_and_others_do_not():
    buyer = MembershipFactory()
    boss = MembershipFactory(organisation=buyer.organisation, role=Role.ADMINISTRATOR)
    other_boss, owner = MembershipFactory(role=Role.ADMINISTRATOR), UserFactory(roles=["Systemägare"])
    order = ordered(buyer.user, published(approval=Approval.ORGANISATION), organisation=buyer.organisation)

    assert {one.state for one in order.parts.all()} == {PartState.AWAITING}
    assert not Ticket.objects.exists()
    assert told(notices.ASKED) == [boss.user.pk]
    for stranger in (buyer.user, other_boss.user, owner):
        with pytest.raises(life.MayNotDecide):
            life.approve(part_of(order), by=stranger, now=MONDAY_NINE)
    assert not Ticket.objects.exists()

    later = MONDAY_NINE + timedelta(hours=2)
    approved = life.approve(part_of(order), by=boss.user, now=later)
    again = life.approve(part_of(order), by=boss.user, now=later)
    assert (approved.state, again.ticket_id, approved.ticket.opened_at) == ("ordered", approved.ticket_id, later)
    assert Event.objects.filter(kind=TICKET_TOLD).count() == 1
    refused = life.refuse(part_of(order, 2), why="Inte i år", by=boss.user, now=later)
    assert (refused.state, refused.why) == ("refused", "Inte i år")
    assert told(notices.REFUSED) == [buyer.user.pk]
    with pytest.raises(life.MoveRefused):
        life.approve(part_of(order, 2), by=boss.user, now=later)
    assert Ticket.objects.count() == 1


def test_an_administrator_needs_nobody_else():
    boss = MembershipFactory(role=Role.ADMINISTRATOR)

    order = ordered(boss.user, published(approval=Approval.ORGANISATION), organisation=boss.organisation)

    assert part_of(order).state == "ordered"
    assert told(notices.ASKED) == []


def test_systemagare_approves_what_is_the_owners_and_what_no_company_can():
    buyer, owner = UserFactory(), UserFactory(roles=["Systemägare"])
    order = ordered(
        buyer,
        published(approval=Approval.OWNER),
        published("konto", approval=Approval.ORGANISATION),
        recipients=FOUR[:1],
    )

    assert rights.waiting_for_owner().count() == 2
    with pytest.raises(life.MayNotDecide):
        life.approve(part_of(order), by=buyer, now=MONDAY_NINE)
    for position in (1, 2):
        life.approve(part_of(order, position), by=owner, now=MONDAY_NINE)
    assert rights.waiting_for_owner().count() == 0
    assert Ticket.objects.count() == 2


def test_a_refusal_without_a_reason_is_none():
    order = ordered(UserFactory(), published(approval=Approval.OWNER))

    with pytest.raises(life.MoveRefused):
        life.refuse(part_of(order), why=" ", by=UserFactory(roles=["Systemägare"]), now=MONDAY_NINE)
    assert part_of(order).state == "awaiting"


# --- cancelling ---


@pytest.mark.krav("5.1.2.2")
@pytest.mark.parametrize(
    ("case", "steps", "can"),
    [
        ("nobody has begun", (), True),
        ("accepted", (desk.accept,), True),
        ("worked on", (desk.accept, desk.work), False),
    ],
)
def test_a_customer_cancels_until_somebody_works_on_it(case, steps, can):
    user = UserFactory()
    part = part_of(ordered(user))
    for step in steps:
        step(part.ticket, now=MONDAY_NINE)

    if can:
        gone = life.cancel(part, why="Ångrade oss", by=user, now=MONDAY_NINE)
        again = life.cancel(part, by=user, now=MONDAY_NINE)
        assert (gone.state, gone.why, again.state) == ("cancelled", "Ångrade oss", "cancelled")
        assert part_of(gone.order).ticket.state == "solved"
        assert part_of(gone.order).ticket.entries.filter(text="Avbeställd: Ångrade oss").count() == 1
    else:
        with pytest.raises(life.MoveRefused):
            life.cancel(part, by=user, now=MONDAY_NINE)
        assert part_of(part.order).state == "ordered"
        assert life.cancel(part, why="Kunden ringde", by=UserFactory(), is_desk=True, now=MONDAY_NINE).cancelled_at


def test_what_is_done_is_cancelled_by_nobody_and_by_no_colleague():
    buyer = MembershipFactory()
    colleague = MembershipFactory(organisation=buyer.organisation)
    order = ordered(buyer.user, organisation=buyer.organisation)
    with pytest.raises(life.MayNotDecide):
        life.cancel(part_of(order), by=colleague.user, now=MONDAY_NINE)

    desk.solve(part_of(order).ticket, "Klart", now=MONDAY_NINE)

    with pytest.raises(life.MoveRefused):
        life.cancel(part_of(order), by=buyer.user, is_desk=True, now=MONDAY_NINE)
    assert part_of(order).state == "ordered"


def test_one_that_waits_for_approval_is_cancelled_and_told_of():
    user = UserFactory()
    order = ordered(user, published(approval=Approval.OWNER), recipients=FOUR[:1])

    life.cancel(part_of(order), by=user, now=MONDAY_NINE)

    assert told(notices.CANCELLED) == [user.pk]
    assert not Ticket.objects.exists()


# --- what changes meanwhile ---


def test_a_service_that_has_a_new_version_or_is_offered_no_more_is_looked_at_again():
    user, version = UserFactory(), published()
    chosen(user, version)
    editing.draft_of(version.service, by=None, now=MONDAY_NINE)
    editing.publish(version.service, by=None, now=MONDAY_NINE)

    with pytest.raises(life.Changed):
        life.place(user, organisation=None, now=MONDAY_NINE)
    assert not ServiceOrder.objects.exists()
    assert ServiceChoice.objects.count() == 1


def test_an_empty_cart_and_an_order_that_is_sent_twice():
    user = UserFactory()
    ordered(user)

    with pytest.raises(life.NothingChosen):
        life.place(user, organisation=None, now=MONDAY_NINE)
    assert ServiceOrder.objects.count() == 1


def test_the_rate_is_that_of_the_day():
    food = published(tax_class="food")

    order = ordered(UserFactory(), food, recipients=FOUR[:1])

    assert part_of(order).vat_rate == vat.rate("food", MONDAY_NINE)


def test_what_is_held_of_a_person_is_told_and_forgotten():
    user, ada = UserFactory(), Person(email="ada@example.com")
    order = ordered(user, recipients=FOUR[:2])
    chosen(user, published("konto"))
    person = Person(email=user.email, user_id=user.pk)

    told = privacy.export(person)
    assert [one["recipient"] for one in told["services"]] == ["Ada", "Bo"]
    assert len(told["services_in_cart"]) == 1
    assert [one["recipient"] for one in privacy.export(ada)["services"]] == ["Ada"]

    assert privacy.forget(ada, timezone.now()) == {"service_parts": 1, "services_in_cart": 0}
    assert privacy.forget(person, timezone.now()) == {"service_parts": 1, "services_in_cart": 1}
    assert privacy.forget(person, timezone.now()) == {"service_parts": 0, "services_in_cart": 0}
    kept = [(one.recipient_name, one.recipient_email, one.net) for one in order.parts.order_by("position")]
    assert kept == [(GONE, "", Decimal("1000.00"))] * 2


def test_the_demo_catalogue_is_made_once_and_can_be_ordered():
    assert create_demo_services(now=MONDAY_NINE) == 7
    assert create_demo_services(now=MONDAY_NINE) == 0

    order = ordered(UserFactory(roles=["Systemägare"]), *editing.offered(), recipients=FOUR[:1])

    assert order.parts.count() == 7
    for version in editing.offered():
        fields.judged(version.fields)
