"""Outages as the outbox knows them: those who follow them get a letter."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from integrations.flows.flow import Flow
from integrations.flows.rhythm import Rhythm
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.target import Receipt
from operations.letter_target import LetterTarget
from operations.status import letters, telling
from operations.status.disturbed import Disturbance
from operations.status.followed import OutageFollower
from operations.status.planned import PlannedOutage

MAIL = "status.mail"
MODELS: dict[str, type[PlannedOutage] | type[Disturbance]] = {"outage": PlannedOutage, "disturbance": Disturbance}


class OutageMail(LetterTarget):
    """One follower's letter about one thing."""

    def send(self, delivery: Delivery) -> Receipt:
        event = delivery.event
        to = OutageFollower.objects.select_related("user").filter(pk=event.payload["follower"]).first()
        if to is None or not to.user.is_active:
            return Receipt(remote_id="", number="follows no longer")
        kind, _colon, number = event.subject.partition(":")
        what = MODELS[kind].objects.filter(pk=int(number)).first()
        if what is None:
            return Receipt(remote_id="", number="gone")
        letters.letter(what, event.payload["about"], to, message_key=f"event-{event.pk}").send()
        return Receipt(remote_id="")


class Outages(Partner):
    code = "status"
    name = _("Status and outages")
    routes = {telling.LETTER: (MAIL,)}
    targets = {MAIL: OutageMail}
    flows = (
        Flow(
            code="status.mail",
            name=_("Letters about outages"),
            rhythm=Rhythm(within=timedelta(minutes=15)),
            system="mail",
            targets=(MAIL,),
            begins=(telling.LETTER,),
        ),
    )
