"""People with accounts and organisations. An organisation sees its own people, and itself."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import Router

from integrations.api.caller import Caller
from integrations.api.days import Day
from integrations.api.listing import lists
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.customers import Customers
from integrations.gateway.kinds.organisations import Organisations

router = Router(tags=["customers"])
PEOPLE, ORGANISATIONS = Customers(), Organisations()


def _people(caller: Caller) -> Part:
    return Part(PEOPLE, Q(membership__organisation=caller.organisation) if caller.organisation else None)


def _organisations(caller: Caller) -> Part:
    return Part(ORGANISATIONS, Q(pk=caller.organisation.pk) if caller.organisation else None)


lists(
    router,
    Noun(name="customers", kind=PEOPLE, of=_people, codes=PEOPLE.codes, paged_by=("pk",)),
    scope=Scope.READ_CUSTOMERS,
    summary=_("Customers with accounts"),
    filters={"since": Day, "until": Day},
)
lists(
    router,
    Noun(name="organisations", kind=ORGANISATIONS, of=_organisations, codes=ORGANISATIONS.codes, paged_by=("pk",)),
    scope=Scope.READ_CUSTOMERS,
    summary=_("Organisations"),
)
