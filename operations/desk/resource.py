"""Tickets over the API: listed, read, opened, commented. An organisation sees its own; nobody reads internal comments.

Plugged in by `settings.API_RESOURCES`: the API knows no room above it.
"""

from typing import Any, Literal

import pydantic
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from ninja import Router, Schema

from integrations.api import negotiation
from integrations.api.caller import Caller, call_of, caller_of
from integrations.api.days import Day
from integrations.api.listing import lists
from integrations.api.operations import operation
from integrations.api.problems import Problem
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, during
from operations.desk import life
from operations.desk.models import MOST_TEXT, MOST_TITLE, Entry, Impact, Ticket, TicketCategory, Urgency
from operations.desk.opening import open_ticket
from operations.desk.states import MoveRefused, TicketState

router = Router(tags=["tickets"])
LARGEST_NUMBER = 2**63 - 1
MOST_EVENTS = 500
KINDS: Any = Literal[tuple(Ticket.Kind.values)]  # type: ignore[valid-type]
STATES: Any = Literal[tuple(TicketState.values)]  # type: ignore[valid-type]  # an enum's name is another's too


class Tickets(Queried):
    """Tickets as rows, narrowed by their kind, their state and when they were opened."""

    code, title, short = "tickets", gettext_lazy("Tickets"), gettext_lazy("Tickets")
    permission = "desk.view_ticket"
    fields = (
        Field(code="number", name=gettext_lazy("Number"), source="number", of=Of.INTEGER, is_key=True),
        Field(code="kind", name=gettext_lazy("Kind"), source="kind"),
        Field(code="title", name=gettext_lazy("What it is about"), source="title"),
        Field(
            code="category",
            name=pgettext_lazy("ticket", "Category"),
            source="category__name",
        ),
        Field(code="state", name=gettext_lazy("State"), source="state"),
        Field(code="priority", name=gettext_lazy("Priority"), source="priority", of=Of.INTEGER),
        Field(code="impact", name=gettext_lazy("Impact"), source="impact", of=Of.INTEGER),
        Field(code="urgency", name=gettext_lazy("Urgency"), source="urgency", of=Of.INTEGER),
        Field(code="requester", name=gettext_lazy("Requester"), source="requester__email"),
        Field(code="organisation", name=gettext_lazy("Organisation"), source="organisation__name"),
        Field(code="opened_at", name=gettext_lazy("Opened"), source="opened_at", of=Of.DATETIME),
        Field(code="changed_at", name=gettext_lazy("Last changed"), source="changed_at", of=Of.DATETIME),
        Field(code="due_at", name=gettext_lazy("To be solved"), source="solve_due_at", of=Of.DATETIME),
        Field(code="solved_at", name=gettext_lazy("Solved"), source="solved_at", of=Of.DATETIME),
        Field(code="closed_at", name=gettext_lazy("Closed"), source="closed_at", of=Of.DATETIME),
    )
    filters = (
        Filter(code="kind", name=gettext_lazy("Kind")),
        Filter(code="state", name=gettext_lazy("State")),
        Filter(code="since", name=gettext_lazy("From and including")),
        Filter(code="until", name=gettext_lazy("Until and including")),
    )

    def query(self, chosen: Filters, *, now) -> QuerySet:
        found = Ticket.objects.filter(**during(chosen, "opened_at")).order_by("pk")
        return found.filter(**{code: chosen[code] for code in ("kind", "state") if chosen.get(code)})


class Strict(Schema):
    model_config = pydantic.ConfigDict(extra="forbid")


class TicketIn(Strict):
    kind: KINDS = Ticket.Kind.QUESTION.value
    title: str = pydantic.Field(min_length=1, max_length=MOST_TITLE)
    text: str = pydantic.Field(default="", max_length=MOST_TEXT)
    category: str = pydantic.Field(min_length=1, max_length=80, description="By its Swedish name")
    impact: int = pydantic.Field(default=Impact.ONE.value, ge=1, le=4, description="1 is the whole business")
    urgency: int = pydantic.Field(default=Urgency.LATER.value, ge=1, le=4, description="1 is at once")


class CommentIn(Strict):
    text: str = pydantic.Field(min_length=1, max_length=MOST_TEXT)


class EventOut(Schema):
    at: str
    kind: str
    by: str
    before: str
    after: str
    text: str


class TicketOut(Schema):
    number: int
    kind: str
    title: str
    text: str
    category: str | None
    state: str
    priority: int
    impact: int
    urgency: int
    requester: str | None
    organisation: str | None
    opened_at: str
    changed_at: str
    due_at: str | None
    solved_at: str | None
    closed_at: str | None
    events: list[EventOut]


def _own(caller: Caller) -> Q:
    return Q(organisation=caller.organisation) if caller.organisation else Q()


KIND = Tickets()
lists(
    router,
    Noun(
        name="tickets",
        kind=KIND,
        of=lambda caller: Part(KIND, _own(caller)),
        codes=KIND.codes,
        paged_by=("pk",),
    ),
    scope=Scope.READ_TICKETS,
    summary=gettext_lazy("Tickets of the service desk"),
    filters={"kind": KINDS, "state": STATES, "since": Day, "until": Day},
)


