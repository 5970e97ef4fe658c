"""A quotation through the pages: asked for in the cart, written at the desk, mailed, looked at and bought."""

import json

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from commerce.cart.models import Cart
from commerce.catalogue.models import Product
from commerce.events.models import Event
from commerce.lists.models import SavedList
from commerce.orders.documents.typeset import typeset
from commerce.orders.models import Order
from commerce.orders.quotations import pdf
from commerce.quotations import life
from commerce.quotations.models import Quotation
from integrations import outbox
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, UserFactory, logged_in, owner, verified
from tests.factories.orders import ADDRESS, cart_with, delivery_method
from tests.factories.quotations import at_desk, drafted, pro, sent, written

pytestmark = [pytest.mark.krav("4.1.2"), pytest.mark.django_db]


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def page(quotation, name="quotation"):
    return reverse(name, args=[quotation.token])


def test_from_the_cart_to_the_order():
    lamp = sellable(sku="LAMP", price="100.00", stock=90)
    delivery_method()
    member = MembershipFactory()
    cart_with((lamp, 40), user=member.user)
    buyer, desk = logged_in(member.user), verified(owner())

    asked = buyer.post(reverse("quotation_ask"), {"message": "Till <mässan>"}, follow=True)
    quotation = Quotation.objects.get()
    desk.post(at_desk(quotation, "write"), written(("lamp", "40", "61,50", "storköp"), kept=1))
    answer = desk.post(at_desk(quotation, "send"), {"seen": 1}, follow=True)
    for _twice in range(2):
        outbox.deliver_due()
    looked = read(buyer.get(page(quotation)))
    checkout = read(buyer.post(page(quotation, "quotation_accept"), follow=True))
    quotation.refresh_from_db()
    placed = buyer.post(
        reverse("checkout"),
        {
            **ADDRESS,
            "email": "inkop@example.se",
            "phone": "070-123 45 67",
            "delivery": "pall",
            "payment": "invoice",
            "accept_terms": "on",
            "cart_version": str(Cart.objects.get().pk),
            "total_seen": str(quotation.gross),
            "quotation_seen": str(quotation),
        },
    )

    receipt, letter = (one for one in mail.outbox if member.user.email in one.to)
    assert receipt.subject == f"Vi har fått din offertförfrågan, {quotation}"
    assert letter.subject == f"Din offert {quotation} från Lykta & Lera"
    for text in (letter.body, letter.alternatives[0][0]):
        assert page(quotation) in text
        assert "3 575 kr" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Vi har fått din förfrågan" in read(asked)
    assert "Till &lt;mässan&gt;" in read(asked)
    assert "skickad till" in read(answer)
    assert "2 460 kr" in looked
    assert "annars 80 kr" in looked
    assert f"Du köper på offert {quotation}" in checkout
    assert "3 575 kr" in checkout
    assert "Pallfrakt" in checkout
    order = Order.objects.get()
    assert placed.status_code == 302
    assert (order.quotation, order.gross, order.delivery_name) == (quotation, quotation.gross, "Pallfrakt")
    assert [one.name for one in SavedList.objects.all()] == [f"Varukorgen före offert {quotation}"]
    assert "Den är köpt." in read(buyer.get(page(quotation)))


def test_a_request_needs_a_level_that_asks_and_something_to_ask_about():
    lamp = sellable(stock=9)
    plain, empty = UserFactory(), pro()
    cart_with((lamp, 1), user=plain)

    refused = logged_in(plain).post(reverse("quotation_ask"), {"message": ""})
    nothing = logged_in(empty).post(reverse("quotation_ask"), {"message": ""})

    assert refused.status_code == 403
    assert (nothing.status_code, nothing["Location"]) == (302, reverse("cart"))
    assert not Quotation.objects.exists()


def test_one_who_holds_the_address_reads_it_and_buys_by_it_only_as_the_one_it_is_for(client):
    quotation = sent((sellable(stock=9), 1, "50.00"), user=pro())
    draft = drafted((sellable(stock=9), 1, None), user=pro())

    guest = read(client.get(page(quotation)))
    turned = client.post(page(quotation, "quotation_accept"))
    stranger = logged_in(pro())

    assert "Logga in för att köpa" in guest
    assert "Köp till de här priserna" not in guest
    assert turned.status_code == 302
    assert turned["Location"].startswith(reverse("account_login"))
    for name in ("quotation_accept", "quotation_decline"):
        assert stranger.post(page(quotation, name)).status_code == 403
    assert client.get(page(draft)).status_code == 404
    assert client.get(page(draft, "quotation_pdf")).status_code == 404
    assert not Cart.objects.exists()
    assert Quotation.objects.get(pk=quotation.pk).state == "sent"


