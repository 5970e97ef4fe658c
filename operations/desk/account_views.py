"""Tickets on the account pages: one's own and those of one's company. Others' are not found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.customers.shopper import organisation_of
from operations.desk import files, life, log
from operations.desk.account_forms import AnswerForm, NewTicketForm
from operations.desk.models import Attachment, Ticket
from operations.desk.opening import open_ticket
from operations.desk.states import MoveRefused
from operations.desk.words import told

MOST = 200
ASK = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
def tickets(request: HttpRequest) -> HttpResponse:
    rows = _seen(request).select_related("requester").order_by("-opened_at")[:MOST]
    return render(request, "account/tickets/tickets.html", {"rows": rows})


@require_http_methods(ASK)
@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    form = NewTicketForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        file, now = said.pop("file"), timezone.now()
        ticket = open_ticket(
            **said,
            requester=request.user,  # type: ignore[arg-type]
            organisation=organisation_of(request.user),
            locale=get_language() or "sv",
            now=now,
        )
        if file:
            files.attach(ticket, *file, by=request.user, from_customer=True, now=now)  # type: ignore[arg-type]
        messages.success(request, _("We have your ticket, number %(number)s.") % {"number": ticket})
        return redirect("ticket", number=ticket.number)
    return render(request, "account/tickets/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(ASK)
@never_cache
@login_required
def one(request: HttpRequest, number: int) -> HttpResponse:
    """What has happened, and an answer to it."""
    ticket = get_object_or_404(_seen(request).select_related("category", "requester"), number=number)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        _answer(request, ticket, form)
        return redirect("ticket", number=number)
    entries = ticket.entries.filter(is_internal=False).select_related("by", "attachment").order_by("pk")
    context = {
        "ticket": ticket,
        "entries": told(entries),
        "form": form,
        "can_answer": ticket.state != Ticket.State.CLOSED,
        "is_following": ticket.subscriptions.filter(user=request.user.pk).exists(),
    }
    return render(request, "account/tickets/ticket.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@login_required
def follow(request: HttpRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(_seen(request), number=number)
    if request.POST.get("follow") == "yes":
        log.follow(ticket, request.user, locale=get_language() or "sv", is_staff=False)  # type: ignore[arg-type]
        messages.success(request, _("You will be told of what happens to ticket %(number)s.") % {"number": ticket})
    else:
        log.unfollow(ticket, request.user)  # type: ignore[arg-type]
        messages.success(request, _("You are no longer told of ticket %(number)s.") % {"number": ticket})
    return redirect("ticket", number=number)


@require_safe
@never_cache
@login_required
def file(request: HttpRequest, number: int, pk: int) -> FileResponse:
    ticket = get_object_or_404(_seen(request), number=number)
    return sent(get_object_or_404(Attachment, pk=pk, entry__ticket=ticket, entry__is_internal=False))


def sent(attachment: Attachment) -> FileResponse:
    """The file to save, never to be shown by the browser as a page of the shop."""
    answer = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _seen(request: HttpRequest):
    """The tickets that the customer may see."""
    organisation = organisation_of(request.user)
    mine = Q(requester=request.user.pk)
    return Ticket.objects.filter(mine | Q(organisation=organisation) if organisation else mine)


def _answer(request: HttpRequest, ticket: Ticket, form: AnswerForm) -> None:
    now, said = timezone.now(), form.cleaned_data
    by = request.user
    try:
        if said["text"].strip():
            life.comment(ticket, said["text"], by=by, from_customer=True, now=now)  # type: ignore[arg-type]
        if said["file"]:
            files.attach(ticket, *said["file"], by=by, from_customer=True, now=now)  # type: ignore[arg-type]
        messages.success(request, _("Your answer is in the ticket."))
    except MoveRefused:
        messages.error(request, _("The ticket is closed. Open a new one if there is more to say."))
