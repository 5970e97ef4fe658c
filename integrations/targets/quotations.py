"""Mail about quotations, to the customer. The message id is made from the event: a repeated delivery is one mail."""

from commerce.events.models import Event
from commerce.quotations import mail
from commerce.quotations.models import Quotation
from commerce.quotations.states import QuotationState
from integrations.errors import DeliveryRefused


def send_receipt(event: Event) -> None:
    mail.received(_of(event), message_key=f"event-{event.pk}").send()


def send_quotation(event: Event) -> None:
    """Nothing when it has been withdrawn or answered before the mail could leave."""
    quotation = _of(event)
    if quotation.state == QuotationState.SENT:
        mail.sent(quotation, message_key=f"event-{event.pk}").send()


def send_withdrawn(event: Event) -> None:
    """Nothing for a draft of the shop's own, of which the customer has heard nothing."""
    quotation = _of(event)
    if quotation.sent_at or quotation.requested_at:
        mail.withdrawn(quotation, message_key=f"event-{event.pk}").send()


def _of(event: Event) -> Quotation:
    found = Quotation.objects.select_related("user").filter(pk=event.payload["quotation"]).first()
    if found is None:
        raise DeliveryRefused(f"There is no quotation {event.payload['quotation']}.")
    return found