def test_it_is_declined_with_a_reason_and_says_so():
    quotation = sent((sellable(stock=9), 1, "50.00"), user=pro())
    browser = logged_in(quotation.user)

    said = read(browser.post(page(quotation, "quotation_decline"), {"why": "för dyrt"}, follow=True))
    late = read(browser.post(page(quotation, "quotation_accept"), follow=True))

    quotation.refresh_from_db()
    assert (quotation.state, quotation.why) == ("declined", "för dyrt")
    assert "Den är avböjd." in said
    assert "är avböjd" in late
    assert not Cart.objects.filter(quotation__isnull=False).exists()


def test_when_it_is_over_the_cart_and_the_checkout_say_so_and_show_todays_prices():
    lamp = sellable(price="100.00", stock=9)
    delivery_method()
    quotation = sent((lamp, 2, "50.00"), user=pro())
    browser = logged_in(quotation.user)
    bound = read(browser.post(page(quotation, "quotation_accept"), follow=True))
    cart = read(browser.get(reverse("cart")))

    life.withdraw(quotation.pk, why="fel pris", by=quotation.made_by_id, now=timezone.now())
    told = {
        **ADDRESS,
        "email": "a@example.se",
        "phone": "070-123 45 67",
        "delivery": "pall",
        "payment": "demo",
        "accept_terms": "on",
        "cart_version": str(Cart.objects.get().pk),
        "total_seen": str(quotation.gross),
        "quotation_seen": str(quotation),
        "note": "ring först",
    }
    refused = browser.post(reverse("checkout"), told)
    after = read(browser.get(reverse("cart")))

    assert "100 kr" in bound
    assert f"Varukorgen följer offert {quotation}" in cart
    assert 'name="quantity"' not in cart
    assert refused.status_code == 409
    assert "återtagen eller ersatt. Det här är dagens priser." in read(refused)
    assert "ring först" in read(refused)
    assert "249 kr" in read(refused)
    assert "Fortsätt med dagens priser" in after
    assert 'name="quantity"' in after
    assert not Order.objects.exists()


def test_leaving_it_keeps_the_articles_and_it_can_be_taken_up_again():
    quotation = sent((sellable(sku="LAMP", price="100.00", stock=9), 2, "50.00"), user=pro())
    browser = logged_in(quotation.user)
    browser.post(page(quotation, "quotation_accept"))

    blocked = browser.post(
        reverse("cart_add"), {"sku": "LAMP", "quantity": "1"}, headers={"sec-fetch-site": "same-origin"}
    )
    quick = browser.post(reverse("quick_order"), {"sku": "LAMP", "quantity": "1", "add": "1"})
    left = read(browser.post(reverse("cart_leave"), headers={"sec-fetch-site": "same-origin"}, follow=True))
    again = read(browser.post(page(quotation, "quotation_accept"), follow=True))

    assert blocked.status_code == 422
    assert "Varukorgen följer en offert" in read(blocked)
    assert "Varukorgen följer en offert" in read(quick)
    assert "Varukorgen följer inte längre offerten." in left
    assert "har stigit från 50 kr till 100 kr" in left
    assert f"Du köper på offert {quotation}" in again


def test_an_order_that_is_given_up_leads_back_to_the_quotation():
    lamp = sellable(sku="LAMP", price="100.00", stock=9)
    quotation = sent((lamp, 2, "50.00"), user=pro())
    browser = logged_in(quotation.user)
    browser.post(page(quotation, "quotation_accept"))
    told = {
        **ADDRESS,
        "email": "a@example.se",
        "phone": "070-123 45 67",
        "delivery": "pall",
        "payment": "demo",
        "accept_terms": "on",
        "cart_version": str(Cart.objects.get().pk),
        "total_seen": str(quotation.gross),
        "quotation_seen": str(quotation),
    }
    browser.post(reverse("checkout"), told)

    given_up = browser.post(reverse("order_give_up", args=[Order.objects.get().token]))

    assert given_up["Location"] == page(quotation)
    assert "Köp till de här priserna" in read(browser.get(page(quotation)))


