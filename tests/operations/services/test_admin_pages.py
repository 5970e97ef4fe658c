"""The catalogue and the parts in the admin: written, published, approved, refused, cancelled; by whom."""

import pytest
from django.urls import reverse

from operations.desk import life as desk
from operations.services import editing
from operations.services.models import Service, ServiceVersion
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.services import FORM, FOUR, ordered, published
from tests.factories.tickets import MONDAY_NINE

pytestmark = pytest.mark.django_db
Approval = ServiceVersion.Approval
SAID = {
    "code": "ny-arbetsplats",
    "position": "10",
    "kind": "service",
    "name": "Ny arbetsplats",
    "name_en": "New desk",
    "text": "Bord, stol och skärm",
    "text_en": "",
    "price": "1250,50",
    "tax_class": "standard",
    "target_hours": "18",
    "approval": "none",
    "category": "",
    "changes": "",
    "rows-TOTAL_FORMS": "3",
    "rows-INITIAL_FORMS": "0",
    "rows-0-label": "Rum",
    "rows-0-label_en": "Room",
    "rows-0-type": "text",
    "rows-0-is_required": "on",
    "rows-1-label": "Storlek",
    "rows-1-type": "choice",
    "rows-1-choices": "Liten\n\nStor\nStor",
    "rows-2-type": "text",
}
"""A draft as the form sends it."""


@pytest.fixture
def at_the_desk():
    return verified(owner())


@pytest.fixture
def clerk():
    return verified(UserFactory(roles=["Orderhandläggare"]))


@pytest.mark.krav("5.1.2.4")
def test_a_service_is_written_published_and_written_anew(at_the_desk):
    shown = at_the_desk.get(reverse("service_new"))
    made = at_the_desk.post(reverse("service_new"), SAID, follow=True)

    service = Service.objects.get()
    version = service.versions.get()
    assert shown.status_code == 200
    assert "Utkast till version 1" in made.content.decode()
    assert (version.name, str(version.price), version.published_at) == ("Ny arbetsplats", "1250.50", None)
    assert [(one["name"], one["label"], one["choices"]) for one in version.fields] == [
        ("f1", "Rum", []),
        ("f2", "Storlek", ["Liten", "Stor"]),
    ]
    assert not editing.offered().exists()

    at_the_desk.post(reverse("service_publish", args=[service.pk]))
    draft = reverse("service_draft", args=[service.pk])
    assert "B" in at_the_desk.get(draft).content.decode()
    assert service.versions.count() == 1  # looking at the form writes nothing
    again = {**SAID, "price": "2000", "changes": "Dyrare", "rows-INITIAL_FORMS": "2"}
    page = at_the_desk.post(draft, again, follow=True).content.decode()
    assert "Publicerad: version 1" in page
    assert "Utkast till version 2" in page
    page = at_the_desk.post(reverse("service_publish", args=[service.pk]), follow=True).content.decode()
    assert "Publicerad: version 2" in page
    assert "Dyrare" in page
    assert str(editing.offered().get().price) == "2000.00"
    old = at_the_desk.get(reverse("service_version", args=[service.pk, 1])).content.decode()
    assert "1\N{NO-BREAK SPACE}250,50" in old
    assert "Storlek" in old


