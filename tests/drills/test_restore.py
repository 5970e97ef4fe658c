"""The database is taken back to an earlier moment, while everybody else has gone on: nothing is lost or doubled.

Real programs: the web server, the worker and the clock. Stripe's, Fortnox's and Ongoing's counterparts keep their books
through it all. Between the copy and the loss orders are bought, paid, charged, sent, invoiced, credited and given back.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.invoices import invoicing
from commerce.orders.invoices.numbering import open_series
from commerce.orders.ledger import sums
from commerce.orders.models import Invoice, Order, Payment
from commerce.orders.payments import name_of
from commerce.stock.models import Allocation, Stock
from config import preparation
from config.schema_stamp import PROJECT
from integrations import payment_calls
from integrations.fortnox.advance import advance
from integrations.models import Delivery, InboundMessage
from integrations.restored.models import Restoration, RestoreQuestion
from integrations.sandbox.fortnox import FortnoxSandbox
from integrations.sandbox.ongoing import OngoingSandbox
from integrations.sandbox.ongoing_books import SENT
from integrations.sandbox.stripe import StripeSandbox
from integrations.warehouses import tasks
from tests import databases
from tests.drills import snapshots
from tests.drills.partners import GOOD
from tests.drills.programs import Programs
from tests.drills.test_killed_shop import LOST, Buyer, page_of
from tests.factories import fortnox, stripe, warehouses
from tests.factories.orders import delivery_method
from tests.guest import Answer

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]

BEFORE, MEANWHILE, AFTERWARDS = 6, 10, 4
BUYERS, TRIES = 3, 5
LONGEST = 120


@dataclass
class World:
    """The counterparts and the shop's programs. The former never stop."""

    stripe: StripeSandbox
    fortnox: FortnoxSandbox
    ongoing: OngoingSandbox
    programs: Programs
    address: str
    products: list[str]
    data: Path

    def buy(self, count: int, *, product: int = 0, comes_back=True, pays=True) -> None:
        """So many buyers one after another. One whom a shop that is opening turns away comes again."""
        for _number in range(count):
            assert any(self._buys(product, comes_back, pays) for _try in range(TRIES)), "nothing can be bought"

    def _buys(self, product: int, comes_back: bool, pays: bool) -> bool:
        buyer = Buyer(self.address, self.stripe, comes_back=comes_back, pays=pays)
        try:
            with contextlib.closing(buyer):
                page: Answer = buyer.buy(self.products[product], quantity=1 + product, payment="stripe")
        except LOST as lost:
            sys.stderr.write(f"turned away: {lost}\n")
            return buyer.has_paid
        return page.is_receipt if comes_back and pays else True

    def crowd(self, count: int) -> None:
        left = iter(range(count))
        lock = threading.Lock()

        def work(number: int) -> None:
            while True:
                with lock:
                    if next(left, None) is None:
                        return
                self.buy(1, product=number % len(self.products), comes_back=number != 1)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(BUYERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=LONGEST)
        assert not any(thread.is_alive() for thread in threads)

    def come_to_rest(self) -> None:
        """Until nothing waits: what the clock would begin later is begun now."""
        for _round in range(LONGEST * 2):
            tasks.read_orders()
            advanced = advance(now=timezone.now()) + payment_calls.catch_up(now=timezone.now())
            waiting = Delivery.objects.filter(state__in=Delivery.OPEN) or Event.objects.filter(is_routed=False)
            if not advanced and not waiting and not InboundMessage.objects.filter(state="waiting"):
                return
            threading.Event().wait(0.5)
        pytest.fail(f"no rest: {list(Delivery.objects.filter(state__in=Delivery.OPEN).values('target', 'error')[:5])}")

    def send(self, count: int) -> None:
        """The warehouse sends the oldest orders that it has not sent."""
        with self.ongoing.lock:
            waiting = [number for number, one in self.ongoing.books.orders.items() if one["status"] == 200][:count]
            for number in waiting:
                self.ongoing.books.ship(number)
        assert len(waiting) == count

    def start(self) -> None:
        for name in ("web", "worker", "clock"):
            self.programs.start(name)

    def heal(self, at, *, killed_at=None) -> str:
        """By command, as at a terminal: to its end, or killed while it talks with one of the counterparts."""
        env = {**os.environ, "DATABASE_URL": databases.url_of(self.programs.database), "DATA_DIR": str(self.data)}
        env |= {"DJANGO_SETTINGS_MODULE": self.programs.settings, **self.programs.environment}
        command = [sys.executable, "manage.py", "heal_restored", "--restored-to", at.isoformat()]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if killed_at is not None:
            kill_when_it_has_asked(process, killed_at)
        told = process.communicate(timeout=LONGEST)[0]
        assert process.returncode == (0 if killed_at is None else -signal.SIGKILL), told
        return told


