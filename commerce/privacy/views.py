"""What the shop holds about somebody: told, handed over, forgotten. By an account, or a link that proves an address.

Nobody learns here whether an address is known: the answer is the same, and the mail goes to the address itself.
"""

import uuid
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.customers.limits import is_within
from commerce.customers.models import User
from commerce.customers.person import Person
from commerce.privacy import requests, rooms
from commerce.privacy.forms import AddressForm, EraseForm
from commerce.privacy.models import PrivacyRequest

HOUR = 3600
LINKS_FOR_SENDER, LINKS_FOR_ADDRESS, COPIES_FOR_PERSON = 10, 3, 6
Channel = PrivacyRequest.Channel


# --- with an account ---


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What is held, and the two ways from here."""
    person = rooms.of_user(_user(request))
    waiting = PrivacyRequest.objects.filter(user=_user(request), state="waiting").order_by("pk")
    copies = PrivacyRequest.objects.filter(user=_user(request), archive_until__gt=timezone.now()).defer("archive")
    context = {**_held(person), "waiting": waiting, "copies": copies.order_by("pk")}
    return render(request, "privacy/account.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def account_copy(request: HttpRequest) -> HttpResponse:
    """The copy as a file, or the promise of one when it is large. Who has given the password comes without a form."""
    if request.method != "POST":
        messages.info(request, _("Now we know that it is you. Fetch the copy."))
        return redirect("privacy_account")
    person = rooms.of_user(_user(request))
    if rooms.is_small(person):
        return _hand_over(request, person, Channel.ACCOUNT) or redirect("privacy_account")
    requests.ask_copy(person, channel=Channel.ACCOUNT, locale=get_language(), now=timezone.now())
    messages.success(request, _("The copy is being made. You get a mail when you can fetch it here."))
    return redirect("privacy_account")


@never_cache
@login_required
@require_safe
@reauthentication_required
def account_fetch(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """A copy that the worker has made, for the one it is about."""
    made = get_object_or_404(
        PrivacyRequest, token=token, user=_user(request), archive_until__gt=timezone.now(), archive__isnull=False
    )
    return _file(bytes(made.archive or b""))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def account_erase(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why; then a yes by hand."""
    person = rooms.of_user(_user(request))
    answer = _ask_erasure(request, person, Channel.ACCOUNT)
    if isinstance(answer, HttpResponse):
        return answer
    if answer.state == PrivacyRequest.State.ANSWERED:
        logout(request)
    return redirect("privacy_outcome", token=answer.token)


# --- without one ---


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Asks for an address, and has a link mailed to it."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        is_ours_to_send = is_within(request, "privacy", most=LINKS_FOR_SENDER, seconds=HOUR) and is_within(
            request, "privacy_address", most=LINKS_FOR_ADDRESS, seconds=HOUR, of=email.casefold()
        )
        if is_ours_to_send:
            requests.ask_link(email, locale=get_language(), now=timezone.now())
        return render(request, "privacy/link_sent.html", {"email": email})
    return render(request, "privacy/start.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def by_link(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    person = _proven(token)
    if person is None:
        return render(request, "privacy/link_over.html", status=410)
    return render(request, "privacy/by_link.html", {**_held(person), "token": token})


@never_cache
@require_POST
def link_copy(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    person = _proven(token)
    if person is None:
        return render(request, "privacy/link_over.html", status=410)
    return _hand_over(request, person, Channel.LINK) or redirect("privacy_by_link", token=token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_erase(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    person = _proven(token)
    if person is None:
        return render(request, "privacy/link_over.html", status=410)
    answer = _ask_erasure(request, person, Channel.LINK)
    return answer if isinstance(answer, HttpResponse) else redirect("privacy_outcome", token=answer.token)


@never_cache
@require_safe
def outcome(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """What was answered. It names nobody, so the address alone is enough to see it."""
    answered = get_object_or_404(PrivacyRequest.objects.defer("archive"), token=token, kind="erasure")
    return render(request, "privacy/outcome.html", {"answered": answered, "stays": rooms.stays()})


# --- the steps ---


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _proven(token: uuid.UUID) -> Person | None:
    """The guest whose address the link proves; one with an account logs in instead."""
    link = requests.proven(token, now=timezone.now())
    person = rooms.of_address(link.email) if link else None
    return person if person and person.user_id is None else None


def _held(person: Person) -> dict[str, Any]:
    return {"person": person, "held": rooms.counts(person), "is_small": rooms.is_small(person)}


def _hand_over(request: HttpRequest, person: Person, channel: str) -> HttpResponse | None:
    """The file; None, with words, for one who has fetched it too often in an hour."""
    if not is_within(request, "privacy_copy", most=COPIES_FOR_PERSON, seconds=HOUR, of=person.email.casefold()):
        messages.error(request, _("You have fetched your copy several times in the last hour. Try again in a while."))
        return None
    return _file(requests.copied(person, channel=channel, locale=get_language(), now=timezone.now()))


def _file(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="mina-uppgifter.zip"'
    return response


def _ask_erasure(request: HttpRequest, person: Person, channel: str) -> PrivacyRequest | HttpResponse:
    form = EraseForm(request.POST or None, email=person.email)
    if request.method == "POST" and form.is_valid():
        return requests.ask_erasure(person, channel=channel, locale=get_language(), now=timezone.now())
    context = {
        **_held(person),
        "form": form,
        "blocks": rooms.blocks(person, now=timezone.now()),
        "goes": rooms.goes(),
        "stays": rooms.stays(),
    }
    return render(request, "privacy/erase.html", context, status=422 if form.errors else 200)
