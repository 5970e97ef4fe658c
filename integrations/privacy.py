"""What the integrations hold about a person: the bodies of calls from partners, and what went wrong in deliveries."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy

from commerce.customers.person import SHORTEST, Person, Room
from integrations import retention
from integrations.gateway import forgetting
from integrations.models import Attempt, Delivery, InboundMessage
from integrations.payments.swish.phone import NotSwedish, alias

FORGET_BODIES = """
UPDATE integrations_inboundmessage SET body = NULL
WHERE body IS NOT NULL AND state <> 'waiting' AND position(%s::bytea IN body) > 0
"""


def export(person: Person) -> Mapping[str, Any]:
    """Nothing of its own: what partners have told is on the orders and payments."""
    return {}


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    """Bodies are kept for a few weeks and then emptied anyway; those that name the person are emptied now."""
    bodies = deliveries = 0
    for trace in person.traces | {person.email} | set(_phones(person.traces)):
        if len(trace) < SHORTEST:
            continue
        with connection.cursor() as cursor:
            cursor.execute(FORGET_BODIES, [trace.encode()])
            bodies += cursor.rowcount
        bodies += retention.forget_person(trace)
        for row in Delivery.objects.filter(error__icontains=trace):
            Delivery.objects.filter(pk=row.pk).update(error=person.redact(row.error))
            deliveries += 1
        for attempt in Attempt.objects.filter(error__icontains=trace):
            Attempt.objects.filter(pk=attempt.pk).update(error=person.redact(attempt.error))
        for message in InboundMessage.objects.filter(Q(error__icontains=trace)):
            InboundMessage.objects.filter(pk=message.pk).update(error=person.redact(message.error))
    files = forgetting.let_personal_files_go(now=now)
    return {"inbound": bodies, "deliveries": deliveries, "files": files}


def _phones(traces: Iterable[str]) -> Iterator[str]:
    """Numbers as Swish writes them: that is how they stand in its calls."""
    for trace in traces:
        with contextlib.suppress(NotSwedish):
            yield alias(trace)


ROOM = Room(
    title=gettext_lazy("Exchanges with other systems"),
    export=export,
    forget=forget,
    goes=(
        gettext_lazy(
            "What was said of you between us and payment providers, carriers and other systems, beside the amounts."
        ),
        gettext_lazy("Files with customers that we have taken in or out of the shop in the last weeks."),
    ),
)
