"""Tickets over the API: listed, read, opened once, commented; an organisation's own and nobody else's."""

import pytest

from integrations.api.scopes import Scope
from operations.desk import life
from operations.desk.models import Ticket, TicketCategory
from tests.factories.api import Calling, token_of
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.tickets import MONDAY_NINE, ticket, ticket_in

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]
SAID = {
    "title": "Fakturan saknar referens",
    "text": "Den för november",
    "category": "Fakturafrågor",
    "kind": "question",
    "urgency": 3,
}


@pytest.fixture(autouse=True)
def category():
    return TicketCategory.objects.create(name="Fakturafrågor", name_en="Invoice questions")


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def own(member):
    return Calling(token_of(member.organisation, acts_for=member.user))


@pytest.fixture
def system():
    return Calling(token_of())


def test_an_organisation_opens_a_ticket_once_and_reads_what_happens_to_it(own, member):
    answer = own.post("/tickets", SAID, key="k-1")
    again = own.post("/tickets", SAID, key="k-1")

    made = Ticket.objects.get()
    assert (answer.status_code, again.status_code, again.json()) == (201, 201, answer.json())
    assert answer["Location"] == f"/api/v1/tickets/{made.number}"
    assert (made.requester, made.organisation, made.category.name) == (
        member.user,
        member.organisation,
        "Fakturafrågor",
    )
    life.comment(made, "Ny faktura är skickad", by=UserFactory(), public=True, now=MONDAY_NINE)
    life.comment(made, "Kunden är besvärlig", by=UserFactory(), now=MONDAY_NINE)
    told = own.get(f"/tickets/{made.number}").json()
    assert (told["title"], told["state"], told["requester"]) == (SAID["title"], "new", member.user.email)
    assert [(one["kind"], one["text"]) for one in told["events"]] == [
        ("opened", ""),
        ("comment", "Ny faktura är skickad"),
    ]
    assert "besvärlig" not in own.get(f"/tickets/{made.number}").content.decode()


def test_a_comment_of_an_organisation_is_the_customers_and_a_systems_the_desks(own, system, member):
    made = ticket_in("waiting", requester=member.user, organisation=member.organisation)

    answer = own.post(f"/tickets/{made.number}/comments", {"text": "Firefox"})
    assert (answer.status_code, answer.json()["state"]) == (201, "working")
    assert system.post(f"/tickets/{made.number}/comments", {"text": "Vi ser felet"}).status_code == 201
    assert made.subscriptions.get().notices.filter(entry__text="Vi ser felet").count() == 1
    made.refresh_from_db()
    life.close(life.solve(made, "Klart", now=MONDAY_NINE), now=MONDAY_NINE)
    refused = own.post(f"/tickets/{made.number}/comments", {"text": "Hallå?"})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert not made.entries.filter(text="Hallå?").exists()


def test_the_list_is_narrowed_and_an_organisation_sees_its_own(own, system, member):
    mine = ticket(organisation=member.organisation, kind="question")
    other = ticket_in("solved", organisation=OrganisationFactory())

    assert [one["number"] for one in own.get("/tickets").json()["data"]] == [mine.number]
    assert [one["number"] for one in system.get("/tickets").json()["data"]] == [mine.number, other.number]
    assert [one["number"] for one in system.get("/tickets", {"state": "solved"}).json()["data"]] == [other.number]
    assert [one["number"] for one in system.get("/tickets", {"kind": "question"}).json()["data"]] == [mine.number]
    assert system.get("/tickets", {"since": "2026-12-01"}).json()["data"] == []
    assert f"{mine.number}," in system.get("/tickets", accept="text/csv").content.decode().replace(";", ",")
    assert own.get(f"/tickets/{other.number}").status_code == 404
    assert own.post(f"/tickets/{other.number}/comments", {"text": "Hej"}).status_code == 404
    assert not other.entries.filter(kind="comment").exists()


@pytest.mark.parametrize(
    ("case", "wrong", "where"),
    [
        ("no title", {"title": ""}, "/title"),
        ("a blank title", {"title": "  "}, "/title"),
        ("an unknown kind", {"kind": "dream"}, "/kind"),
        ("no category", {"category": ""}, "/category"),
        ("an impact out of the matrix", {"impact": 5}, "/impact"),
        ("a field that is none", {"priority": 1}, "/priority"),
    ],
)
def test_what_cannot_be_is_told_of_and_opens_nothing(system, case, wrong, where):
    answer = system.post("/tickets", SAID | wrong)

    assert answer.status_code == 422
    assert where in [one["pointer"] for one in answer.json()["errors"]]
    assert not Ticket.objects.exists()


def test_a_category_that_there_is_not_opens_nothing(system):
    answer = system.post("/tickets", SAID | {"category": "Drömmar"})

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert not Ticket.objects.exists()


def test_a_blank_comment_and_a_number_that_is_none(system):
    made = ticket()

    assert system.post(f"/tickets/{made.number}/comments", {"text": " "}).status_code == 422
    for number in ("0", str(2**64)):
        assert system.get(f"/tickets/{number}").status_code == 404


def test_a_system_that_acts_for_nobody_opens_it_in_its_own_name(system):
    system.post("/tickets", SAID)

    made = Ticket.objects.get()
    assert made.requester is None
    assert made.sender_name.startswith("token ")
    assert made.entries.get().by_name == made.sender_name


def test_reading_and_writing_ask_for_a_scope_each():
    made = ticket()
    reader = Calling(token_of(scopes=[Scope.READ_TICKETS]))

    assert reader.get(f"/tickets/{made.number}").status_code == 200
    assert reader.post("/tickets", SAID).status_code == 403