@pytest.mark.parametrize(
    ("case", "rows", "head", "words"),
    [
        ("a price without a reason", [("LAMP", "1", "50", "")], {}, "Skriv varför priset är ett annat"),
        ("no such article", [("LAMPA", "1", "", "")], {}, "Varan finns inte."),
        ("the same twice", [("LAMP", "1", "", ""), ("lamp", "2", "", "")], {}, "står redan på en annan rad"),
        ("no number", [("LAMP", "många", "", "")], {}, "heltal"),
        ("an amount that could be two", [("LAMP", "1", "1.234", "x")], {}, "kan läsas på två sätt"),
        ("no day", [("LAMP", "1", "", "")], {"valid_through": "2026-13-01"}, "Skriv ett datum som finns"),
        ("a delivery below nothing", [("LAMP", "1", "", "")], {"delivery_price": "-1"}, "mindre än noll"),
    ],
)
def test_what_is_written_wrong_at_the_desk_is_said_by_its_field_and_nothing_is_lost(case, rows, head, words):
    lamp = sellable(sku="LAMP", price="100.00", page=False)
    delivery_method()
    draft = drafted((lamp, 7, None), user=pro())

    answer = verified(owner()).post(
        at_desk(draft, "write"), written(*rows, **{"seen": 1, "terms": "Behåll mig", **head})
    )

    assert answer.status_code == 422, case
    assert words in read(answer), case
    assert "Behåll mig" in read(answer)
    assert draft.lines.get().quantity == 7


def test_the_desk_begins_one_for_a_customer_and_is_told_what_is_missing():
    desk, customer = verified(owner()), pro()
    add = reverse("quotations_quotation_modeladmin_create")

    unknown = desk.post(add, {"email": "nix@example.se", "locale": "sv"})
    desk.post(add, {"email": customer.email.upper(), "locale": "en"})
    quotation = Quotation.objects.get()
    refused = read(desk.post(at_desk(quotation, "send"), {"seen": 0}, follow=True))

    assert unknown.status_code == 422
    assert (quotation.user, quotation.locale, quotation.state) == (customer, "en", "draft")
    assert "Den har inga rader än." in refused
    assert "Skriv till och med vilken dag den gäller." in refused


def test_the_desk_withdraws_renews_and_reads():
    quotation = sent((sellable(sku="LAMP", stock=9, page=False), 1, "50.00"), user=pro())
    desk = verified(owner())
    shown = read(desk.get(reverse("quotations_quotation_modeladmin_inspect", args=[quotation.pk])))
    desk.post(at_desk(quotation, "renew"))
    reasonless = desk.post(at_desk(quotation, "withdraw"), {"why": " "})
    desk.post(at_desk(quotation, "withdraw"), {"why": "Fel pris"})
    listed = read(desk.get(reverse("quotations_quotation_modeladmin_index")))

    assert "storköp" in shown
    assert reasonless.status_code == 422
    quotation.refresh_from_db()
    assert (quotation.state, quotation.why) == ("withdrawn", "Fel pris")
    assert f"O-{quotation.number}-2" in listed


def test_who_may_not_at_the_desk_may_not_do_anything_there():
    quotation = sent((sellable(stock=9, page=False), 1, "50.00"), user=pro())
    editor = verified(UserFactory(roles=["Redaktör"], is_staff=True))

    for what in ("write", "send", "withdraw", "renew"):
        assert editor.post(at_desk(quotation, what), {"why": "x"}).status_code in (302, 403, 404)
    assert editor.get(at_desk(quotation, "document")).status_code in (302, 403)
    assert Quotation.objects.get().state == "sent"
    assert not Event.objects.filter(kind="quotation.withdrawn").exists()


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("sv", ["Offert", "O-", "Gäller till och med", "Lykta", "150,00", "645,00 kr", "Betalning 30 dagar netto."]),
        ("en", ["Quotation", "O-", "Valid through", "Lykta", "150.00", "SEK 645.00", "Betalning 30 dagar netto."]),
    ],
)
def test_the_pdf_is_in_the_customers_language_and_the_same_for_ever(client, monkeypatch, locale, words):
    lamp = sellable(product__name_sv="Lykta", price="100.00", stock=9)
    quotation = sent((lamp, 3, "50.00"), user=pro(), locale=locale)
    said = []
    monkeypatch.setattr(pdf, "typeset", lambda name, told, at: said.append(told) or typeset(name, told, at=at))
    first = client.get(page(quotation, "quotation_pdf")).content
    Product.objects.update(name_sv="Något annat", name_en="Something else")

    second = client.get(page(quotation, "quotation_pdf")).content

    shown = json.dumps(said[0], ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " ")
    assert [word for word in words if word not in shown] == []
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first
    assert first == second
