"""What happened to a ticket, written as an entry in the transaction of the change."""

from datetime import datetime

from commerce.customers.models import User
from operations.desk.models import Entry, Subscription, Ticket


def write(
    ticket: Ticket,
    kind: Entry.Kind,
    *,
    by: User | None,
    now: datetime,
    by_name: str = "",
    before: str = "",
    after: str = "",
    text: str = "",
    is_internal: bool = False,
) -> Entry:
    """Add an entry to a ticket that the caller holds locked, or has just made."""
    return Entry.objects.create(
        ticket=ticket,
        kind=kind,
        at=now,
        by=by,
        by_name=by_name,
        before=before,
        after=after,
        text=text,
        is_internal=is_internal,
    )


def follow(ticket: Ticket, user: User, *, locale: str = "sv", is_staff: bool) -> None:
    """Let a user be told of what happens from now on. Twice is as once."""
    Subscription.objects.get_or_create(ticket=ticket, user=user, defaults={"locale": locale, "is_staff": is_staff})


def follow_by_mail(ticket: Ticket, email: str, *, locale: str = "sv") -> None:
    """Let an address without an account be told. Twice is as once."""
    Subscription.objects.get_or_create(ticket=ticket, email=email.lower(), defaults={"locale": locale})


def unfollow(ticket: Ticket, user: User) -> None:
    Subscription.objects.filter(ticket=ticket, user=user).delete()
