"""The desk's work with a ticket in the admin: each checks the permission, asks with a form, makes one call, answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from commerce.customers.models import User
from operations.desk import files, life, linking, log
from operations.desk.account_views import sent
from operations.desk.forms import AssignForm, AttachForm, CommentForm, DecideForm, SayForm, TieForm, WeighForm
from operations.desk.models import Attachment, Ticket, Watcher
from operations.desk.states import MOVES, MoveRefused, TicketState
from operations.desk.words import answer_words, priority_chip, solve_words, state_chip, told

MAY_SEE, MAY_HANDLE, MAY_DECIDE = "desk.view_ticket", "desk.change_ticket", "desk.decide_priority"
STEPS: dict[str, Callable[..., Ticket]] = {"accept": life.accept, "work": life.work, "close": life.close}
SAID: dict[str, Callable[..., Ticket]] = {"wait": life.wait, "solve": life.solve, "reopen": life.reopen}


@require_POST
def step(request: HttpRequest, ticket_id: int, name: str) -> HttpResponse:
    """Accept it, begin to work on it, or close it."""
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    if name not in STEPS:
        raise Http404
    try:
        STEPS[name](ticket, by=_user(request), now=timezone.now())
        messages.success(request, _("Ticket %(number)s is saved.") % {"number": ticket})
    except MoveRefused:
        messages.error(request, _("Ticket %(number)s has changed meanwhile.") % {"number": ticket})
    return _to(ticket)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, ticket_id: int, name: str) -> HttpResponse:
    """Wait for the requester, solve it, or open it again: each with words that the requester reads."""
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    if name not in SAID:
        raise Http404
    title = {"wait": _("Ask the requester"), "solve": _("Solve the ticket"), "reopen": _("Open it again")}[name]
    about = {
        "wait": _("The clock stands still until the answer comes."),
        "solve": _("Say what was done. The requester is told, and can open the ticket again."),
        "reopen": _("Say why it was not solved. The clock goes on from where it stood."),
    }[name]
    return _ask(request, ticket, SayForm(request.POST or None), SAID[name], title=title, about=about)


@require_POST
def comment(request: HttpRequest, ticket_id: int) -> HttpResponse:
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    form = CommentForm(request.POST)
    if form.is_valid() and form.cleaned_data["text"].strip():
        said = form.cleaned_data
        life.comment(ticket, said["text"], by=_user(request), public=said["is_public"], now=timezone.now())
        messages.success(request, _("The comment is saved."))
    else:
        messages.error(request, _("The comment was empty or too long."))
    return _to(ticket)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, ticket_id: int) -> HttpResponse:
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    form = AssignForm(request.POST or None, initial={"to": ticket.assigned_to_id})
    return _ask(request, ticket, form, life.assign, title=_("Who handles it"))


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, ticket_id: int) -> HttpResponse:
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    form = WeighForm(request.POST or None, initial={"impact": ticket.impact, "urgency": ticket.urgency})
    about = _("The matrix proposes a priority from the two.")
    return _ask(request, ticket, form, life.weigh, title=_("Impact and urgency"), about=about)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, ticket_id: int) -> HttpResponse:
    ticket = _ticket(request, ticket_id, MAY_DECIDE)
    form = DecideForm(request.POST or None, initial={"priority": ticket.priority, "reason": ticket.priority_reason})
    about = _("The matrix proposes %(priority)s. What you decide counts.") % {
        "priority": ticket.get_proposed_display()  # type: ignore[attr-defined]
    }
    return _ask(request, ticket, form, life.decide, title=_("Decide the priority"), about=about)


@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Attach a file, for the requester or for staff alone."""
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    form = AttachForm(request.POST or None, request.FILES or None)
    return _ask(request, ticket, form, _attach, title=_("Attach a file"))


@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Tie it to an order, a parcel, another ticket, or what other rooms have."""
    ticket = _ticket(request, ticket_id, MAY_HANDLE)
    form = TieForm(request.POST or None)
    about = _("It stands on the ticket's page with a link. The requester does not see it.")
    return _ask(request, ticket, form, linking.tie, title=_("What it belongs to"), about=about)


@require_safe
def file(request: HttpRequest, ticket_id: int, pk: int) -> FileResponse:
    ticket = _ticket(request, ticket_id, MAY_SEE)
    return sent(get_object_or_404(Attachment, pk=pk, entry__ticket=ticket))


@require_POST
def watch(request: HttpRequest) -> HttpResponse:
    """Be told of every new ticket, or no longer."""
    user = _user(request)
    if not user.has_perm(MAY_SEE):
        raise Http404
    if request.POST.get("watch") == "yes":
        Watcher.objects.get_or_create(user=user)
        messages.success(request, _("You will be told of every new ticket."))
    else:
        Watcher.objects.filter(user=user).delete()
        messages.success(request, _("You are no longer told of new tickets."))
    return redirect("desk_ticket_modeladmin_index")


@require_POST
def follow(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Be told of what happens to it, or no longer."""
    ticket = _ticket(request, ticket_id, MAY_SEE)
    user = _user(request)
    if request.POST.get("follow") == "yes":
        log.follow(ticket, user, is_staff=True)
        messages.success(request, _("You will be told of what happens to ticket %(number)s.") % {"number": ticket})
    else:
        log.unfollow(ticket, user)
        messages.success(request, _("You are no longer told of ticket %(number)s.") % {"number": ticket})
    return _to(ticket)


