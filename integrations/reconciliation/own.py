"""The shop against itself: what has happened and was never begun to be sent, and what was sent without an invoice."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.events.models import Event
from commerce.orders.models import Invoice, Order
from integrations import registry, resend
from integrations.flows import known
from integrations.models import Delivery
from integrations.reconciliation.comparison import Comparison, Difference, Kind, Look, Remedy, RemedyRefused

EVENT, ORDER = "event", "order"
INVOICED_BY, SHIPPED = "invoices.issue", "order.shipped"
INVOICED_WITHIN = timedelta(hours=1)


class OwnComparison(Comparison):
    code = "shop"
    title = gettext_lazy("The shop itself")
    compares = gettext_lazy(
        "That everything which should be told to another system has begun to be sent, and that every order whose goods "
        "have left has its invoice."
    )
    remedies = {Kind.NOT_BEGUN: (Remedy.RESEND,), Kind.NOT_INVOICED: (Remedy.RESEND,)}

    def differences(self, look: Look) -> Iterator[Difference]:
        yield from self._not_begun(look)
        yield from self._not_invoiced(look)

    def resend(self, difference: Difference, *, now: datetime) -> None:
        what, _colon, name = difference.subject.partition(":")
        if what == EVENT:
            done = Event.objects.filter(pk=int(name)).update(is_routed=False)
        else:
            sent = Delivery.objects.filter(target=INVOICED_BY, subject=difference.subject)
            done = resend.again(sent, now=now) or _shipped().filter(subject=difference.subject).update(is_routed=False)
        if not done:
            raise RemedyRefused(_("There is no delivery to make again, or it is under way."))

    # --- the steps ---

    def _not_begun(self, look: Look) -> Iterator[Difference]:
        """An event has a delivery for each target of the flows that it begins, from when a flow was first watched."""
        missing: dict[int, list[str]] = defaultdict(list)
        events: dict[int, Event] = {}
        for flow in known.flows():
            if not (flow.is_on and flow.row and flow.flow.begins):
                continue
            for kind in flow.flow.begins:
                for target in sorted(set(registry.targets_of(kind)) & set(flow.flow.targets)):
                    happened = _events(look).filter(kind=kind, at__gte=flow.row.since)
                    sent = Delivery.objects.filter(event=OuterRef("pk"), target=target)
                    for event in happened.filter(~Exists(sent)):
                        events[event.pk] = event
                        missing[event.pk].append(target)
        look.read += _events(look).count()
        for pk, targets in sorted(missing.items()):
            yield self._unsent(events[pk], targets)

    def _unsent(self, event: Event, targets: list[str]) -> Difference:
        is_of_order = event.subject.startswith("order:")
        return Difference(
            system=self.code,
            kind=Kind.NOT_BEGUN,
            subject=f"{EVENT}:{event.pk}",
            ours={"event": event.kind, "about": event.subject, "target": ", ".join(sorted(set(targets)))},
            order=event.subject.removeprefix("order:") if is_of_order else "",
        )

    def _not_invoiced(self, look: Look) -> Iterator[Difference]:
        shipped = _shipped().filter(at__lt=look.now - INVOICED_WITHIN)
        if look.only is not None:
            shipped = shipped.filter(subject__in=[f"{ORDER}:{number}" for number in look.of(ORDER)])
        else:
            shipped = shipped.filter(at__gte=look.since)
        numbers = {subject.removeprefix("order:") for subject in shipped.values_list("subject", flat=True)}
        sold = Order.objects.filter(
            ~Exists(Invoice.objects.filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE)),
            number__in=numbers,
            state__in=[Order.State.CONFIRMED, Order.State.COMPLETED],
        )
        look.read += len(numbers)
        for order in sold.order_by("pk"):
            yield Difference(
                system=self.code,
                kind=Kind.NOT_INVOICED,
                subject=f"{ORDER}:{order.number}",
                ours={"total": f"{order.gross:.2f}"},
                order=order.number,
            )


# --- the steps ---


def _events(look: Look) -> QuerySet[Event]:
    events = Event.objects.filter(is_routed=True, at__lt=look.fresh_since).order_by("pk")
    if look.only is not None:
        return events.filter(pk__in=[int(key) for key in look.of(EVENT) if key.isdecimal()])
    return events.filter(at__gte=look.since)


def _shipped() -> QuerySet[Event]:
    return Event.objects.filter(kind=SHIPPED)
