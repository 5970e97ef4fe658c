"""What the desk holds about a person: tickets asked for, words and files sent, what is followed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from commerce.customers.person import GONE, Person, Room
from operations.desk.models import Attachment, Entry, Subscription, Ticket, Watcher

ERASED = "*"  # the only words that the log's trigger lets stand instead of others


def export(person: Person) -> Mapping[str, Any]:
    return {
        "tickets": [
            {
                "number": one.number,
                "title": one.title,
                "text": one.text,
                "opened_at": one.opened_at,
                "entries": [
                    {"at": entry.at, "kind": entry.kind, "text": entry.text}
                    for entry in one.entries.filter(is_internal=False).order_by("pk")
                ],
            }
            for one in _own(person).order_by("pk")
        ]
    }


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    """The tickets stay as figures; their words, files and names go."""
    own = list(_own(person).values_list("pk", flat=True))
    said = Entry.objects.filter(_said_by(person) | Q(ticket__in=own)).exclude(text="", by_name="").exclude(text=ERASED)
    files = Attachment.objects.filter(entry__in=Entry.objects.filter(_said_by(person) | Q(ticket__in=own)))
    for one in files:
        one.file.delete(save=False)
        Attachment.objects.filter(pk=one.pk).update(name=GONE, file="")
    counts = {
        "ticket_entries": said.update(text=ERASED, by_name="", after=""),
        "ticket_files": len(files),
        "tickets": Ticket.objects.filter(pk__in=own)
        .exclude(title=GONE)
        .update(title=GONE, text="", sender_name="", sender_email=""),
    }
    followed = Q(email__iexact=person.email)
    if person.user_id is not None:
        followed |= Q(user=person.user_id)
        Watcher.objects.filter(user=person.user_id).delete()
    return {**counts, "ticket_followers": Subscription.objects.filter(followed).delete()[0]}


def _own(person: Person):
    own = Q(sender_email__iexact=person.email)
    return Ticket.objects.filter(own | Q(requester=person.user_id) if person.user_id is not None else own)


def _said_by(person: Person) -> Q:
    said = Q(by_name__iexact=person.email)
    return said | Q(by=person.user_id) if person.user_id is not None else said


ROOM = Room(
    title=gettext_lazy("Tickets"),
    export=export,
    forget=forget,
    goes=(gettext_lazy("The words, files and names of your tickets with our service desk."),),
)
