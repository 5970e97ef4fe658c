"""What is sent to Fortnox, each with the question that is asked before a second try."""

import json
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from commerce.catalogue.models import Variant
from commerce.customers.organisations import Organisation
from commerce.events.models import Event
from commerce.orders.models import Invoice, Order
from commerce.pricing.models import Price
from integrations.errors import DeliveryRefused
from integrations.fortnox import articles, customers, invoices, names, orders, payments, vouchers
from integrations.fortnox.interface import Fortnox
from integrations.fortnox.models import FortnoxDocument, FortnoxPayment
from integrations.models import Delivery
from integrations.target import BOOKKEEPING, How, Lane, Receipt, Target

NOTHING = Receipt(remote_id="")  # there is nothing to send, and nothing to prove
Thing = dict[str, Any]


class ToFortnox(Target):
    system = names.SYSTEM

    @property
    def at(self) -> Fortnox:
        return Fortnox(self.lane)


class Fact(ToFortnox):
    lane = Lane.FIRST
    kept_for = BOOKKEEPING


class Orders(Fact):
    """An order there, as long as it is one: made, changed, cancelled."""

    def anchor(self, event: Event) -> str:
        return event.subject.removeprefix("order:")

    def look_up(self, delivery: Delivery) -> Receipt | None:
        """A change or a call-off may be done twice: only whether it was made is asked for."""
        order = _order(delivery)
        known = orders.find(order.number, at=self.at)
        if known is None or delivery.event.kind != "order.confirmed":
            return None
        return receipt(orders.check(order, known), "DocumentNumber", how=How.READ_BACK)

    def send(self, delivery: Delivery) -> Receipt:
        order, at = _order(delivery), self.at
        known = orders.find(order.number, at=at)
        if order.state == Order.State.CANCELLED:
            return receipt(orders.cancel(known, at=at), "DocumentNumber") if known else NOTHING
        told = orders.change(order, known, at=at) if known else orders.make(order, at=at)
        return receipt(told, "DocumentNumber")


