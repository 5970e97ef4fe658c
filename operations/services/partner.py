"""The catalogue as the outbox knows it: letters about service orders go out by mail."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from integrations.flows.flow import Flow
from integrations.flows.rhythm import Rhythm
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.target import Receipt
from operations.letter_target import LetterTarget
from operations.services import letters
from operations.services.notices import TOLD
from operations.services.ordered import ServiceOrder

MAIL = "services.mail"


class ServiceMail(LetterTarget):
    """One reader's letter about one thing that happened. A delivery that comes twice sends the same mail."""

    def send(self, delivery: Delivery) -> Receipt:
        event = delivery.event
        said = event.payload
        order = ServiceOrder.objects.select_related("requester").get(pk=said["order"])
        to = User.objects.select_related("membership").get(pk=said["to"])
        if not to.is_active or not to.email:
            return Receipt(remote_id="", number="nobody to tell")
        parts = letters.told_of(order, said["what"], said.get("part"))
        letters.letter(order, said["what"], to, parts=parts, message_key=f"event-{event.pk}").send()
        return Receipt(remote_id="")


class ServiceCatalogue(Partner):
    code = "services"
    name = _("Service catalogue")
    routes = {TOLD: (MAIL,)}
    targets = {MAIL: ServiceMail}
    flows = (
        Flow(
            code="services.mail",
            name=_("Mail about service orders"),
            rhythm=Rhythm(within=timedelta(minutes=15)),
            system="mail",
            targets=(MAIL,),
            begins=(TOLD,),
        ),
    )