def kill_when_it_has_asked(process: subprocess.Popen, partner, *, times: int = 4) -> None:
    """As by -9, in the middle of what it does with a partner."""
    before = len(partner.requests)
    while len(partner.requests) < before + times and process.poll() is None:
        threading.Event().wait(0.01)
    process.kill()


def test_a_restored_shop_is_healed_and_nothing_is_lost_or_doubled(committing_db, tmp_path, settings):
    with opened(committing_db, tmp_path, settings) as world:
        world.start()
        world.crowd(BEFORE)
        world.come_to_rest()
        world.send(3)
        world.come_to_rest()
        world.buy(2)  # and these are on their way as the copy is made
        at = snapshots.take(committing_db, tmp_path / "copy")
        before = set(Order.objects.values_list("number", flat=True))

        meanwhile(world)
        told = {str(one): one.order.number for one in Invoice.objects.select_related("order")}
        orders = dict(Order.objects.values_list("number", "token"))
        for name in list(world.programs.running):
            world.programs.kill(name)
        connections.close_all()
        snapshots.bring_back(committing_db, tmp_path / "copy")
        assert set(Order.objects.values_list("number", flat=True)) <= before
        connections.close_all()

        world.heal(at, killed_at=world.stripe)
        world.heal(at, killed_at=world.fortnox)
        world.heal(at)
        healed = counted()
        connections.close_all()
        report = world.heal(at)
        assert counted() == healed
        assert Restoration.objects.get().healed_at
        sys.stderr.write(f"\n{report}\n")

        world.start()
        world.crowd(AFTERWARDS)
        world.come_to_rest()
        left = sum(1 for one in world.ongoing.books.orders.values() if one["status"] == 200)
        world.send(left)
        world.come_to_rest()
        everything_is_there_once(world, orders, told)


def meanwhile(world: World) -> None:
    """What happens between the copy and the loss."""
    world.crowd(MEANWHILE)
    world.come_to_rest()
    world.send(5)
    world.come_to_rest()
    given_back_and_credited()
    world.come_to_rest()
    cancelled_and_given_back(world)
    world.come_to_rest()
    world.buy(1, pays=False)
    world.programs.kill("worker")
    world.buy(2, comes_back=False)  # paid, called about, and never worked on


def given_back_and_credited() -> None:
    """Half of an order from before the copy and of one from after it is taken back."""
    sent = list(Order.objects.filter(state="completed").order_by("pk"))
    for order in (sent[0], sent[-1]):
        [invoice] = order.invoices.all()
        amount = Decimal("20.00")
        invoicing.credit(invoice.pk, amount=amount, why="En repa", now=timezone.now())
        settle.ask(order.payments.get(state="paid").pk, "refund", amount, why="En repa", now=timezone.now())


def cancelled_and_given_back(world: World) -> None:
    """The last order that was bought: the warehouse lets it go and the money is let go."""
    order = Order.objects.filter(state="confirmed").order_by("pk").last()
    with world.ongoing.lock:
        world.ongoing.books.cancel(order.number)
    settle.give_back(order.payments.get(state="authorised"), why="Ångrat", now=timezone.now())


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Order, Payment, Invoice, RestoreQuestion, Allocation))


# --- what must be true at the end ---


def everything_is_there_once(world: World, orders: dict, told: dict[str, str]) -> None:
    money_is_accounted_for(world)
    the_warehouse_has_each_order_once(world)
    fortnox_has_each_document_once(world)
    no_number_is_used_twice(world, orders, told)
    for stock in Stock.objects.all():
        kept = sum(Allocation.objects.filter(stock=stock).values_list("quantity", flat=True))
        assert stock.allocated == kept
    stopped = Delivery.objects.filter(state="stopped").values_list("target", "subject", "error")
    assert not list(stopped)


