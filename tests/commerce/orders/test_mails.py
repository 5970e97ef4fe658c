"""Every mail about an order: sent by its event, once, while it is true; shown and sent again in the admin."""

import re
import smtplib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from commerce.events.models import Event
from commerce.orders import flow, settle
from commerce.orders.invoices import invoicing
from commerce.orders.ledger import Instruction
from commerce.orders.mails import sample, sending
from commerce.orders.mails.kinds import ALL, KINDS
from commerce.orders.mails.owing import left_to_pay
from commerce.orders.mails.waiting import remind_unpaid
from commerce.orders.models import Invoice, Order, SentMail
from commerce.orders.parcels import Tracking
from commerce.orders.payments import ProviderRefused, ProviderUnavailable, Reading, providers
from commerce.orders.returns import returning
from integrations import outbox
from integrations.models import Delivery
from integrations.routes import ROUTES, TARGETS
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import captured
from tests.factories.returns import an_order, everything, notice, pay, ship

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
NOW = timezone.now()


def deliver(now=None):
    """What the worker does. Returns the mails that went out, as pairs of subject and text."""
    mail.outbox.clear()
    moment = now or timezone.now() + timedelta(seconds=1)
    while outbox.deliver_due(now=lambda: moment):
        pass
    return [(one.subject, one.body) for one in mail.outbox]


def subjects(now=None):
    return [subject for subject, _text in deliver(now)]


@pytest.fixture
def order():
    """Two each of two articles, paid and confirmed by mail."""
    made = pay(an_order("100.00", "50.00"))
    assert subjects() == [f"Din order {made.number} hos Lykta & Lera"]
    return made


@pytest.mark.parametrize("locale", ["sv", "en"])
@pytest.mark.parametrize("code", [kind.code for kind in ALL])
def test_every_kind_is_made_of_a_sample_in_both_languages_and_leaves_nothing(code, locale):
    before = (Order.objects.count(), Event.objects.count(), Invoice.objects.count())

    made = sample.made(code, locale=locale, now=NOW)

    assert made
    for one in made:
        html = one.alternatives[0][0]
        assert one.to != [""]
        assert f'<html lang="{"sv" if code == "refund_failed" else locale}">' in html
        assert not re.search(r"\{\{|\{%|&amp;amp;|None", html + one.body), one.body
        assert "&amp;" not in one.body
        amounts = re.findall(r"\d+(?:,\d\d)?\u00a0kr|SEK\u00a0[\d.,]+\d", one.body)
        assert all(amount in html for amount in amounts)
    assert (Order.objects.count(), Event.objects.count(), Invoice.objects.count()) == before


def test_every_kind_has_its_events_routed_to_it():
    targets = {"invoice": "invoices.mail"}
    for kind in ALL:
        target = targets.get(kind.code, f"mail.{kind.code}")
        assert TARGETS[target] == f"integrations.targets.mail.{kind.code}"
        assert [event for event in kind.events if target not in ROUTES[event]] == []


def test_an_order_nobody_came_back_to_is_reminded_of_once_while_it_can_be_paid():
    order = an_order("100.00", now=NOW - timedelta(minutes=25))
    assert remind_unpaid(now=NOW - timedelta(minutes=10)) == 0

    assert [remind_unpaid(now=NOW), remind_unpaid(now=NOW)] == [1, 0]
    [(subject, text)] = deliver()

    assert subject == f"Order {order.number} väntar på din betalning"
    assert f"/kassa/obetald/{order.token}/" in text
    assert remind_unpaid(now=NOW + timedelta(minutes=15)) == 0


@pytest.mark.parametrize(("case", "state"), [("paid, and nobody told us", "confirmed"), ("no answer", "placed")])
def test_nobody_is_told_to_pay_before_the_provider_has_said_that_he_has_not(monkeypatch, case, state):
    order = an_order("100.00", now=NOW - timedelta(minutes=25))

    def read(self, payment):
        if case == "no answer":
            raise ProviderUnavailable
        return Reading(facts=(captured(payment.amount),))

    monkeypatch.setattr(type(providers()["demo"]), "read", read)

    assert remind_unpaid(now=NOW) == 0
    assert Order.objects.get(pk=order.pk).state == state


def test_a_reminder_that_is_no_longer_true_is_not_sent():
    order = an_order("100.00", now=NOW - timedelta(minutes=25))
    remind_unpaid(now=NOW)
    pay(order)

    assert subjects() == [f"Din order {order.number} hos Lykta & Lera"]


def test_an_order_about_to_be_cancelled_gets_no_link_and_then_hears_that_it_is():
    order = an_order("100.00", now=NOW - timedelta(minutes=50))

    assert remind_unpaid(now=NOW) == 0
    flow.cancel(order.pk, why="not paid in time", now=NOW)

    [(subject, text)] = deliver()
    assert subject == f"Order {order.number} är avbruten"
    assert "ingen betalning" in text.lower()


