"""The carriers that are plugged in, as one partner: bookings go to each, and those that call may call.

Which they are is `settings.CARRIERS`; a new one is a class in a folder beside this, and a line there.
"""

from collections.abc import Iterable, Sequence
from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from commerce.orders.shipping import carriers
from integrations.carriers.carry import Carry
from integrations.flows.flow import Direction, Flow
from integrations.flows.rhythm import Hours, Rhythm
from integrations.partner import Partner
from integrations.source import Source
from integrations.target import Target

CARRY = "carry"
PACKING = Hours(opens=time(6), closes=time(22))


class Carriers(Partner):
    code = "carriers"
    name = _("Carriers")

    def is_on(self) -> bool:
        return bool(carriers())

    def routes_for(self, kind: str) -> Iterable[str]:
        code, _dot, what = kind.partition(".")
        return [f"{code}.{CARRY}"] if code in carriers() and what in ("book", "cancel") else []

    def target(self, code: str) -> Target | None:
        carrier, _dot, what = code.partition(".")
        return Carry(carrier) if carrier in carriers() and what == CARRY else None

    def target_codes(self) -> Iterable[str]:
        return [f"{code}.{CARRY}" for code in carriers()]

    def source(self, code: str) -> Source | None:
        source = getattr(carriers().get(code), "source", None)
        return source() if source else None

    @property
    def flows(self) -> Sequence[Flow]:  # type: ignore[override]
        return [flow for code in carriers() for flow in _flows(code)]


def _flows(code: str) -> Iterable[Flow]:
    name = {"carrier": carriers()[code].name}
    yield Flow(
        code=f"{code}.bookings",
        name=_("Freight bookings to %(carrier)s") % name,
        rhythm=Rhythm(within=timedelta(minutes=15), hours=PACKING),
        system=code,
        targets=(f"{code}.{CARRY}",),
        begins=(f"{code}.book", f"{code}.cancel"),
    )
    yield Flow(
        code=f"{code}.tracking",
        name=_("Parcels on their way, from %(carrier)s") % name,
        rhythm=Rhythm(within=timedelta(minutes=45), failures=2),
        direction=Direction.IN,
        system=code,
    )
    if getattr(carriers()[code], "source", None):
        yield Flow(
            code=f"{code}.told",
            name=_("What %(carrier)s calls about") % name,
            rhythm=Rhythm(within=timedelta(minutes=15)),
            direction=Direction.IN,
            system=code,
            sources=(code,),
        )
