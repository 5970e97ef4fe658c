"""Answers about personal data: by mail, and then the address is forgotten. A large copy is made here too.

The events name requests by number; the address stands on the request until its answer has gone out.
"""

from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from commerce.events.models import Event
from commerce.privacy import mail, requests, rooms
from commerce.privacy.models import PrivacyRequest


def send_link(event: Event) -> None:
    """Nothing when the link is a day old or has been used up by an erasure."""
    asked = requests.proven(event.subject.removeprefix("privacy-link:"), now=timezone.now())
    if asked is None:
        return
    person = rooms.of_address(asked.email)
    is_held = person.user_id is not None or bool(rooms.counts(person))
    mail.link(asked, person, is_held=is_held, message_key=_key(event)).send()


def make_copy(event: Event) -> None:
    requests.make_copy(event.payload["request"], now=timezone.now())


def send_copy(event: Event) -> None:
    _send(event, mail.copy_made)


def send_postponed(event: Event) -> None:
    """Nothing when it has been done meanwhile: then that is told."""
    _send(event, mail.postponed, states=[PrivacyRequest.State.WAITING])


def send_erased(event: Event) -> None:
    _send(event, mail.erased)


def send_refused(event: Event) -> None:
    _send(event, mail.refused)


def _send(event: Event, make: Callable[..., EmailMultiAlternatives], states: list[str] | None = None) -> None:
    request = PrivacyRequest.objects.defer("archive").filter(pk=event.payload["request"]).first()
    if request is None or not request.email or (states and request.state not in states):
        return
    make(request, message_key=_key(event)).send()
    requests.answer_mailed(request.pk)


def _key(event: Event) -> str:
    return f"event-{event.pk}"