@pytest.mark.parametrize(("minutes", "count"), [(5, 0), (15, 1)])
def test_a_refusal_is_told_only_to_one_who_has_left_the_page(minutes, count):
    order = an_order("100.00", now=NOW - timedelta(minutes=minutes))

    flow.decline(order.payments.get().pk, now=NOW)

    assert len(deliver()) == count
    assert remind_unpaid(now=NOW + timedelta(minutes=22)) == 1 - count


@pytest.mark.parametrize("why", ["given up by the shopper", "withdrawn"])
def test_what_the_shopper_did_himself_is_not_told_him(why):
    order = an_order("100.00")

    flow.cancel(order.pk, why=why, now=NOW)

    assert deliver() == []


def test_each_parcel_tells_what_is_in_it_what_is_left_and_how_it_is_followed(order):
    cups, plates = order.lines.order_by("position")
    flow.pack(order.pk, {cups.pk: 2, plates.pk: 1}, now=NOW)
    parcel = order.shipments.get()
    tracking = Tracking("PostNord", "UA1", "https://spara.example/UA1")
    flow.ship(order.pk, shipment_id=parcel.pk, tracking=tracking, now=NOW)

    [(subject, text)] = deliver()
    inside, later = text.split("Kommer senare")
    assert subject == f"En del av order {order.number} är på väg"
    assert ("2 × " in inside, "UA1" in inside, "https://spara.example/UA1" in inside) == (True, True, True)
    assert re.findall(r"(\d) × .*\((.*?)\)", later) == [("1", plates.sku)]

    ship(order, delivered=False, now=NOW + timedelta(days=1))
    told = [one for one in deliver() if "faktura" not in one[0].lower()]
    assert [subject for subject, _text in told] == [f"Det sista av order {order.number} är på väg"]
    assert "Kommer senare" not in told[0][1]


def test_a_refund_is_told_when_it_is_made_and_not_twice(order):
    settle.ask(order.payments.get().pk, Instruction.Kind.REFUND, Decimal("49.50"), why="Sprucken kopp", now=NOW)

    [(subject, text)] = deliver()

    assert subject == f"Dina pengar är tillbaka, order {order.number}"
    assert ("49,50" in text, "Sprucken kopp" in text) == (True, True)


def test_a_refund_that_takes_its_time_is_told_at_once_and_one_refused_to_the_desk(order, monkeypatch, settings):
    provider = type(providers()["demo"])
    settings.ORDER_DESK_EMAIL = "disken@lyktalera.example.se"
    answer = provider.instruct

    def waits(self, instruction):
        return replace(answer(self, instruction), is_done=False, facts=())

    monkeypatch.setattr(provider, "instruct", waits)
    settle.ask(order.payments.get().pk, Instruction.Kind.REFUND, Decimal(10), why="Kom sent", now=NOW)
    assert subjects() == [f"Pengar är på väg tillbaka till dig, order {order.number}"]

    def refuses(self, instruction):
        raise ProviderRefused("kortet är spärrat")

    monkeypatch.setattr(provider, "instruct", refuses)
    settle.ask(order.payments.get().pk, Instruction.Kind.REFUND, Decimal(20), why="Kom sent", now=NOW)
    [(subject, text)] = deliver()
    assert subject == f"Återbetalningen av order {order.number} gick inte igenom"
    assert (mail.outbox[0].to, "kortet är spärrat" in text) == (["disken@lyktalera.example.se"], True)


def test_a_return_tells_of_its_money_once(order):
    ship(order)
    deliver()
    returned = notice(order)
    deliver()
    returning.receive(returned.pk, everything(returned), {}, now=NOW)
    returning.settle_return(returned.pk, now=NOW)

    told = [subject for subject in subjects() if "Kreditfaktura" not in subject]
    assert sorted(told) == [f"Dina pengar är tillbaka, order {order.number}", f"Retur {returned} är klar"]


def test_money_that_comes_too_late_is_told_of_as_on_its_way_back():
    order = an_order("100.00")
    flow.cancel(order.pk, why="given up by the shopper", now=NOW)

    settle.learn(order.payments.get().pk, Reading(facts=(captured(order.gross),)), now=NOW)

    assert sorted(subjects()) == [
        f"Dina pengar är tillbaka, order {order.number}",
        f"Vi betalar tillbaka din betalning, order {order.number}",
    ]


def test_a_delivery_that_is_tried_again_sends_nothing_more_and_a_crash_in_between_sends_the_same_mail(order):
    event = Event.objects.get(kind="order.confirmed")
    mail.outbox.clear()

    sending.send("confirmation", event, now=NOW)
    assert mail.outbox == []

    SentMail.objects.update(sent_at=None)  # the worker died after sending, before it was written down
    sending.send("confirmation", event, now=NOW)
    [again] = mail.outbox
    assert again.extra_headers["Message-ID"] == f"<event-{event.pk}@127.0.0.1>"
    assert SentMail.objects.get().sent_at == NOW


