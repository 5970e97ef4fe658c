"""The life of a service order: place, begin once its goods are paid, approve, refuse, cancel.

Each is one transaction that locks what it changes and tells of it; each may be called twice. A part that is ordered is
a ticket of the desk, and lives on there by `operations.desk.life`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce import together
from commerce.customers.models import User
from commerce.customers.organisations import Organisation
from commerce.orders.models import Order
from operations.desk import life as desk
from operations.desk.models import Impact, Ticket, Urgency
from operations.desk.opening import open_ticket
from operations.desk.states import TicketState
from operations.services import choosing, editing, notices, prices, rights
from operations.services.ordered import MOVES, PartState, ServiceChoice, ServiceOrder, ServicePart

NOT_BEGUN = (TicketState.NEW, TicketState.ACCEPTED)


class NothingChosen(Exception):
    """The cart has no service that can be ordered."""


class Changed(Exception):
    """A service in the cart has a new version, or is offered no more: the customer looks at it again first."""


class MoveRefused(Exception):
    """The part is not where this can be done."""


class MayNotDecide(Exception):
    """Somebody who may not do this with the part."""


def place(
    user: User,
    *,
    organisation: Organisation | None,
    reference: str = "",
    goods: Order | None = None,
    seen: str = "",
    locale: str = "sv",
    now: datetime,
) -> ServiceOrder:
    """Order what is in the user's cart: one part for each service and recipient.

    With `goods` those are ordered that were `seen` (`choosing.named`) and can be as they were chosen, and they wait
    until the goods are paid for; the rest stay in the cart. Without, all are, or Changed is raised. Raises
    NothingChosen; twice at once, the second finds that.
    """
    with transaction.atomic():
        held = list(
            ServiceChoice.objects.select_for_update(of=("self",))
            .filter(user=user)
            .select_related("version__category")
            .order_by("pk")
        )
        standing = set(editing.offered().values_list("pk", flat=True)) if held else set()
        rows = [one for one in held if one.version_id in standing]
        if goods is not None:
            names = seen.split(".")
            rows = [one for one in rows if choosing.name_of(one) in names]
        elif len(rows) < len(held):
            raise Changed
        if not rows:
            raise NothingChosen
        [number] = together.keys("service_order_number")
        order = ServiceOrder.objects.create(
            number=number,
            requester=user,
            organisation=organisation,
            goods=goods,
            reference=reference[:80],
            locale=locale,
            placed_at=now,
        )
        parts = ServicePart.objects.bulk_create(_parts(order, rows, now=now))
        ServiceChoice.objects.filter(pk__in=[one.pk for one in rows]).delete()
        if goods is None or goods.state in (Order.State.CONFIRMED, Order.State.COMPLETED):
            _begin(order, parts, now=now)
        notices.received(order, now=now)
        return order


def begin(order: ServiceOrder, *, now: datetime) -> None:
    """Its goods are paid for: the parts that waited for that go on."""
    with transaction.atomic():
        held = order.parts.select_for_update(of=("self",)).filter(state=PartState.HELD)
        _begin(order, list(held.select_related("version__category").order_by("position")), now=now)


def come_to_nothing(order: ServiceOrder, *, now: datetime) -> None:
    """Its goods were never paid for: the parts that waited for that are cancelled."""
    with transaction.atomic(), override(order.locale):
        for part in order.parts.select_for_update(of=("self",)).filter(state=PartState.HELD).order_by("position"):
            _cancel(part, why=_("The goods in the same cart were not paid for."), now=now)


def approve(part: ServicePart, *, by: User, now: datetime) -> ServicePart:
    """It becomes a ticket, and its clock begins. Raises MayNotDecide, MoveRefused."""
    with _held(part) as row:
        if row.state == PartState.ORDERED:
            return row
        _refuse_stranger(row, by)
        _refuse_other_than(row, PartState.AWAITING)
        row.decided_by, row.decided_at = by, now
        _open(row, by=by, tells=True, now=now)
        return row


def refuse(part: ServicePart, *, why: str, by: User, now: datetime) -> ServicePart:
    """It comes to nothing, and the requester reads why. Raises MayNotDecide, and MoveRefused also without a reason."""
    with _held(part) as row:
        if row.state == PartState.REFUSED:
            return row
        _refuse_stranger(row, by)
        _refuse_other_than(row, PartState.AWAITING)
        if not why.strip():
            raise MoveRefused("no reason is given")
        row.state, row.why = PartState.REFUSED, why.strip()[:300]
        row.decided_by, row.decided_at = by, now
        notices.ended(row, notices.REFUSED, now=now)
        return row


def cancel(part: ServicePart, *, why: str = "", by: User, is_desk: bool = False, now: datetime) -> ServicePart:
    """It is not wanted any more. A customer may until somebody works on it; the desk until it is done.

    Its ticket is solved with the words, so that whoever follows it is told. Raises MayNotDecide, MoveRefused.
    """
    with _held(part) as row:
        if row.state == PartState.CANCELLED:
            return row
        if not is_desk and not rights.may_cancel(row.order, by):
            raise MayNotDecide
        if PartState.CANCELLED not in MOVES[row.state] or not can_be_cancelled(row, is_desk=is_desk):
            raise MoveRefused(f"{row} is {row.state}")
        _cancel(row, why=why, by=by, now=now)
        return row


def can_be_cancelled(part: ServicePart, *, is_desk: bool = False) -> bool:
    """Whether it can, as it stands; its ticket is loaded."""
    if part.state != PartState.ORDERED:
        return PartState.CANCELLED in MOVES[part.state]
    ticket = part.ticket
    return ticket is not None and (not ticket.is_finished if is_desk else ticket.state in NOT_BEGUN)


# --- the steps ---


@contextmanager
def _held(part: ServicePart) -> Iterator[ServicePart]:
    """The part under a lock, and its ticket after it; saved at the end."""
    with transaction.atomic():
        related = ("order__requester", "order__organisation", "version__category")
        row = ServicePart.objects.select_for_update(of=("self",)).select_related(*related).get(pk=part.pk)
        if row.ticket_id is not None:
            row.ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=row.ticket_id)
        yield row
        row.save()


def _parts(order: ServiceOrder, rows: list[ServiceChoice], *, now: datetime) -> list[ServicePart]:
    made = []
    for choice in rows:
        cost = prices.price(choice.version, quantity=choice.hours, now=now)
        for recipient in choice.recipients:
            made.append(
                ServicePart(
                    order=order,
                    position=len(made) + 1,
                    version=choice.version,
                    recipient_name=recipient["name"],
                    recipient_email=recipient["email"],
                    answers=choice.told,
                    unit_net=cost.unit_net,
                    quantity=cost.quantity,
                    vat_rate=cost.rate,
                    net=cost.net,
                    gross=cost.gross,
                    state=PartState.HELD,
                )
            )
    return made


def _begin(order: ServiceOrder, parts: list[ServicePart], *, now: datetime) -> None:
    waits = False
    for part in parts:
        part.order = order
        if rights.needs_approval(part, order.requester):
            part.state, waits = PartState.AWAITING, True
        else:
            _open(part, by=order.requester, tells=False, now=now)
        part.save()
    if waits:
        notices.asked(order, parts, now=now)


def _open(part: ServicePart, *, by: User, tells: bool, now: datetime) -> None:
    """The part becomes a ticket of the desk. `tells`: the requester gets a letter about that; else one tells of all."""
    order, version = part.order, part.version
    with override(order.locale):
        title = _("%(service)s for %(recipient)s") % {"service": version.shown_name, "recipient": part.recipient_name}
        text = _described(part)
    part.ticket = open_ticket(
        kind=Ticket.Kind.ORDER,
        title=title,
        text=text,
        impact=Impact.ONE,
        urgency=Urgency.LATER,
        category=version.category,
        requester=order.requester,
        organisation=order.organisation,
        locale=order.locale,
        by=by,
        solve_within=version.target,
        tells_requester=tells,
        now=now,
    )
    desk.link(
        part.ticket,
        kind="service_order",
        key=str(order.number),
        name=_("Service order %(number)s") % {"number": order.number},
        url=reverse("services_serviceorder_modeladmin_inspect", args=[order.pk]),
        now=now,
    )
    part.state = PartState.ORDERED


def _described(part: ServicePart) -> str:
    lines = [
        _("Service order %(number)s, part %(place)s") % {"number": part.order.number, "place": part.position},
        _("Recipient: %(name)s") % {"name": " ".join(filter(None, [part.recipient_name, part.recipient_email]))},
    ]
    if part.version.is_by_the_hour:
        lines.append(_("Hours: %(hours)s") % {"hours": part.quantity})
    lines += [f"{one['label']}: {one['answer']}" for one in part.answers]
    return "\n".join(lines)


def _cancel(row: ServicePart, *, why: str, by: User | None = None, now: datetime) -> None:
    words = why.strip()[:300]
    row.state, row.cancelled_at, row.why = PartState.CANCELLED, now, words
    if row.ticket is not None and not row.ticket.is_finished:
        with override(row.order.locale):
            told = _("Cancelled: %(why)s") % {"why": words} if words else _("Cancelled")
        desk.solve(row.ticket, told, by=by, now=now)
    else:
        notices.ended(row, notices.CANCELLED, now=now)
    row.save()


def _refuse_stranger(part: ServicePart, by: User) -> None:
    if not rights.may_decide(part, by):
        raise MayNotDecide


def _refuse_other_than(part: ServicePart, state: PartState) -> None:
    if part.state != state:
        raise MoveRefused(f"{part} is {part.state}")
