"""What happened to a ticket, written as an entry in the transaction of the change; and who is told of it."""

from datetime import datetime

from commerce.customers.models import User
from commerce.events.log import publish_each
from operations.desk.models import Entry, Notice, Subscription, Ticket, Watcher

TOLD = "ticket.told"
SILENT = (Entry.Kind.LINK,)


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
    """Add an entry to a ticket that the caller holds locked, or has just made, and have each follower told once."""
    entry = Entry.objects.create(
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
    if kind not in SILENT:
        _tell(entry)
    return entry


def _tell(entry: Entry) -> None:
    """One event for each follower, so that a mail that fails is tried again alone. What is internal goes to staff."""
    followers = Subscription.objects.filter(ticket=entry.ticket_id)
    if entry.is_internal:
        followers = followers.filter(is_staff=True)
    notices = Notice.objects.bulk_create(Notice(entry=entry, subscription=one) for one in followers.order_by("pk"))
    publish_each([(TOLD, entry.ticket.subject, {"notice": one.pk}) for one in notices], at=entry.at)


def follow(ticket: Ticket, user: User, *, locale: str = "sv", is_staff: bool) -> None:
    """Let a user be told of what happens from now on. Twice is as once."""
    Subscription.objects.get_or_create(ticket=ticket, user=user, defaults={"locale": locale, "is_staff": is_staff})


def follow_by_mail(ticket: Ticket, email: str, *, locale: str = "sv") -> None:
    """Let an address without an account be told. Twice is as once."""
    Subscription.objects.get_or_create(ticket=ticket, email=email.lower(), defaults={"locale": locale})


def begin_following(ticket: Ticket) -> None:
    """Those who follow every ticket follow this one."""
    for watcher in Watcher.objects.filter(user__is_active=True).select_related("user"):
        follow(ticket, watcher.user, is_staff=True)


def unfollow(ticket: Ticket, user: User) -> None:
    Subscription.objects.filter(ticket=ticket, user=user).delete()
