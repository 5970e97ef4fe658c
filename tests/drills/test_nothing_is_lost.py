"""Two thousand orders reach a partner while web, worker, clock, broker and partner are killed with -9.

With Redis, and so many fewer with RabbitMQ as the broker.

The partner errs as well: it answers 500, takes an order and drops the line, is slow, says that we ask too often, and
calls back twice. At the end its ledger holds each order exactly once and right, each has its receipt, and every call
that it was answered to has been worked on, once.
"""

import contextlib
import os
import random
import socket
import sqlite3
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.models import Order
from commerce.orders.payments import Reading
from config import preparation
from integrations import inbox, outbox, resend
from integrations.models import Delivery, DeliveryReceipt, InboundMessage
from tests.drills import brokers
from tests.drills.brokers import Broker, free_port
from tests.drills.programs import Programs
from tests.factories.catalogue import sellable
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]

ORDERS = {"redis": 2_000, "rabbitmq": 400}
BETWEEN = (50, 110)  # orders in the ledger between one death and the next
MORTAL = ["web", "part of web", "worker", "worker", "clock", "broker", "partner", "partner"]
FAULTS = 0.15
LATER = timedelta(hours=2)


@pytest.mark.parametrize("kind", ORDERS)
def test_every_order_is_at_the_partner_once_whatever_dies(kind, committing_db, tmp_path, settings):
    if not brokers.is_here(kind):
        assert "CI" not in os.environ, f"{kind} is missing"
        pytest.skip(f"there is no {kind} here: CI installs it")
    count = ORDERS[kind]
    for folder in ("mail", "queue/control", "media"):
        (tmp_path / folder).mkdir(parents=True)
    preparation.compile_translations()
    preparation.prepare("static", settings="config.settings.local")
    settings.PARTNERS = ["tests.drills.ledger_partner.Ledger"]
    variant = sellable(price="100.00", stock=count * 2)
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        shop = f"http://127.0.0.1:{listening.getsockname()[1]}"
        calls = shop + reverse("payment_callback", args=["ledger"])
        partner = Ledger(tmp_path / "ledger.sqlite", calls)
        broker = brokers.broker(kind, tmp_path)
        environment = {"LEDGER": partner.address, "BROKER_URL": broker.url, "SITE_URL": shop, **broker.environment}
        os.environ["LEDGER"] = partner.address
        others = {"partner": partner.command(FAULTS), "broker": broker.command}
        programs = Programs(
            listening, committing_db, tmp_path, environment, settings="tests.drills.settings", others=others
        )
        try:
            for name in ("broker", "partner", "web", "worker", "clock"):
                programs.start(name)
            kill_while_they_are_ordered(programs, partner, broker, variant, count)
            others["partner"] = partner.command(0)
            for name in ("partner", "worker", "clock", "broker"):
                programs.kill(name)
            programs.start("partner")
            partner.wait_for(0)
            what_the_dead_left_is_taken_up()
            partner.wait_until_all_calls_are_answered()
            while inbox.process_due(now=lambda: timezone.now() + LATER):
                pass
        finally:
            programs.close()
            broker.close()
            del os.environ["LEDGER"]
    sys.stderr.write(f"\n{dict(programs.deaths)} killed, tries: {tries()}\n")
    everything_is_there_once(partner, count)


class Ledger:
    """The partner from outside: how it is started, and what stands in its books."""

    def __init__(self, books: Path, calls: str):
        self.books, self.calls, self.port = books, calls, free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def command(self, faults: float) -> list[str]:
        told = ["--port", str(self.port), "--books", str(self.books), "--call", self.calls, "--faults", str(faults)]
        return [sys.executable, "-m", "tests.drills.ledger", *told]

    def wait_for(self, count: int, *, rounds: int = 60) -> int:
        """Until so many orders are there; a round is five seconds, or as long as the partner is away."""
        for _round in range(rounds):
            with contextlib.suppress(requests.RequestException, ValueError):
                found = requests.get(f"{self.address}/wait", params={"count": count}, timeout=20).json()["count"]
                if found >= count:
                    return found
                continue
            threading.Event().wait(0.5)  # it is being started again
        pytest.fail(f"the partner never had {count} orders: {self.read('SELECT count(*) FROM orders')}")

    def wait_until_all_calls_are_answered(self) -> None:
        for _round in range(240):
            if self.read("SELECT count(*) FROM orders WHERE answered IS NULL") == [(0,)]:
                return
            threading.Event().wait(0.5)
        pytest.fail("calls of the partner are not answered")

    def read(self, words: str) -> list[tuple]:
        with contextlib.closing(sqlite3.connect(self.books)) as file:
            return file.execute(words).fetchall()


def kill_while_they_are_ordered(programs: Programs, partner: Ledger, broker: Broker, variant, count: int) -> None:
    chance = random.Random(20261127)
    ordering = threading.Thread(target=order, args=(variant, count), daemon=True)
    ordering.start()
    between = [min(least, count // 10) for least in BETWEEN]
    due, next_to_die = chance.randint(*between), []
    while due < count * 0.85:  # the last of them wait for leases of the dead
        partner.wait_for(due)
        next_to_die = next_to_die or chance.sample(MORTAL, len(MORTAL))
        programs.kill_one(chance, [next_to_die.pop()])
        broker.wait()
        due += chance.randint(*between)
    ordering.join(timeout=600)
    assert not ordering.is_alive()


def order(variant, count: int) -> None:
    """Somebody buys and pays, again and again."""
    from django.db import connections

    try:
        for number in range(count):
            order = placed(variant, total="149.00")
            payment = order.payments.get()
            settle.learn(payment.pk, Reading(facts=(captured("149.00", key=f"c-{number}"),)), now=timezone.now())
    finally:
        connections.close_all()


def what_the_dead_left_is_taken_up() -> None:
    """As a worker would when every lease has run out; what has stopped is a fault, and is not sent again here."""
    for _round in range(20):
        later = timezone.now() + LATER
        while outbox.deliver_due(now=lambda: later, threads=1):  # noqa: B023 - called at once
            pass
        if not Delivery.objects.filter(state__in=Delivery.OPEN).exists():
            return
        resend.again(Delivery.objects.filter(state__in=Delivery.OPEN), now=timezone.now())
    pytest.fail(f"still open: {list(Delivery.objects.filter(state__in=Delivery.OPEN).values('target', 'error')[:5])}")


def everything_is_there_once(partner: Ledger, count: int) -> None:
    orders = {f"order:{number}": str(gross) for number, gross in Order.objects.values_list("number", "gross")}
    held = partner.read("SELECT reference, total FROM orders")
    assert len(orders) == count
    assert Counter(reference for reference, _total in held) == Counter(orders.keys())
    assert dict(held) == orders
    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).exists()
    assert DeliveryReceipt.objects.filter(delivery__target="ledger.order").count() == count
    for kind in ("transfer.done", "ledger.acknowledged"):
        told = Counter(Event.objects.filter(kind=kind).values_list("subject", flat=True))
        assert told == Counter(orders.keys()), kind
    assert InboundMessage.objects.filter(provider="ledger").count() == count
    assert not InboundMessage.objects.exclude(state=InboundMessage.State.PROCESSED).exists()


def tries() -> dict[str, int]:
    from integrations.models import Attempt

    return dict(Counter(f"{step} {ended}" for step, ended in Attempt.objects.values_list("step", "outcome")))
