"""People with accounts and organisations. An organisation sees its own people, and itself."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import Router

from commerce.customers.models import User
from integrations.api.caller import Caller
from integrations.api.days import Day
from integrations.api.listing import lists, reads
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.customers import Customers
from integrations.gateway.kinds.organisation_cells import key_in
from integrations.gateway.kinds.organisations import Organisations

router = Router(tags=["customers"])
PEOPLE, ORGANISATIONS = Customers(), Organisations()


def _people(caller: Caller) -> Part:
    return Part(PEOPLE, Q(membership__organisation=caller.organisation) if caller.organisation else None)


def _organisations(caller: Caller) -> Part:
    return Part(ORGANISATIONS, Q(pk=caller.organisation.pk) if caller.organisation else None)


def _account(email: str) -> str:
    """`user:12`; empty where nobody has the address."""
    found = User.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
    return f"user:{found}" if found else ""


CUSTOMERS = Noun(name="customers", kind=PEOPLE, of=_people, codes=PEOPLE.codes, paged_by=("pk",))
COMPANIES = Noun(
    name="organisations", kind=ORGANISATIONS, of=_organisations, codes=ORGANISATIONS.codes, paged_by=("pk",)
)
lists(
    router,
    CUSTOMERS,
    scope=Scope.READ_CUSTOMERS,
    summary=_("Customers with accounts"),
    filters={"since": Day, "until": Day},
)
reads(
    router,
    CUSTOMERS,
    scope=Scope.READ_CUSTOMERS,
    summary=_("One customer by e-mail address"),
    path="/customers/{key}",
    name="read_customer",
    by=lambda email: Q(email__iexact=email),
    person=_account,
)
lists(router, COMPANIES, scope=Scope.READ_CUSTOMERS, summary=_("Organisations"))
reads(
    router,
    COMPANIES,
    scope=Scope.READ_CUSTOMERS,
    summary=_("One organisation by its customer number"),
    path="/organisations/{key}",
    name="read_organisation",
    by=lambda number: Q(pk=key_in(number)),
)