class Documents(Fact):
    """An invoice or a credit note there. One that is booked by the day is proved by the voucher of its day."""

    confirm_after = timedelta(hours=6)

    def anchor(self, event: Event) -> str:
        return event.payload["number"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        issued = _issued(delivery)
        if vouchers.has(issued.order):
            number = names.theirs(vouchers.KIND, issued.issued_on.isoformat())
            return Receipt(remote_id=number, number=number, how=How.READ_BACK) if number else None
        known = invoices.find(issued, at=self.at)
        return self._checked(issued, known, How.READ_BACK) if known else None

    def send(self, delivery: Delivery) -> Receipt | None:
        issued = _issued(delivery)
        if vouchers.has(issued.order):
            return None
        return self._checked(issued, invoices.make(issued, at=self.at), How.ANSWER)

    def _checked(self, issued: Invoice, told: Thing, how: How) -> Receipt:
        invoices.check(issued, told, now=timezone.now())
        return receipt(told, "DocumentNumber", how=how)


class Bookkeeping(Fact):
    """That a document is booked there: the last moment at which a wrong one could be cancelled has passed."""

    def anchor(self, event: Event) -> str:
        return event.payload["number"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        document = FortnoxDocument.objects.get(pk=delivery.event.payload["document"])
        told = self.at.get("Invoice", invoices.address(document.number))
        return self._booked(document, told, How.READ_BACK) if told and told.get("Booked") else None

    def send(self, delivery: Delivery) -> Receipt:
        document = FortnoxDocument.objects.get(pk=delivery.event.payload["document"])
        return self._booked(document, invoices.book(document.number, at=self.at), How.ANSWER)

    def _booked(self, document: FortnoxDocument, told: Thing, how: How) -> Receipt:
        FortnoxDocument.objects.filter(pk=document.pk, booked_at=None).update(booked_at=timezone.now())
        return receipt(told, "DocumentNumber", how=how)


class Payments(Fact):
    """A payment of a document there, with the mode of payment of the provider."""

    def anchor(self, event: Event) -> str:
        return event.payload["number"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        payment = _payment(delivery)
        told = payments.find(payment, at=self.at)
        return self._checked(payment, told, How.READ_BACK) if told else None

    def send(self, delivery: Delivery) -> Receipt:
        payment = _payment(delivery)
        return self._checked(payment, payments.make(payment, at=self.at), How.ANSWER)

    def _checked(self, payment: FortnoxPayment, told: Thing, how: How) -> Receipt:
        payments.check(payment, told)
        return receipt(told, "Number", how=how)


class PaymentBookkeeping(Fact):
    """That a payment is booked there."""

    def anchor(self, event: Event) -> str:
        return event.payload["number"]

    def look_up(self, delivery: Delivery) -> Receipt | None:
        payment = _payment(delivery)
        told = self.at.get("InvoicePayment", payments.address(payment.number or ""))
        return self._booked(payment, told, How.READ_BACK) if told and told.get("Booked") else None

    def send(self, delivery: Delivery) -> Receipt:
        payment = _payment(delivery)
        return self._booked(payment, payments.book(payment, at=self.at), How.ANSWER)

    def _booked(self, payment: FortnoxPayment, told: Thing, how: How) -> Receipt:
        FortnoxPayment.objects.filter(pk=payment.pk, booked_at=None).update(booked_at=timezone.now())
        return receipt(told, "Number", how=how)


class Vouchers(Fact):
    """The voucher of a day's sales to private persons."""

    lane = Lane.NORMAL

    def anchor(self, event: Event) -> str:
        return vouchers.description(_day(event))

    def look_up(self, delivery: Delivery) -> Receipt | None:
        number = vouchers.find(_day(delivery.event), at=self.at)
        return self._kept(delivery, number, How.READ_BACK) if number else None

    def send(self, delivery: Delivery) -> Receipt:
        day, at = _day(delivery.event), self.at
        rows = vouchers.bookings(day, at=at)
        return self._kept(delivery, vouchers.make(day, rows, at=at), How.ANSWER) if rows else NOTHING

    def _kept(self, delivery: Delivery, number: str, how: How) -> Receipt:
        names.remember(vouchers.KIND, ours=_day(delivery.event).isoformat(), theirs=number)
        return Receipt(remote_id=number, number=number, how=how)


class Customers(ToFortnox):
    """An organisation that has changed. Only one that Fortnox has: it gets the others when they buy."""

    is_state = True

    def send(self, delivery: Delivery) -> Receipt:
        subject = delivery.event.subject
        organisation = Organisation.objects.filter(pk=int(subject.rpartition(":")[2])).first()
        if organisation is None or names.theirs(customers.KIND, subject) is None:
            return NOTHING
        wanted = customers.of_organisation(organisation) | {"Active": organisation.is_active}
        number = customers.make_sure(wanted, organisation, at=self.at)
        return Receipt(remote_id=number, number=number)


class Articles(ToFortnox):
    """An article that has changed. Putting it twice is putting it once."""

    is_state, is_told = True, False
    lane = Lane.BULK

    def send(self, delivery: Delivery) -> Receipt:
        sku = delivery.event.subject.removeprefix("variant:")
        variant = Variant.objects.select_related("product").filter(sku=sku).first()
        if variant is None:
            return NOTHING
        return receipt(articles.put_article(articles.of_variant(variant), at=self.at), "ArticleNumber")


class Prices(ToFortnox):
    """A price that has changed, as it is when it is sent."""

    is_state, is_told = True, False
    lane = Lane.BULK

    def send(self, delivery: Delivery) -> Receipt:
        price = Price.objects.select_related("price_list", "variant__product").filter(
            pk=delivery.event.payload["price"]
        )
        code = settings.FORTNOX_PRICE_LISTS.get(delivery.event.payload["list"])
        if code is None or (found := price.first()) is None:
            return NOTHING
        told = articles.put_price(articles.of_price(found, code, now=timezone.now()), at=self.at)
        return receipt(told, "ArticleNumber")


# --- the steps ---


def receipt(told: Thing, number: str, *, how: How = How.ANSWER) -> Receipt:
    holds = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    return Receipt(remote_id=told[number], number=told[number], how=how, holds=holds)


def _order(delivery: Delivery) -> Order:
    number = delivery.event.subject.removeprefix("order:")
    order = Order.objects.select_related("organisation").filter(number=number).first()
    if order is None:
        raise DeliveryRefused(f"There is no order {number}.")
    return order


def _issued(delivery: Delivery) -> Invoice:
    told = delivery.event.payload
    return Invoice.objects.select_related("order__organisation").get(pk=told.get("credit_note", told["invoice"]))


def _payment(delivery: Delivery) -> FortnoxPayment:
    known = FortnoxPayment.objects.select_related("event__payment", "document__invoice")
    return known.get(pk=delivery.event.payload["payment"])


def _day(event: Event) -> date:
    return date.fromisoformat(event.payload["day"])