@pytest.mark.parametrize(
    ("case", "wrong", "said"),
    [
        ("no name", {"name": ""}, "Ny arbetsplats"),
        ("a price below nothing", {"price": "-1"}, "-1"),
        ("no target", {"target_hours": "0"}, "Bord, stol och sk"),
        ("choices without choices", {"rows-1-choices": " "}, "Skriv vad man kan välja bland."),
        ("choices without a question", {"rows-1-label": " "}, "Skriv frågan."),
        ("an unknown kind of field", {"rows-0-type": "program"}, "program"),
    ],
)
def test_a_draft_that_is_written_wrong_is_shown_again(at_the_desk, case, wrong, said):
    answer = at_the_desk.post(reverse("service_new"), SAID | wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page or case == "no name"
    assert "Rum" in page
    assert not Service.objects.exists()


def test_two_services_do_not_share_a_code(at_the_desk):
    published("ny-arbetsplats")

    answer = at_the_desk.post(reverse("service_new"), SAID)

    assert answer.status_code == 422
    assert "Det finns redan en tjänst med den koden." in answer.content.decode()


def test_a_draft_is_thrown_away_and_a_service_taken_off_the_list(at_the_desk):
    service = published().service
    editing.draft_of(service, by=None, now=MONDAY_NINE)

    at_the_desk.post(reverse("service_throw_away", args=[service.pk]))
    assert service.versions.count() == 1
    at_the_desk.post(reverse("service_offer", args=[service.pk]), {"offer": "no"})
    assert not editing.offered().exists()
    assert "Erbjuds inte" in at_the_desk.get(reverse("services_admin")).content.decode()
    at_the_desk.post(reverse("service_offer", args=[service.pk]), {"offer": "yes"})
    assert editing.offered().count() == 1
    told = at_the_desk.post(reverse("service_publish", args=[service.pk]), follow=True).content.decode()
    assert "inget utkast att publicera" in told


def test_parts_are_approved_refused_and_cancelled_with_words(at_the_desk):
    order = ordered(UserFactory(), published(approval=Approval.OWNER))
    parts = list(order.parts.order_by("position"))
    page = reverse("services_serviceorder_modeladmin_inspect", args=[order.pk])

    assert "Godkänn de 4 som väntar" in at_the_desk.get(page).content.decode()
    assert "Tjänster att godkänna" in at_the_desk.get(reverse("wagtailadmin_home")).content.decode()
    at_the_desk.post(reverse("service_part_approve", args=[parts[0].pk]))
    assert at_the_desk.post(reverse("service_part_refuse", args=[parts[1].pk]), {"why": ""}).status_code == 422
    at_the_desk.post(reverse("service_part_refuse", args=[parts[1].pk]), {"why": "Finns redan"})
    at_the_desk.post(reverse("service_order_approve", args=[order.pk]))
    at_the_desk.post(reverse("service_part_cancel", args=[parts[2].pk]), {"why": "Kunden ringde"})

    assert [one.state for one in order.parts.order_by("position")] == ["ordered", "refused", "cancelled", "ordered"]
    shown = at_the_desk.get(page).content.decode()
    assert "Finns redan" in shown
    assert "Kunden ringde" in shown
    desk.solve(order.parts.get(position=1).ticket, "Klart", now=MONDAY_NINE)
    late = at_the_desk.post(reverse("service_part_cancel", args=[parts[0].pk]), {"why": "För sent"})
    assert late.status_code == 422


def test_the_registers_and_the_board_show_where_each_part_stands(at_the_desk, django_assert_max_num_queries):
    orders = [ordered(UserFactory(), published(f"nr-{number}"), recipients=FOUR[:2]) for number in range(3)]
    ordered(UserFactory(), published("eget", approval=Approval.OWNER), recipients=[{"name": "Eva", "email": ""}])
    desk.accept(orders[0].parts.get(position=1).ticket, by=UserFactory(), now=MONDAY_NINE)
    addresses = [reverse(f"services_{name}_modeladmin_index") for name in ("serviceorder", "servicepart")]
    at_the_desk.get(addresses[0])

    for address in (*addresses, reverse("services_board")):
        with django_assert_max_num_queries(30):
            page = at_the_desk.get(address).content.decode()
        assert all(str(one.number) in page for one in orders)
    assert "Eva" in page
    found = at_the_desk.get(addresses[0], {"q": "Eva"}).content.decode()
    assert str(orders[0].number) not in found
    waiting = at_the_desk.get(addresses[1], {"state": "awaiting"}).content.decode()
    assert "Eva" in waiting
    assert "Cecilia" not in waiting
    assert at_the_desk.get(addresses[1], {"export": "xlsx"}).status_code == 200


def test_one_who_handles_orders_sees_and_cancels_and_neither_publishes_nor_approves(clerk):
    order = ordered(UserFactory(), published(fields=FORM), recipients=FOUR[:2])
    waiting = ordered(UserFactory(), published("eget", approval=Approval.OWNER)).parts.first()
    service = order.parts.first().version.service
    refused = [
        reverse("service_new"),
        reverse("service_draft", args=[service.pk]),
        reverse("service_publish", args=[service.pk]),
        reverse("service_offer", args=[service.pk]),
        reverse("service_part_approve", args=[waiting.pk]),
        reverse("service_part_refuse", args=[waiting.pk]),
    ]

    assert clerk.get(reverse("services_board")).status_code == 200
    assert clerk.get(reverse("service_admin", args=[service.pk])).status_code == 200
    clerk.post(reverse("service_part_cancel", args=[order.parts.first().pk]), {"why": "Kunden ringde"})
    for address in refused:
        clerk.post(address, {"why": "x", "offer": "no"})
    assert order.parts.filter(state="cancelled").count() == 1
    waiting.refresh_from_db()
    service.refresh_from_db()
    assert (waiting.state, service.is_offered, Service.objects.count()) == ("awaiting", True, 2)


def test_one_who_edits_pages_sees_none_of_it():
    editor, order = verified(UserFactory(roles=["Redaktör"])), ordered(UserFactory())
    part = order.parts.first()

    for address in (
        reverse("services_admin"),
        reverse("services_board"),
        reverse("services_serviceorder_modeladmin_index"),
        reverse("service_version", args=[part.version.service_id, 1]),
    ):
        answer = editor.get(address, follow=True)
        assert part.recipient_name not in answer.content.decode()
        assert "Ny arbetsplats" not in answer.content.decode()
    editor.post(reverse("service_part_cancel", args=[part.pk]), {"why": "x"})
    part.refresh_from_db()
    assert part.state == "ordered"
