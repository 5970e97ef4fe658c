"""Services on the account pages: chosen, ordered, approved, cancelled; what is written wrong is said and kept."""

import pytest
from django.test import Client
from django.urls import reverse

from commerce.customers.organisations import Role
from operations.desk import life as desk
from operations.services import editing
from operations.services.models import ServiceChoice, ServiceOrder, ServiceVersion
from tests.factories.customers import MembershipFactory, UserFactory, logged_in
from tests.factories.services import FORM, FOUR, chosen, draft, ordered, published
from tests.factories.tickets import MONDAY_NINE

pytestmark = pytest.mark.django_db
WRITTEN = {
    "recipients": "Ada Ek, ada@example.com\n\n Bo  Alm \n",
    "f1": "B 204",
    "f2": "Stor",
    "f3": "2026-12-24",
    "f4": "1,5",
    "f5": "Nära\nfönstret",
}


@pytest.mark.krav("5.1.2.3")
@pytest.mark.krav("5.1.2.4")
def test_a_customer_finds_a_service_fills_in_its_form_and_orders_it():
    user = UserFactory()
    version, browser = published(fields=FORM, text="Bord, stol och skärm."), logged_in(user)
    draft("hemlig", name="Hemligt utkast", name_en="Secret")

    listed = browser.get(reverse("services")).content.decode()
    assert "Ny arbetsplats" in listed
    assert "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}kr" in listed  # a consumer reads prices with VAT
    assert "Hemligt utkast" not in listed
    address = reverse("service", args=[version.service.code])
    assert "Bord, stol och skärm." in browser.get(address).content.decode()

    cart = browser.post(address, WRITTEN, follow=True)
    assert cart.redirect_chain[-1][0] == reverse("service_cart")
    assert "2 mottagare" in cart.content.decode()
    page = browser.post(reverse("service_cart"), {"reference": "PO-7"}, follow=True).content.decode()

    order = ServiceOrder.objects.get()
    assert (order.requester, order.reference, order.parts.count()) == (user, "PO-7", 2)
    first = order.parts.get(position=1)
    assert (first.recipient_name, first.recipient_email) == ("Ada Ek", "ada@example.com")
    assert [one["answer"] for one in first.answers] == ["B 204", "Stor", "2026-12-24", "1.5", "Nära\nfönstret"]
    assert "Storlek: Stor" in first.ticket.text
    for shown in ("Ada Ek", "Bo Alm", "B 204", "PO-7", "Ny", str(first.ticket)):
        assert shown in page
    assert str(order.number) in browser.get(reverse("service_orders")).content.decode()
    assert browser.post(reverse("service_cart"), {}, follow=True).redirect_chain[-1][0] == reverse("service_orders")
    assert ServiceOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "wrong", "said"),
    [
        ("nobody", {"recipients": " \n"}, "Vem som ska ha den: "),
        ("no address", {"recipients": "Ada, ada@\nBo"}, "Rad 1: ”ada@” är ingen e-postadress. Skriv: namn, e-post."),
        ("no name", {"recipients": "Bo\n, bo@example.com"}, "Rad 2: skriv ett namn på högst 120 tecken."),
        ("twice", {"recipients": "Bo\nbo"}, "Samma mottagare står två gånger."),
        ("too many", {"recipients": "\n".join(f"Nr {n}" for n in range(51))}, "Högst 50 mottagare åt gången."),
        ("nothing where something must be", {"f1": ""}, "Rum: "),
        ("another choice", {"f2": "Enorm"}, "Storlek: "),
        ("no date", {"f3": "i jul"}, "Senast: "),
        ("no number", {"f4": "några"}, "Skärmar: "),
    ],
)
def test_what_is_written_wrong_is_said_and_nothing_is_lost(case, wrong, said):
    version, browser = published(fields=FORM), logged_in(UserFactory())

    answer = browser.post(reverse("service", args=[version.service.code]), WRITTEN | wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    for kept in (WRITTEN | wrong).values():
        for line in kept.split("\n"):
            assert line.strip() in page
    assert not ServiceChoice.objects.exists()


def test_the_next_service_begins_with_the_same_recipients_and_a_choice_is_written_anew():
    user = UserFactory()
    chosen(user, published("konto"), FOUR)
    browser, other = logged_in(user), published("dator", fields=FORM)

    assert "Cecilia, cecilia@example.com" in browser.get(reverse("service", args=["dator"])).content.decode()
    browser.post(reverse("service", args=["dator"]), WRITTEN)
    choice = ServiceChoice.objects.get(version=other)
    address = reverse("service_choice", args=[choice.pk])
    assert "B 204" in browser.get(address).content.decode()
    browser.post(address, WRITTEN | {"f1": "C 1", "recipients": "Eva"})
    choice.refresh_from_db()
    assert (choice.answers["f1"], choice.recipients) == ("C 1", [{"name": "Eva", "email": ""}])
    browser.post(reverse("service_drop", args=[choice.pk]))
    assert ServiceChoice.objects.get().version.service.code == "konto"


def test_one_that_has_a_new_version_is_looked_at_again_before_it_is_ordered():
    user, version = UserFactory(), published()
    choice = chosen(user, version, FOUR[:1])
    editing.draft_of(version.service, by=None, now=MONDAY_NINE)
    new = editing.publish(version.service, by=None, now=MONDAY_NINE)
    browser = logged_in(user)

    refused = browser.post(reverse("service_cart"), {"reference": "PO-7"})
    assert refused.status_code == 422
    assert "har ändrats" in refused.content.decode()
    assert "PO-7" in refused.content.decode()
    address = reverse("service_choice", args=[choice.pk])
    assert "har en ny version" in browser.get(address).content.decode()
    browser.post(address, {"recipients": "Ada"})
    browser.post(reverse("service_cart"), {})
    assert ServiceOrder.objects.get().parts.get().version_id == new.pk


@pytest.mark.krav("5.1.2.3")
def test_the_administrator_approves_all_or_says_why_not():
    buyer = MembershipFactory()
    boss = MembershipFactory(organisation=buyer.organisation, role=Role.ADMINISTRATOR)
    approval = ServiceVersion.Approval.ORGANISATION
    order = ordered(buyer.user, published(approval=approval), organisation=buyer.organisation, recipients=FOUR[:3])
    browser, page = logged_in(boss.user), reverse("service_order", args=[order.number])
    third = reverse("service_decide", args=[order.number, 3])

    assert "3 delar väntar på ditt godkännande" in browser.get(reverse("services")).content.decode()
    assert "Godkänn alla 3" in browser.get(page).content.decode()
    assert "Godkänn" not in logged_in(buyer.user).get(page).content.decode()
    logged_in(buyer.user).post(third, {"approve": "yes"})
    assert order.parts.filter(state="awaiting").count() == 3

    wrong = browser.post(third, {"refuse": "yes", "why": " "})
    assert wrong.status_code == 422
    assert "Säg varför" in wrong.content.decode()
    browser.post(third, {"refuse": "yes", "why": "Inte i år"})
    browser.post(reverse("service_approve_all", args=[order.number]))
    assert [one.state for one in order.parts.order_by("position")] == ["ordered", "ordered", "refused"]
    assert "Inte i år" in logged_in(buyer.user).get(page).content.decode()


@pytest.mark.krav("5.1.2.2")
def test_a_part_is_cancelled_on_its_page_until_the_work_has_begun():
    user = UserFactory()
    order = ordered(user, recipients=FOUR[:2])
    desk.work(desk.accept(order.parts.get(position=2).ticket, now=MONDAY_NINE), now=MONDAY_NINE)
    browser = logged_in(user)

    page = browser.get(reverse("service_order", args=[order.number])).content.decode()
    assert page.count("Avbeställ den här delen") == 1
    browser.post(reverse("service_cancel", args=[order.number, 1]))
    told = browser.post(reverse("service_cancel", args=[order.number, 2]), follow=True).content.decode()

    assert "Arbetet har redan börjat" in told
    assert [one.state for one in order.parts.order_by("position")] == ["cancelled", "ordered"]


def test_colleagues_see_an_order_and_strangers_find_nothing():
    buyer = MembershipFactory()
    colleague, stranger = MembershipFactory(organisation=buyer.organisation), MembershipFactory(role=Role.ADMINISTRATOR)
    order = ordered(buyer.user, organisation=buyer.organisation, recipients=FOUR[:1])
    choice = chosen(buyer.user, published("konto"))
    page = reverse("service_order", args=[order.number])
    posted = [
        reverse("service_cancel", args=[order.number, 1]),
        reverse("service_decide", args=[order.number, 1]),
        reverse("service_approve_all", args=[order.number]),
    ]

    friend = logged_in(colleague.user).get(page)
    assert friend.status_code == 200
    assert "Avbeställ den här delen" not in friend.content.decode()
    other = logged_in(stranger.user)
    assert other.get(page).status_code == 404
    assert {other.post(address).status_code for address in posted} == {404}
    assert other.get(reverse("service_choice", args=[choice.pk])).status_code == 404
    other.post(reverse("service_drop", args=[choice.pk]))
    assert ServiceChoice.objects.count() == 1
    assert order.parts.get().state == "ordered"


def test_one_who_has_not_logged_in_is_asked_to_and_what_is_not_there_is_not_found():
    for name in ("services", "service_cart", "service_orders"):
        assert Client().get(reverse(name)).status_code == 302
    browser = logged_in(UserFactory())
    draft("utkast")
    for code in ("utkast", "finns-inte"):
        assert browser.get(reverse("service", args=[code])).status_code == 404
    for name in ("services", "service_cart", "service_orders"):
        assert browser.get(reverse(name)).status_code == 200


def test_a_full_cart_says_so(django_assert_max_num_queries):
    user, version = UserFactory(), published()
    for _one in range(20):
        chosen(user, version, FOUR[:1])
    browser = logged_in(user)

    answer = browser.post(reverse("service", args=["arbetsplats"]), {"recipients": "Ada"})
    assert answer.status_code == 422
    assert "Varukorgen är full" in answer.content.decode()
    with django_assert_max_num_queries(12):
        browser.get(reverse("service_cart"))