def money_is_accounted_for(world: World) -> None:
    """Every payment at the provider is one here with the same sums; or it is given back; or a person is asked."""
    books = world.stripe.books
    payments = {name_of(one): one for one in Payment.objects.select_related("order").prefetch_related("events")}
    asked = set(RestoreQuestion.objects.values_list("name", flat=True))
    taken = Counter()
    for intent in books.all("payment_intent"):
        charge = books.things[intent["latest_charge"]]
        back = Decimal(charge["amount_refunded"]) / 100
        captured, held = Decimal(charge["amount_captured"]) / 100, Decimal(intent["amount_capturable"]) / 100
        payment = payments.get(intent["metadata"]["payment"])
        if payment is None:
            session = next(one for one in books.all("checkout.session") if one["payment_intent"] == intent["id"])
            assert (captured == back and not held) or session["id"] in asked, intent
            continue
        known = sums(payment.events.all())
        assert (known["captured"], known["refunded"], known["authorised"]) == (captured, back, held), intent
        taken[payment.order.number] += 1
        assert captured in (0, payment.amount)
        if payment.order.fulfilment == "shipped":
            assert captured == payment.order.gross
    assert set(taken.values()) == {1}
    assert set(taken) == set(Order.objects.filter(state__in=GOOD).values_list("number", flat=True))
    assert len(books.all("refund")) == 2  # those that were asked for, once each


def the_warehouse_has_each_order_once(world: World) -> None:
    held = world.ongoing.books.orders
    good = Order.objects.filter(state__in=GOOD).prefetch_related("lines")
    numbers = {order.number: order for order in good}
    assert set(held) >= set(numbers)
    for number in set(held) - set(numbers):
        assert held[number]["status"] != SENT, number
    for number, order in numbers.items():
        lines = [(line["article"], line["ordered"]) for line in held[number]["lines"]]
        assert lines == [(line.sku, line.quantity) for line in order.lines.all()], number
        assert (held[number]["status"] == SENT) == (order.fulfilment == "shipped"), number
        assert world.ongoing.books.times("order sent", number) <= 1
        assert order.shipments.count() == (order.fulfilment == "shipped")


def fortnox_has_each_document_once(world: World) -> None:
    books = world.fortnox.books.kept
    ordered = Counter(one["ExternalInvoiceReference1"] for one in books["Order"].values() if not one["Cancelled"])
    good = set(Order.objects.filter(state__in=GOOD).values_list("number", flat=True))
    assert set(ordered.values()) == {1}
    assert good <= set(ordered)
    there = {one["ExternalInvoiceReference2"]: one for one in books["Invoice"].values() if not one.get("Cancelled")}
    assert len(there) == len([one for one in books["Invoice"].values() if not one.get("Cancelled")])
    asked = set(RestoreQuestion.objects.values_list("name", flat=True))
    here = {str(one): one for one in Invoice.objects.select_related("order")}
    assert set(there) - set(here) <= asked
    assert set(here) <= set(there)
    for name, invoice in here.items():
        sign = -1 if invoice.kind == "credit_note" else 1
        assert Decimal(str(there[name]["Total"])) == sign * Decimal(invoice.content["payable"]), name
        assert there[name]["ExternalInvoiceReference1"] == invoice.order.number
    per_order = Counter(one.order.number for one in here.values() if one.kind == "invoice")
    assert set(per_order.values()) == {1}
    assert set(per_order) == set(Order.objects.filter(fulfilment="shipped").values_list("number", flat=True))
    paid = Counter()
    for one in books["InvoicePayment"].values():
        paid[str(one["InvoiceNumber"])] += Decimal(str(one["Amount"]))
    for told in there.values():
        assert paid[told["DocumentNumber"]] == Decimal(str(told["Total"])), told


