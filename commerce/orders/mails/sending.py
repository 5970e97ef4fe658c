"""Mails about orders go out: by an event, once each, and again when somebody asks. What went where is kept.

A mail is sent outside any transaction. A worker that dies between the sending and the row sends it again, with the
same Message-ID: for who receives it that is one mail.
"""

import smtplib
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from commerce.events.log import publish
from commerce.events.models import Event
from commerce.orders.mails.kinds import KINDS, Kind
from commerce.orders.mails.models import SentMail
from commerce.orders.models import Order

ASKED_AGAIN = "mail.asked_again"
FOR_GOOD = 500  # from here on a mail server's answer is final


class Undeliverable(Exception):
    """The mail will never reach this address, or there is nothing to make it of. The words name no person."""


def order_of(event: Event) -> Order:
    number = event.subject.removeprefix("order:")
    order = Order.objects.filter(number=number).first()
    if order is None:
        raise Undeliverable(f"There is no order {number}.")
    return order


def send(code: str, event: Event, *, now: datetime) -> None:
    """Send what an event is told by, unless it is no longer true or has gone out. Raises Undeliverable."""
    kind, order = KINDS[code], order_of(event)
    if not kind.stands(order, event):
        return
    made = kind.make(order, event, f"event-{event.pk}")
    if code == "approval_asked" and not made:
        raise Undeliverable(f"Nobody may approve order {order.number}.")
    for one in made:
        if not any(one.to):  # the person is forgotten
            continue
        _post(_row(kind, order, event, one, now=now), one, now=now)


def ask_again(mail_id: int, *, to: str, by: int, now: datetime) -> SentMail:
    """Have a mail made anew of its event and sent, maybe to a corrected address. The worker sends it.

    The address stands in the row alone: the event names it by number.
    """
    with transaction.atomic():
        earlier = SentMail.objects.select_related("order").get(pk=mail_id)
        told = {"kind": earlier.kind, "is_corrected": to.casefold() != earlier.to.casefold(), "by": by}
        event = publish(ASKED_AGAIN, f"order:{earlier.order.number}", told, at=now)
        return SentMail.objects.create(
            order=earlier.order,
            event=earlier.event,
            kind=earlier.kind,
            to=to,
            subject=earlier.subject,
            message_id=f"event-{event.pk}",
            written_at=now,
            asked_by_id=by,
        )


def send_again(event: Event, *, now: datetime) -> None:
    """Send what `ask_again` asked for. Raises Undeliverable."""
    row = SentMail.objects.select_related("order", "event").filter(message_id=f"event-{event.pk}").first()
    if row is None or not row.to or row.sent_at:
        return
    made = render(KINDS[row.kind], row.order, row.event, like=row, key=row.message_id)
    made.to = [address.strip() for address in row.to.split(",")]
    _post(row, made, now=now)


def render(kind: Kind, order: Order, event: Event, *, like: SentMail, key: str) -> EmailMultiAlternatives:
    """The mail of a row, made anew. Of several to several people, the one that has its subject and address.

    Raises Undeliverable when what it was about is gone.
    """
    made = kind.make(order, event, key)
    if not made:
        raise Undeliverable(f"There is nothing to tell of order {order.number} any more.")
    same = [one for one in made if one.subject == like.subject]
    return next((one for one in same if ", ".join(one.to) == like.to), (same or made)[0])


def _row(kind: Kind, order: Order, event: Event, made: EmailMultiAlternatives, *, now: datetime) -> SentMail:
    row, _is_new = SentMail.objects.get_or_create(
        message_id=made.extra_headers["Message-ID"].strip("<>").partition("@")[0],
        defaults={
            "order": order,
            "event": event,
            "kind": kind.code,
            "to": ", ".join(made.to),
            "subject": made.subject[:200],
            "written_at": now,
        },
    )
    return row


def _post(row: SentMail, made: EmailMultiAlternatives, *, now: datetime) -> None:
    if row.sent_at:
        return
    problem = ""
    try:
        made.send()
    except smtplib.SMTPRecipientsRefused as refusal:  # its own words hold the addresses
        codes = sorted({code for code, _words in refusal.recipients.values()})
        problem = f"The receiving mail server refused the address ({', '.join(map(str, codes))})."
        SentMail.objects.filter(pk=row.pk).update(problem=problem)
        if min(codes) >= FOR_GOOD:
            raise Undeliverable(problem) from None
        raise OSError(problem) from None
    SentMail.objects.filter(pk=row.pk).update(sent_at=now, problem="")
