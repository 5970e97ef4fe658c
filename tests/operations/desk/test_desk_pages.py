"""The desk in the admin: the register, the ticket's page, each step, and who may do what."""

import pytest
from django.urls import reverse

from operations.desk.models import MatrixCell, Ticket
from tests.factories.customers import MembershipFactory, UserFactory, owner, verified
from tests.factories.tickets import ticket, ticket_in

pytestmark = pytest.mark.django_db
INDEX = "desk_ticket_modeladmin_index"


@pytest.fixture
def at_the_desk():
    return verified(owner())


def page_of(made):
    return reverse("desk_ticket_modeladmin_inspect", args=[made.pk])


def test_the_menu_of_operations_leads_to_the_tickets(at_the_desk):
    shown = at_the_desk.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse(INDEX) in shown
    assert reverse("desk_priority_modeladmin_index") in shown


def test_the_register_lists_filters_and_searches(at_the_desk, django_assert_max_num_queries):
    rows = [ticket(title=f"Larm nummer {number}", requester=UserFactory()) for number in range(5)]
    done = ticket_in("solved", title="Redan klart")
    address = reverse(INDEX)
    at_the_desk.get(address)

    with django_assert_max_num_queries(25):
        everything = at_the_desk.get(address).content.decode()
    assert all(one.title in everything for one in (*rows, done))
    assert "Redan klart" not in at_the_desk.get(address, {"is": "open"}).content.decode()
    assert "Redan klart" in at_the_desk.get(address, {"is": "done"}).content.decode()
    late = at_the_desk.get(address, {"is": "late"}).content.decode()
    assert "Redan klart" not in late
    found = at_the_desk.get(address, {"q": str(rows[3].number)}).content.decode()
    assert rows[3].title in found
    assert rows[2].title not in found


def test_a_ticket_is_written_down_for_a_customer(at_the_desk):
    member = MembershipFactory()
    said = {"kind": "question", "title": "Hur byter jag  lösenord?", "text": "", "impact": 4, "urgency": 3}

    answer = at_the_desk.post(
        reverse("desk_ticket_modeladmin_create"), said | {"requester_email": member.user.email.upper(), "category": ""}
    )

    made = Ticket.objects.get()
    assert answer.url == page_of(made)
    assert (made.title, made.requester, made.organisation) == (
        "Hur byter jag lösenord?",
        member.user,
        member.organisation,
    )
    assert made.priority == 4
    assert made.entries.get().by.email != member.user.email


def test_a_ticket_for_one_without_an_account(at_the_desk):
    said = {"kind": "question", "title": "Fråga", "text": "", "impact": 4, "urgency": 4, "category": ""}

    at_the_desk.post(reverse("desk_ticket_modeladmin_create"), said | {"requester_email": "ny@example.com"})

    made = Ticket.objects.get()
    assert (made.requester, made.sender_email) == (None, "ny@example.com")
    assert [str(one) for one in made.subscriptions.all()] == ["ny@example.com"]


def test_a_whole_life_at_the_desk(at_the_desk):
    made = ticket(requester=UserFactory())

    def step(name):
        return at_the_desk.post(reverse("ticket_step", args=[made.pk, name]))

    def say(name, text):
        return at_the_desk.post(reverse("ticket_say", args=[made.pk, name]), {"text": text})

    assert step("accept").url == page_of(made)
    step("work")
    at_the_desk.post(reverse("ticket_comment", args=[made.pk]), {"text": "Bara vi", "is_public": ""})
    at_the_desk.post(reverse("ticket_weigh", args=[made.pk]), {"impact": 1, "urgency": 1})
    at_the_desk.post(reverse("ticket_decide", args=[made.pk]), {"priority": 3, "reason": "Kan vänta"})
    say("wait", "Vilken webbläsare?")
    say("solve", "Startad om.")
    step("close")
    say("reopen", "Kom tillbaka")

    made.refresh_from_db()
    assert (made.state, made.priority, made.reopened) == ("working", 3, 1)
    shown = at_the_desk.get(page_of(made)).content.decode()
    for words in ("Bara vi", "Vilken webbläsare?", "Startad om.", "Kan vänta", "Nytt → Mottaget", "Stängt → Pågår"):
        assert words in shown
    assert "Lös ärendet" in shown
    assert "Ta emot ärendet" not in shown


def test_a_step_that_is_too_late_is_told(at_the_desk):
    made = ticket_in("closed")

    at_the_desk.post(reverse("ticket_step", args=[made.pk, "work"]))
    shown = at_the_desk.get(page_of(made)).content.decode()
    empty = at_the_desk.post(reverse("ticket_say", args=[made.pk, "reopen"]), {"text": "   "})

    assert "har ändrats under tiden" in shown
    assert empty.status_code == 422
    made.refresh_from_db()
    assert made.state == "closed"


def test_who_handles_it_is_chosen_among_those_who_may(at_the_desk):
    made, stranger = ticket(), UserFactory()
    handler = UserFactory(roles=["Orderhandläggare"])
    address = reverse("ticket_assign", args=[made.pk])

    assert at_the_desk.post(address, {"to": stranger.pk}).status_code == 422
    assert at_the_desk.post(address, {"to": handler.pk}).status_code == 302
    made.refresh_from_db()
    assert made.assigned_to == handler


def test_anybody_at_the_desk_follows_and_stops(at_the_desk):
    made, address = ticket(), None
    address = reverse("ticket_follow", args=[made.pk])

    at_the_desk.post(address, {"follow": "yes"})
    assert made.subscriptions.get().is_staff
    at_the_desk.post(address, {"follow": "no"})
    assert not made.subscriptions.exists()


def test_the_matrix_is_changed_but_keeps_its_cells(at_the_desk):
    cell = MatrixCell.objects.get(impact=4, urgency=4)
    shown = at_the_desk.get(reverse("desk_matrixcell_modeladmin_edit", args=[cell.pk]))
    data = {"priority": 3, "initial-priority": 4}

    at_the_desk.post(reverse("desk_matrixcell_modeladmin_edit", args=[cell.pk]), data)

    assert shown.status_code == 200
    cell.refresh_from_db()
    assert cell.priority == 3
    for page in ("create", "delete"):
        arguments = [] if page == "create" else [cell.pk]
        address = reverse(f"desk_matrixcell_modeladmin_{page}", args=arguments)
        assert at_the_desk.get(address).status_code in (302, 403)


@pytest.mark.parametrize("name", ["assign", "weigh", "decide"])
def test_the_questions_are_shown(at_the_desk, name):
    assert at_the_desk.get(reverse(f"ticket_{name}", args=[ticket().pk])).status_code == 200


@pytest.mark.krav("5.1.1.1")
def test_the_owner_alone_decides_the_priority():
    made = ticket()
    desk = verified(UserFactory(roles=["Orderhandläggare"]))

    said = {"priority": 1, "reason": "Jag vill"}
    assert desk.get(page_of(made)).status_code == 200
    assert desk.post(reverse("ticket_decide", args=[made.pk]), said).status_code in (302, 403)
    made.refresh_from_db()
    assert made.priority == 2
    assert "Bestäm prioriteten" not in desk.get(page_of(made)).content.decode()


def test_other_roles_see_no_tickets():
    made = ticket()
    editor = verified(UserFactory(roles=["Redaktör"]))

    for address in (reverse(INDEX), page_of(made)):
        assert editor.get(address).status_code in (302, 403)
    assert editor.post(reverse("ticket_step", args=[made.pk, "accept"])).status_code == 404
    made.refresh_from_db()
    assert made.state == "new"