def no_number_is_used_twice(world: World, orders: dict, told: dict[str, str]) -> None:
    """What a buyer, a provider or Fortnox was told before the loss still means the same."""
    asked = Counter()
    for session in world.stripe.books.all("checkout.session"):
        asked[session["metadata"]["order"], session["metadata"]["payment"].partition("-")[0]] += 1
    assert len({number for number, _token in asked}) == len(asked)
    for order in Order.objects.all():
        assert orders.get(order.number, order.token) == order.token
    new = [int(number) for number in Order.objects.values_list("number", flat=True) if number not in orders]
    assert len(new) >= AFTERWARDS
    assert min(new) > max(map(int, orders))
    for invoice in Invoice.objects.select_related("order"):
        assert told.get(str(invoice), invoice.order.number) == invoice.order.number
    for kind in ("invoice", "credit_note"):
        by_series: dict[str, list[int]] = {}
        for series, number in Invoice.objects.filter(kind=kind).order_by("number").values_list("series", "number"):
            by_series.setdefault(series, []).append(number)
        for series, numbers in by_series.items():
            gone = {int(name.removeprefix(series)) for name in told if name.removeprefix(series).isdecimal()}
            whole = set(range(numbers[0], numbers[-1] + 1))
            assert whole - set(numbers) <= gone & _asked_about(series), series
    assert open_series("invoice") != settings_series("invoice")


def _asked_about(series: str) -> set[int]:
    names = RestoreQuestion.objects.filter(name__startswith=series).values_list("name", flat=True)
    return {int(name.removeprefix(series)) for name in names if name.removeprefix(series).isdecimal()}


def settings_series(kind: str) -> str:
    from django.conf import settings

    return settings.INVOICE_SERIES[kind]


# --- the world ---


@contextlib.contextmanager
def opened(database: str, data: Path, settings):
    for folder in ("mail", "queue/control", "media"):
        (data / folder).mkdir(parents=True)
    preparation.compile_translations()
    preparation.prepare("static", settings="config.settings.local")
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        calls = {code: address + reverse("payment_callback", args=[code]) for code in ("stripe", "ongoing")}
        paid_at = stack.enter_context(StripeSandbox(call_url=calls["stripe"]))
        booked_at = stack.enter_context(FortnoxSandbox())
        booked_at.doors.most = fortnox.PLENTY
        sent_from = stack.enter_context(warehouses.run_by_ongoing(settings))
        environment = told_to(paid_at, booked_at, sent_from, address)
        plug_in(settings, environment)
        stack.enter_context(stripe.pointed_at(paid_at, settings, capture="manual"))
        delivery_method()
        goods = [warehouses.stocked(sent_from, price=price, pieces=500, page=True) for price in ("100.00", "19.90")]
        sent_from.shop, sent_from.hook = address, reverse("payment_callback", args=["ongoing"])
        programs = Programs(listening, database, data, environment, settings="tests.drills.restore_settings")
        stack.callback(programs.close)
        pages = [page_of(one) for one in goods]
        yield World(paid_at, booked_at, sent_from, programs, address, pages, data)


def told_to(paid_at, booked_at, sent_from, address: str) -> dict[str, str]:
    """What the shop's programs are told of the counterparts."""
    told = {**stripe.environment(paid_at, capture="manual"), **fortnox.environment(booked_at, books="orders")}
    told |= warehouses.environment(sent_from)
    told |= {"FORTNOX_MODES": "stripe=KORT,stripe_klarna=KORT", "FORTNOX_BOOK_AFTER_HOURS": 0, "SITE_URL": address}
    del told["PARTNERS"]
    return {name: str(value) for name, value in told.items()}


def plug_in(settings, environment: dict[str, str]) -> None:
    """The same for this process, which is a worker now and then."""
    for name in ("FORTNOX_CLIENT_ID", "FORTNOX_CLIENT_SECRET", "FORTNOX_TENANT_ID", "FORTNOX_BOOKS"):
        setattr(settings, name, environment[name])
    settings.FORTNOX_API_BASE = settings.FORTNOX_AUTH_BASE = environment["FORTNOX_API_BASE"]
    settings.FORTNOX_BOOK_AFTER_HOURS, settings.FORTNOX_CALLS = 0, fortnox.PLENTY
    settings.FORTNOX_MODES = {"stripe": "KORT", "stripe_klarna": "KORT"}
