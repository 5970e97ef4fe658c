"""Who may call what: a table with a rule for every operation. One that is new fails until it has one."""

import pytest

from integrations.api.document import document
from integrations.api.models import ApiCall, ApiToken
from integrations.api.operations import RULES
from integrations.api.scopes import FOR_SYSTEMS, Scope
from tests.factories.api import ROOT, token_of
from tests.factories.customers import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.1"), pytest.mark.krav("4.6.2")]

EVERY, SYSTEMS = "every token", "systems"
RIGHTS = {  # what each asks for, who may have it, and whether what it tells belongs to somebody
    ("GET", "/products"): (Scope.READ_PRODUCTS, EVERY),
    ("GET", "/products/{key}"): (Scope.READ_PRODUCTS, EVERY),
    ("GET", "/prices"): (Scope.READ_PRICES, EVERY),
    ("GET", "/prices/{key}"): (Scope.READ_PRICES, EVERY),
    ("GET", "/stock"): (Scope.READ_STOCK, EVERY),
    ("GET", "/stock/{key}"): (Scope.READ_STOCK, EVERY),
    ("GET", "/stock-levels"): (Scope.READ_STOCK, SYSTEMS),
    ("GET", "/orders"): (Scope.READ_ORDERS, EVERY),
    ("GET", "/orders/{key}"): (Scope.READ_ORDERS, EVERY),
    ("GET", "/invoices"): (Scope.READ_ORDERS, EVERY),
    ("GET", "/deliveries"): (Scope.READ_DELIVERIES, EVERY),
    ("GET", "/deliveries/{key}"): (Scope.READ_DELIVERIES, EVERY),
    ("GET", "/customers"): (Scope.READ_CUSTOMERS, EVERY),
    ("GET", "/customers/{key}"): (Scope.READ_CUSTOMERS, EVERY),
    ("GET", "/organisations"): (Scope.READ_CUSTOMERS, EVERY),
    ("GET", "/organisations/{key}"): (Scope.READ_CUSTOMERS, EVERY),
    ("GET", "/checkout-choices"): (Scope.WRITE_ORDERS, EVERY),
    ("POST", "/orders"): (Scope.WRITE_ORDERS, EVERY),
    ("POST", "/orders/preview"): (Scope.WRITE_ORDERS, EVERY),
    ("GET", "/tickets"): (Scope.READ_TICKETS, EVERY),
    ("GET", "/tickets/{number}"): (Scope.READ_TICKETS, EVERY),
    ("POST", "/tickets"): (Scope.WRITE_TICKETS, EVERY),
    ("POST", "/tickets/{number}/comments"): (Scope.WRITE_TICKETS, EVERY),
    ("GET", "/exports"): (Scope.WRITE_EXPORTS, SYSTEMS),
    ("POST", "/exports"): (Scope.WRITE_EXPORTS, SYSTEMS),
    ("GET", "/exports/{number}"): (Scope.WRITE_EXPORTS, SYSTEMS),
    ("GET", "/exports/{number}/file"): (Scope.WRITE_EXPORTS, SYSTEMS),
    ("GET", "/imports"): (Scope.WRITE_IMPORTS, SYSTEMS),
    ("POST", "/imports"): (Scope.WRITE_IMPORTS, SYSTEMS),
    ("GET", "/imports/{number}"): (Scope.WRITE_IMPORTS, SYSTEMS),
}
LISTS_OF_SOMEBODY = ("/orders", "/invoices", "/deliveries", "/customers", "/organisations")


def operations():
    """Every operation that the document tells of."""
    return [
        (method.upper(), path.removeprefix(ROOT)) for path, found in document("en")["paths"].items() for method in found
    ]


def call(caller, method, path):
    where = path.replace("{key}", "K-1").replace("{number}", "1")
    return caller.get(where) if method == "GET" else caller.post(where, {})


def test_every_operation_has_a_rule_in_this_table_and_asks_for_what_it_says():
    assert sorted(operations()) == sorted(RIGHTS)
    told = {
        (method.upper(), path.removeprefix(ROOT)): (one["x-scope"], SYSTEMS if one["x-for-systems"] else EVERY)
        for path, found in document("en")["paths"].items()
        for method, one in found.items()
    }
    assert told == {which: (scope.value, whom) for which, (scope, whom) in RIGHTS.items()}
    assert {rule.name for rule in RULES.values()} == {
        one["operationId"] for found in document("en")["paths"].values() for one in found.values()
    }


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_without_a_token_nothing_is_answered(calling, mug, method, path):
    assert call(calling(), method, path).status_code == 401


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_every_other_scope_does_not_help(calling, mug, method, path):
    scope, _whom = RIGHTS[method, path]
    others = [one for one in Scope if one != scope]

    answer = call(calling(token_of(scopes=others)), method, path)

    assert (answer.status_code, answer.json()["code"], answer.json()["scope"]) == (403, "forbidden", scope.value)


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_the_scope_opens_for_those_it_is_meant_for(calling, mug, ours, method, path):
    scope, whom = RIGHTS[method, path]
    own = {"organisation": ours.organisation, "acts_for": ours.member}

    owner = UserFactory(roles=["Systemägare"])

    of_system = call(calling(token_of(scopes=[scope], acts_for=owner), accept="*/*"), method, path)
    of_organisation = None if scope in FOR_SYSTEMS else call(calling(token_of(scopes=[scope], **own)), method, path)

    assert of_system.status_code not in (401, 403)
    if of_organisation is not None:
        assert (of_organisation.status_code == 403) is (whom == SYSTEMS)


@pytest.mark.parametrize("path", LISTS_OF_SOMEBODY)
@pytest.mark.parametrize("accept", ["application/json", "application/xml", "text/csv"])
def test_an_organisation_sees_its_own_and_nothing_of_another(calling, system, ours, theirs, path, accept):
    own = calling(token_of(ours.organisation, acts_for=ours.member))

    mine, every = own.get(path, accept=accept), system.get(path, accept=accept)

    assert ours.name in mine.content.decode()
    assert theirs.name not in mine.content.decode()
    assert theirs.name in every.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/orders/{0.order.number}",
        "/deliveries/{0.order.number}-1",
        "/customers/{0.member.email}",
        "/organisations/F{0.organisation.pk}",
    ],
)
def test_what_is_anothers_is_as_if_it_were_not(calling, ours, theirs, path):
    own = calling(token_of(ours.organisation, acts_for=ours.member))

    assert own.get(path.format(ours)).status_code == 200
    assert own.get(path.format(theirs)).status_code == 404


def test_whom_one_asks_about_is_written_down_by_number_and_not_by_address(system, ours):
    told = system.get(f"/customers/{ours.member.email.upper()}").json()

    assert told["email"] == ours.member.email
    call = ApiCall.objects.get()
    assert (call.operation, call.path, call.subject) == (
        "read_customer", "/api/v1/customers/…", f"user:{ours.member.pk}",
    )  # fmt: skip


def test_no_cursor_leads_to_anothers_rows(calling, system, ours, theirs):
    cursor = system.get("/orders", {"limit": 1}).json()["next"]
    own = calling(token_of(ours.organisation, acts_for=ours.member))

    page = own.get("/orders", {"cursor": cursor})

    assert theirs.order.number not in page.content.decode()


def test_an_organisations_token_moves_no_files(ours):
    with pytest.raises(Exception, match="api_token_of_organisation_moves_no_files"):
        token_of(ours.organisation, acts_for=ours.member, scopes=[Scope.WRITE_EXPORTS])
    assert FOR_SYSTEMS <= {one.value for one in Scope}
    assert ApiToken._meta.get_field("scopes").base_field.choices