@pytest.mark.parametrize(("code", "state"), [(550, "stopped"), (451, "waiting")])
def test_an_address_that_is_refused_is_shown_without_being_copied_about(order, monkeypatch, code, state):
    def refuse(self, **said):
        raise smtplib.SMTPRecipientsRefused({self.to[0]: (code, b"no such user asa@example.se")})

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)
    flow.ship(order.pk, now=NOW)
    deliver()

    stuck = Delivery.objects.get(target="mail.parcel_shipped")
    assert (stuck.state, "asa@example.se" in stuck.error) == (state, False)
    assert str(code) in SentMail.objects.get(kind="parcel_shipped").problem


# --- the admin ---


def test_a_mail_is_shown_and_sent_again_to_a_corrected_address(order):
    row = SentMail.objects.get()
    browser = verified(owner())
    page = browser.get(f"/admin/orders/order/inspect/{order.pk}/").content.decode()
    assert f"/admin/mails/sent/{row.pk}/" in page
    assert order.number in browser.get(f"/admin/mails/sent/{row.pk}/").content.decode()

    refused = browser.post(f"/admin/mails/sent/{row.pk}/", {"to": "asa@"})
    assert (refused.status_code, SentMail.objects.count()) == (422, 1)
    assert browser.post(f"/admin/mails/sent/{row.pk}/", {"to": "asa.oberg@example.se"}).status_code == 302

    asked = Event.objects.get(kind="mail.asked_again")
    assert asked.payload.keys() == {"kind", "is_corrected", "by"}
    assert deliver() == [(row.subject, mail.outbox[0].body)]
    assert mail.outbox[0].to == ["asa.oberg@example.se"]
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<event-{asked.pk}@127.0.0.1>"
    assert Order.objects.get(pk=order.pk).email == "asa@example.se"
    assert [(one.to, one.asked_by is None) for one in SentMail.objects.order_by("pk")] == [
        ("asa@example.se", True),
        ("asa.oberg@example.se", False),
    ]


def test_who_may_not_is_refused_and_nothing_is_sent(order):
    row = SentMail.objects.get()
    for person in (UserFactory(), UserFactory(roles=["Redaktör"])):
        browser = verified(person)
        for address in ("/admin/mails/", f"/admin/mails/sent/{row.pk}/", "/admin/mails/confirmation/body/"):
            answer = browser.get(address)
            assert answer.status_code == 403 or answer.url == "/admin/"
        browser.post(f"/admin/mails/sent/{row.pk}/", {"to": "a@example.se"})
    assert SentMail.objects.count() == 1


def test_the_gallery_shows_every_kind_and_a_preview_is_framed_apart_from_the_admin(order):
    browser = verified(owner())
    page = browser.get("/admin/mails/").content.decode()
    assert [kind.code for kind in ALL if f"/admin/mails/{kind.code}/" not in page] == []
    codes = set(re.findall(r"/admin/mails/([\w-]+)/\?language=en", page))
    for code in codes:
        assert browser.get(f"/admin/mails/{code}/?language=en").status_code == 200

    framed = browser.get("/admin/mails/confirmation/body/?language=sv&theme=dark")
    assert framed.headers["Content-Security-Policy"].startswith("sandbox;")
    assert "@media all" in framed.content.decode()
    own = browser.get(f"/admin/mails/confirmation/?language=en&order={order.number}").content.decode()
    assert f"Your order {order.number}" in own

    for wrong in (f"order={order.number}", "order=10%00", "order=99999999", "language=fr"):
        assert browser.get(f"/admin/mails/refund_made/?{wrong}").status_code == 422
    assert browser.get("/admin/mails/nothing/").status_code == 404
    assert browser.get("/admin/mails/confirmation/body/?place=7").status_code == 404


def test_an_unpaid_invoice_is_reminded_of_by_hand_when_its_day_has_passed():
    long_ago = NOW - timedelta(days=60)
    order = an_order("100.00", level="pro", payment="invoice", now=long_ago)
    flow.ship(order.pk, now=long_ago)
    invoice = invoicing.issue(order.pk, now=long_ago)
    deliver()
    browser = verified(owner())

    for _time in range(2):
        browser.post(f"/admin/mails/remind/{order.pk}/")

    [(subject, _text)] = [one for one in deliver() if "påminnelse" in one[0].lower()]
    assert str(invoice) in subject
    assert left_to_pay(order) == order.gross
    assert Event.objects.filter(kind="invoice.reminder_asked").count() == 1


def test_words_of_every_kind_are_translated():
    with override("sv"):
        swedish = {kind.code: (str(kind.title), str(kind.when)) for kind in KINDS.values()}
    with override("en"):
        english = {kind.code: (str(kind.title), str(kind.when)) for kind in KINDS.values()}
    assert [code for code in swedish if swedish[code] == english[code]] == []
