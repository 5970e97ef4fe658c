"""The desk as the outbox and the inbox know it: notices go out by mail, letters come in."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations.flows.flow import Flow
from integrations.flows.rhythm import Rhythm
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.target import Receipt
from operations.desk import letters
from operations.desk.log import TOLD
from operations.desk.mailbox.source import MAILBOX, Mailbox
from operations.desk.models import Notice
from operations.letter_target import LetterTarget

MAIL = "desk.mail"


class TicketMail(LetterTarget):
    """One follower's mail about one thing. Its row says when it went, so a delivery that comes twice sends once."""

    def send(self, delivery: Delivery) -> Receipt:
        event = delivery.event
        notice = (
            Notice.objects.select_related("entry__ticket", "entry__by", "subscription__user")
            .filter(pk=event.payload["notice"])
            .first()
        )
        if notice is None or not notice.subscription.address:
            return Receipt(remote_id="", number="follows no longer")
        if notice.sent_at:
            return Receipt(remote_id="", number="told already")
        made = letters.letter(notice.entry.ticket, notice.entry, notice.subscription, message_key=f"event-{event.pk}")
        made.send()
        Notice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())
        return Receipt(remote_id="")


class ServiceDesk(Partner):
    code = "desk"
    name = _("Service desk")
    routes = {TOLD: (MAIL,)}
    targets = {MAIL: TicketMail}
    sources = {MAILBOX: Mailbox}
    flows = (
        Flow(
            code="desk.mail",
            name=_("Mail about tickets"),
            rhythm=Rhythm(within=timedelta(minutes=15)),
            system="mail",
            targets=(MAIL,),
            begins=(TOLD,),
        ),
    )
