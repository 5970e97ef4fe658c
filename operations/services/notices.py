"""Who is told of a service order beside its tickets: that it is received, waits for approval, came to nothing.

Written as events in the transaction of the change; the outbox mails them.
"""

from collections.abc import Iterable
from datetime import datetime

from commerce.customers.models import User
from commerce.events.log import publish_each
from operations.desk.models import Watcher
from operations.services import rights
from operations.services.ordered import PartState, ServiceOrder, ServicePart

TOLD = "service.told"
RECEIVED, ASKED, REFUSED, CANCELLED = "received", "asked", "refused", "cancelled"


def received(order: ServiceOrder, *, now: datetime) -> None:
    """One letter to the requester about all of its parts."""
    publish_each([(TOLD, order.subject, {"order": order.pk, "to": order.requester_id, "what": RECEIVED})], at=now)


def asked(order: ServiceOrder, parts: Iterable[ServicePart], *, now: datetime) -> None:
    """One letter to each who can approve some of it, however many parts wait for him."""
    waiting = [one for one in parts if one.state == PartState.AWAITING]
    for_company = any(one.version.approval == rights.Approval.ORGANISATION for one in waiting)
    for_owner = any(one.version.approval == rights.Approval.OWNER for one in waiting)
    people: set[int] = set()
    if for_company and order.organisation_id is not None:
        people |= set(rights.administrators(order.organisation_id).values_list("pk", flat=True))
    if for_owner or (for_company and order.organisation_id is None):
        people |= {one.pk for one in _owners()}
    told = {"order": order.pk, "what": ASKED}
    publish_each([(TOLD, order.subject, {**told, "to": one}) for one in sorted(people)], at=now)


def ended(part: ServicePart, what: str, *, now: datetime) -> None:
    """To the requester, of one part that came to nothing before it was a ticket."""
    order = part.order
    told = {"order": order.pk, "to": order.requester_id, "what": what, "part": part.pk}
    publish_each([(TOLD, order.subject, told)], at=now)


def _owners() -> list[User]:
    """Those at the desk who follow every ticket and may approve."""
    watchers = Watcher.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    return [one.user for one in watchers if one.user.has_perm(rights.MAY_APPROVE)]