@operation(
    router,
    "GET",
    "/tickets/{int:number}",
    name="read_ticket",
    scope=Scope.READ_TICKETS,
    response=TicketOut,
    summary=gettext_lazy("One ticket, with what happened to it"),
    refuses=(404,),
)
def read_ticket(request: HttpRequest, number: int) -> HttpResponse:
    return negotiation.answer(request, _told(_found(caller_of(request), number)), root="ticket")


@operation(
    router,
    "POST",
    "/tickets",
    name="open_ticket",
    scope=Scope.WRITE_TICKETS,
    response=TicketOut,
    summary=gettext_lazy("Open a ticket"),
    answers=201,
    refuses=(409,),
)
def new_ticket(request: HttpRequest, wanted: TicketIn) -> HttpResponse:
    """In the name of whom the token acts for; one that acts for nobody opens it in its own."""
    caller, category = caller_of(request), _category(wanted.category)
    if not wanted.title.strip():
        raise _empty("/title")
    user = caller.user
    ticket = open_ticket(
        kind=wanted.kind,
        title=wanted.title,
        text=wanted.text,
        impact=wanted.impact,
        urgency=wanted.urgency,
        category=category,
        requester=user,
        organisation=caller.organisation or _organisation(caller),
        sender_name="" if user else caller.token.name,
        locale=get_language() or "sv",
        now=caller.now,
    )
    call_of(request).subject = ticket.subject
    response = negotiation.answer(request, _told(ticket), status=201, root="ticket")
    response.headers["Location"] = f"/api/v1/tickets/{ticket.number}"
    return response


@operation(
    router,
    "POST",
    "/tickets/{int:number}/comments",
    name="comment_on_ticket",
    scope=Scope.WRITE_TICKETS,
    response=TicketOut,
    summary=gettext_lazy("Say something of a ticket, to all who follow it"),
    answers=201,
    refuses=(404, 409),
)
def comment_on_ticket(request: HttpRequest, number: int, said: CommentIn) -> HttpResponse:
    """An organisation answers as a customer does: a ticket that waited goes on. A system's words are the desk's."""
    caller = caller_of(request)
    ticket = _found(caller, number)
    try:
        life.comment(
            ticket,
            said.text,
            by=caller.user,
            by_name="" if caller.user else caller.token.name,
            public=True,
            from_customer=caller.organisation is not None,
            now=caller.now,
        )
    except life.WordsNeeded as refusal:
        raise Problem(
            "invalid", errors=[{"pointer": "/text", "code": "blank", "detail": _("It is empty.")}]
        ) from refusal
    except MoveRefused as refusal:
        raise Problem("conflict", _("The ticket is closed. Open a new one if there is more to say.")) from refusal
    call_of(request).subject = ticket.subject
    return negotiation.answer(request, _told(_found(caller, number)), status=201, root="ticket")


# --- the steps ---


def _found(caller: Caller, number: int) -> Ticket:
    """Raises Problem for one that is not there, or somebody else's."""
    rows = Ticket.objects.filter(_own(caller)).select_related("category", "requester", "organisation")
    found = rows.filter(number=number).first() if number <= LARGEST_NUMBER else None
    if found is None:
        raise Problem("not-found")
    return found


def _empty(pointer: str) -> Problem:
    return Problem("invalid", errors=[{"pointer": pointer, "code": "blank", "detail": _("It is empty.")}])


def _category(name: str) -> TicketCategory:
    found = TicketCategory.objects.filter(name=name, is_offered=True).first()
    if found is None:
        raise Problem("conflict", _("There is no such category."))
    return found


def _organisation(caller: Caller):
    """That of the person for whom a system's token acts."""
    is_member = caller.user is not None and caller.shopper.organisation is not None
    return caller.user.membership.organisation if is_member else None  # type: ignore[union-attr]


def _told(ticket: Ticket) -> dict[str, Any]:
    rows = ticket.entries.filter(is_internal=False).select_related("by").order_by("pk")[:MOST_EVENTS]
    return {
        "number": ticket.number,
        "kind": str(ticket.kind),
        "title": ticket.title,
        "text": ticket.text,
        "category": ticket.category.name if ticket.category else None,
        "state": str(ticket.state),
        "priority": int(ticket.priority),
        "impact": int(ticket.impact),
        "urgency": int(ticket.urgency),
        "requester": ticket.requester.email if ticket.requester else None,
        "organisation": ticket.organisation.name if ticket.organisation else None,
        "opened_at": ticket.opened_at,
        "changed_at": ticket.changed_at,
        "due_at": ticket.solve_due_at,
        "solved_at": ticket.solved_at,
        "closed_at": ticket.closed_at,
        "events": [_event(one) for one in rows],
    }


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "kind": str(entry.kind),
        "by": str(entry.by) if entry.by else entry.by_name,
        "before": entry.before,
        "after": entry.after,
        "text": entry.text,
    }
