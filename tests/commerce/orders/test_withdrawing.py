"""The withdrawal function: on every page, two steps, no log-in, a receipt at once, and nobody fishes for orders."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from cms.pages.product import ProductPage
from commerce.catalogue.models import Product
from commerce.orders.models import Notice, Order, OrderLine, Return
from commerce.orders.returns import returning, withdrawal_views
from integrations.outbox import deliver_due
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory
from tests.factories.orders import delivery_method
from tests.factories.returns import an_order, everything, notice, pay, ship

pytestmark = [pytest.mark.django_db, pytest.mark.law("L7"), pytest.mark.krav("4.11.4")]
START = "/angra/"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def order():
    return ship(pay(an_order(100, 50)))


def said(order=None, **changed):
    number = order.number if order else "99999"
    return {"order_number": number, "email": "asa@example.se", "name": "Åsa Öberg", "note": "Fel färg"} | changed


def hidden(answer):
    """What the page of the second step carries to be sent with it."""
    text = answer.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))
    fields.pop("csrfmiddlewaretoken", None)
    return fields | dict(re.findall(r'name="(line-\d+)" type="number"[^>]*value="(\d+)"', text))


def confirm(client, shown, **changed):
    return client.post(START, hidden(shown) | {"confirm": "1"} | changed)


def send(client, order, **changed):
    return confirm(client, client.post(START, said(order)), **changed)


def mails():
    deliver_due()
    return [(message.subject, message.to) for message in mail.outbox if "rder" not in message.subject]


def test_every_page_leads_to_it(client):
    for address in ("/", "/varukorg/", reverse("account_login"), "/kassa/", START, "/finns-inte/"):
        assert f'href="{START}"' in client.get(address).content.decode(), address
    assert 'href="/en/withdraw/"' in client.get("/en/").content.decode()


def test_the_confirmation_and_its_mail_lead_to_it_with_the_order_known(client):
    order = pay(an_order(100))
    own = reverse("withdraw_order", args=[order.token])

    assert own in client.get(reverse("order_confirmation", args=[order.token])).content.decode()
    deliver_due()
    [message] = [one for one in mail.outbox if order.number in one.subject]
    assert own in message.body
    assert own in message.alternatives[0].content
    assert reverse("withdrawal_form") in message.body
    shown = client.get(own).content.decode()
    for known in (order.number, "asa@example.se", "Åsa Öberg"):
        assert f'value="{known}"' in shown


def test_two_steps_and_a_receipt(client, order):
    first = client.get(START).content.decode()
    assert "Ångra avtalet här" in first

    second = client.post(START, said(order))
    text = second.content.decode()
    assert (second.status_code, Return.objects.count()) == (200, 0)
    assert "Bekräfta ånger" in text
    assert "Åsa Öberg" in text
    assert "Fel färg" in text
    assert list(hidden(second)).count("proof") == 1

    answer = confirm(client, second)

    returned = Return.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("return", args=[returned.token]))
    assert [one.quantity for one in returned.lines.all()] == [2, 2]
    assert (returned.kind, returned.name, returned.note) == ("withdrawal", "Åsa Öberg", "Fel färg")
    receipt = client.get(answer.url).content.decode()
    moment = timezone.localtime(returned.requested_at)
    for told in (f"kl. {moment:%H:%M} svensk tid", str(returned), "asa@example.se", "R-0", "R-1"):
        assert told in receipt, told


def test_the_receipt_comes_by_mail_with_content_and_moment(client, order):
    send(client, order)

    assert mails() == [(f"Kvitto på att du ångrat ditt köp, retur {order.number}-R1", ["asa@example.se"])]
    [message] = [one for one in mail.outbox if "Kvitto" in one.subject]
    returned = Return.objects.get()
    moment = timezone.localtime(returned.requested_at)
    for body in (message.body, message.alternatives[0].content):
        for told in (
            f"kl. {moment:%H:%M} svensk tid", "Jag frånträder köpeavtalet", "R-0", "R-1", order.number, "Åsa Öberg",
            "Fel färg", reverse("return", args=[returned.token]),
        ):  # fmt: skip
            assert told in body, told


def test_the_receipt_also_goes_to_the_address_of_the_order(client, order):
    own = reverse("withdraw_order", args=[order.token])
    shown = client.post(own, said(order, email="ny@example.se"))

    client.post(own, hidden(shown) | {"confirm": "1"})

    assert mails()[0][1] == ["ny@example.se", "asa@example.se"]


def test_some_of_the_goods(client, order):
    first, second = order.lines.order_by("position")

    send(client, order, **{f"line-{first.pk}": "1", f"line-{second.pk}": "0"})

    assert list(Return.objects.get().lines.values_list("line", "quantity")) == [(first.pk, 1)]


@pytest.mark.parametrize("written", ["0", "", "x", "-1", "99999999999999999999", "1.5"])
def test_no_goods_at_all_is_asked_again(client, order, written):
    nothing = {f"line-{line.pk}": written for line in order.lines.all()}

    answer = send(client, order, **nothing)

    assert (answer.status_code, Return.objects.count()) == (422, 0)
    assert "Välj minst en vara" in answer.content.decode()


def test_two_clicks_are_one_notice(client, order):
    shown = client.post(START, said(order))

    answers = [confirm(client, shown) for _time in range(2)]

    assert answers[0].url == answers[1].url
    assert (Return.objects.count(), len(mails())) == (1, 1)


def test_what_is_in_a_notice_already_is_said(client, order):
    send(client, order)

    again = client.post(START, said(order)).content.decode()

    assert "Alla varor i ordern finns redan i en anmälan" in again
    assert reverse("return", args=[Return.objects.get().token]) in again


def test_going_back_keeps_what_was_written(client, order):
    shown = client.post(START, said(order))

    back = client.post(START, hidden(shown) | {"change": "1"}).content.decode()

    for kept in (order.number, "asa@example.se", "Åsa Öberg", "Fel färg"):
        assert kept in back
    assert not Return.objects.exists()


@pytest.mark.parametrize("lacking", ["email", "name"])
def test_what_must_be_there_is_asked_for(client, order, lacking):
    answer = client.post(START, said(order, **{lacking: ""}))

    assert answer.status_code == 422
    assert f"withdraw_{lacking}" in answer.content.decode()


# --- nobody fishes ---


def comparable(answer):
    """The page without what the sender wrote and without what is new each time."""
    text = answer.content.decode()
    return re.sub(r"[0-9a-f-]{36}|csrfmiddlewaretoken\" value=\"\w+\"|99999|10\d{3}|[a-z]+@example\.se", "", text)


def test_a_wrong_pair_looks_like_a_number_that_is_not_there(client, order):
    wrong = client.post(START, said(order, email="bo@example.se"))
    missing = client.post(START, said(None, email="bo@example.se"))

    assert comparable(wrong) == comparable(missing)
    assert (wrong.status_code, missing.status_code) == (200, 200)
    assert "R-0" not in wrong.content.decode()


def test_a_notice_that_matches_no_order_is_kept_and_receipted(client, order):
    shown = client.post(START, said(order, email="bo@example.se"))

    answer = confirm(client, shown, goods="Två koppar")

    kept = Notice.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("withdrawal_kept", args=[kept.token]))
    assert (kept.order_number, kept.goods, kept.email) == (order.number, "Två koppar", "bo@example.se")
    receipt = client.get(answer.url).content.decode()
    assert "Två koppar" in receipt
    assert "svensk tid" in receipt
    assert mails() == [("Kvitto på att du ångrat ditt köp", ["bo@example.se"])]
    body = mail.outbox[-1].body
    assert "Två koppar" in body
    assert f"{timezone.localtime(kept.received_at):%H:%M} svensk tid" in body
    assert not Return.objects.exists()


def test_a_notice_without_a_number_is_a_notice(client):
    confirm(client, client.post(START, said(None, order_number="")), goods="Ljuset")

    assert Notice.objects.get().goods == "Ljuset"


def test_who_asks_too_often_gets_the_same_page_and_may_still_send(client, order, monkeypatch):
    monkeypatch.setattr(withdrawal_views, "LOOKS_FOR_SENDER", 2)
    for _time in range(2):
        client.post(START, said(None))

    shown = client.post(START, said(order))

    assert "R-0" not in shown.content.decode()
    assert comparable(shown) == comparable(client.post(START, said(None)))
    confirm(client, shown)
    assert (Notice.objects.count(), Return.objects.count()) == (1, 0)


def test_a_number_is_looked_up_only_so_often_whoever_asks(client, order, monkeypatch):
    monkeypatch.setattr(withdrawal_views, "LOOKS_FOR_NUMBER", 2)
    for place in range(2):
        client.post(START, said(order, email="bo@example.se"), REMOTE_ADDR=f"10.0.0.{place}")

    assert "R-0" not in client.post(START, said(order), REMOTE_ADDR="10.0.0.9").content.decode()


def test_many_notices_are_kept_and_only_their_mail_is_held_back(client, monkeypatch):
    monkeypatch.setattr(withdrawal_views, "MAILS_FOR_ADDRESS", 1)

    for _time in range(3):
        shown = client.post(START, said(None))
        answer = confirm(client, shown)

    assert list(Notice.objects.order_by("pk").values_list("is_mailed", flat=True)) == [True, False, False]
    assert len(mails()) == 1
    assert "den är ditt kvitto" in client.get(answer.url).content.decode()


def test_a_flood_of_notices_is_stopped(client, monkeypatch):
    monkeypatch.setattr(withdrawal_views, "NOTICES_FOR_SENDER", 1)

    answers = [confirm(client, client.post(START, said(None))).status_code for _time in range(2)]

    assert (answers, Notice.objects.count()) == ([302, 429], 1)


def test_a_proof_that_is_made_up_opens_no_order(client, order):
    fields = said(order) | {"key": str(uuid.uuid4()), "proof": f"{order.pk}:x:y", "confirm": "1"}

    client.post(START, fields)

    assert (Return.objects.count(), Notice.objects.count()) == (0, 1)


@pytest.mark.parametrize("address", ["/retur/{}/", "/angra/{}/", "/angra/mottaget/{}/"])
def test_what_nobody_has_is_not_there(client, address):
    assert client.get(address.format(uuid.uuid4())).status_code == 404


# --- what the law takes out, and when it is late ---


@pytest.mark.law("L8")
def test_goods_without_the_right_are_named_and_left_out(client, order):
    line = order.lines.order_by("position").first()
    OrderLine.objects.filter(pk=line.pk).update(withdrawal_exempt="made_to_order")

    shown = client.post(START, said(order))

    assert "Görs efter dina önskemål" in shown.content.decode()
    assert f"line-{line.pk}" not in hidden(shown)
    confirm(client, shown)
    assert [one.line.sku for one in Return.objects.get().lines.all()] == ["R-1"]


@pytest.mark.law("L8")
def test_a_late_notice_is_taken_and_said_to_be_looked_at(client):
    order = ship(pay(an_order(100)), now=NOW - timedelta(days=40))

    shown = client.post(START, said(order))
    assert "de 14 dagarna" in shown.content.decode()
    answer = confirm(client, shown)

    assert Return.objects.get().doubt == "late"
    assert "har de 14 dagarna gått" in client.get(answer.url).content.decode()


@pytest.mark.law("L8")
@pytest.mark.parametrize("code", ["made_to_order", "perishable", "hygiene_seal", "media_seal"])
def test_what_is_exempt_is_said_before_the_order(client, code):
    variant = sellable(price="100.00")
    Product.objects.filter(pk=variant.product_id).update(withdrawal_exempt=code)
    words = str(Product(withdrawal_exempt=code).withdrawal_told)
    delivery_method()
    client.post(reverse("cart_add"), {"sku": variant.sku, "quantity": "1"}, headers={"Sec-Fetch-Site": "same-origin"})

    for address in (ProductPage.objects.get().url, reverse("cart"), reverse("checkout")):
        assert words in client.get(address).content.decode(), address


# --- to follow it ---


def test_the_page_of_a_return_follows_it_to_the_money(client, order):
    returned = notice(order)
    address = reverse("return", args=[returned.token])
    assert "Skicka tillbaka varorna" in client.get(address).content.decode()

    returning.receive(returned.pk, everything(returned), {}, now=NOW)
    returning.settle_return(returned.pk, now=NOW)

    text = client.get(address).content.decode()
    assert "349\u00a0kr är på väg till dig" in text
    assert "49\u00a0kr av det är frakt" in text
    assert "Skicka tillbaka varorna" not in text
    assert any("är klar" in subject for subject, _to in mails())


def test_a_refusal_is_told_with_its_reason(client, order):
    returned = notice(order)
    returning.refuse(returned.pk, "Koppen är använd.", now=NOW)

    assert "Koppen är använd." in client.get(reverse("return", args=[returned.token])).content.decode()
    assert any("Om din retur" in subject for subject, _to in mails())
    assert "Koppen är använd." in mail.outbox[-1].body


def test_my_account_lists_my_returns_and_leads_to_withdrawal(client, order):
    me = UserFactory()
    Order.objects.filter(pk=order.pk).update(user=me)
    returned = notice(order)
    client.force_login(me)

    text = client.get(reverse("account_orders")).content.decode()

    assert reverse("return", args=[returned.token]) in text
    assert reverse("withdraw_order", args=[order.token]) in text


def test_an_order_that_was_withdrawn_whole_leads_to_its_return(client):
    order = pay(an_order(100))
    returned = notice(order)

    answer = client.get(reverse("order_confirmation", args=[order.token]), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("return", args=[returned.token])


def test_the_standard_form_says_what_the_law_has_it_say(client, settings):
    text = client.get(reverse("withdrawal_form")).content.decode()

    for told in (escape(settings.SELLER["name"]), settings.SELLER["address_1"], "Jag/vi (*) meddelar härmed", "Datum:"):
        assert told in text, told


def test_it_is_in_english_too(client, order):
    shown = client.post("/en/withdraw/", said(order))

    assert "Confirm withdrawal" in shown.content.decode()