def on_ticket(ticket: Ticket, user: User) -> dict[str, Any]:
    """What the ticket's page shows, and what may be done there."""
    now = timezone.now()
    may_handle = user.has_perm(MAY_HANDLE)
    onward = MOVES[ticket.state] if may_handle else ()
    followers = list(ticket.subscriptions.select_related("user").order_by("pk"))
    return {
        "chips": [priority_chip(ticket), state_chip(ticket)],
        "entries": told(ticket.entries.select_related("by", "attachment").order_by("-pk")),
        "answer": answer_words(ticket, now),
        "is_answer_late": ticket.is_answer_late(now),
        "solving": solve_words(ticket, now),
        "is_solving_late": ticket.is_solving_late(now),
        "ties": list(ticket.links.order_by("kind", "name")),
        "followers": followers,
        "is_watching": Watcher.objects.filter(user=user).exists(),
        "is_following": any(one.user_id == user.pk for one in followers),
        "comment_form": CommentForm() if may_handle else None,
        "may_handle": may_handle,
        "may_decide": user.has_perm(MAY_DECIDE),
        "can_accept": TicketState.ACCEPTED in onward,
        "can_work": TicketState.WORKING in onward and not ticket.is_finished,
        "can_wait": TicketState.WAITING in onward,
        "can_solve": TicketState.SOLVED in onward,
        "can_close": TicketState.CLOSED in onward,
        "can_reopen": TicketState.WORKING in onward and ticket.is_finished,
    }


def addresses() -> list[URLPattern]:
    base = "desk/ticket/<int:ticket_id>"
    return [
        path(f"{base}/step/<slug:name>/", step, name="ticket_step"),
        path(f"{base}/say/<slug:name>/", say, name="ticket_say"),
        path(f"{base}/comment/", comment, name="ticket_comment"),
        path(f"{base}/assign/", assign, name="ticket_assign"),
        path(f"{base}/weigh/", weigh, name="ticket_weigh"),
        path(f"{base}/decide/", decide, name="ticket_decide"),
        path(f"{base}/follow/", follow, name="ticket_follow"),
        path(f"{base}/tie/", tie, name="ticket_tie"),
        path(f"{base}/file/", add_file, name="ticket_attach"),
        path(f"{base}/file/<int:pk>/", file, name="ticket_attachment"),
        path("desk/watch/", watch, name="tickets_watch"),
    ]


def _ask(
    request: HttpRequest, ticket: Ticket, form: forms.Form, do: Callable[..., Any], *, title: str, about: str = ""
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do(ticket, **form.cleaned_data, by=_user(request), now=timezone.now())
        except MoveRefused:
            form.add_error(None, _("The ticket has changed meanwhile. Look at it again."))
        except linking.NotFound:
            form.add_error("key", _("There is no such thing."))
        except life.WordsNeeded:
            form.add_error(None, _("Something must be said."))
        else:
            messages.success(request, _("Ticket %(number)s is saved.") % {"number": ticket})
            return _to(ticket)
    address = reverse("desk_ticket_modeladmin_inspect", args=[ticket.pk])
    context = {
        "form": form,
        "title": title,
        "about": about,
        "back_url": address,
        "breadcrumbs_items": [
            {"url": reverse("desk_ticket_modeladmin_index"), "label": _("Tickets")},
            {"url": address, "label": _("Ticket %(number)s") % {"number": ticket}},
            {"url": "", "label": title},
        ],
        "page_title": title,
        "header_title": title,
        "header_icon": "help",
    }
    return render(request, "modeladmin/desk/ask.html", context, status=422 if form.errors else 200)


def _ticket(request: HttpRequest, ticket_id: int, permission: str) -> Ticket:
    """404 for one who may see no tickets, 403 for one who may see them and no more."""
    user = _user(request)
    if not user.has_perm(MAY_SEE):
        raise Http404
    if not user.has_perm(permission):
        raise PermissionDenied
    return get_object_or_404(Ticket, pk=ticket_id)


def _attach(ticket: Ticket, *, file: tuple[str, bytes], is_internal: bool, by: User, now: datetime) -> None:
    files.attach(ticket, *file, by=by, internal=is_internal, now=now)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


def _to(ticket: Ticket) -> HttpResponse:
    return redirect("desk_ticket_modeladmin_inspect", ticket.pk)
