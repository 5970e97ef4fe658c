"""The log of erasures as the outbox knows it: what is committed is noted outside the database, at least once."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from commerce.events.models import Event
from commerce.privacy.models import PrivacyRequest
from integrations.errors import NotSent
from integrations.flows.flow import Flow
from integrations.flows.rhythm import Rhythm
from integrations.models import Delivery
from integrations.partner import Partner
from integrations.target import Receipt, Target
from operations.backup import erased

LOG = "backup.erased"


class ErasureLog(Target):
    system = "backup"
    is_in_order = False
    is_told = False

    def anchor(self, event: Event) -> str:
        return ""

    def send(self, delivery: Delivery) -> Receipt:
        request = PrivacyRequest.objects.defer("archive").get(pk=delivery.event.payload["request"])
        try:
            erased.note(request)
        except OSError as error:
            raise NotSent(f"the log of erasures cannot be written: {error.strerror}") from error
        return Receipt(remote_id="")


class Backups(Partner):
    code = "backup"
    name = _("Backups")
    routes = {"privacy.erased": (LOG,)}
    targets = {LOG: ErasureLog}
    flows = (
        Flow(
            code=LOG,
            name=_("The log of erasures"),
            rhythm=Rhythm(within=timedelta(minutes=15)),
            system="backup",
            targets=(LOG,),
            begins=("privacy.erased",),
        ),
    )
