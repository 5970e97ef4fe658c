"""The web server and the worker are killed again and again while shoppers buy; at the end everything has come right.

Real programs: the web server, the worker and the clock as `make run` starts them, and a payment provider with books of
its own. A shopper whom the shop leaves in the middle begins anew, as people do.
"""

import http.client
import random
import socket
import sys
import threading
from pathlib import Path

import pytest
from django.db.models import Sum
from django.urls import reverse

from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.orders.models import Order, OrderLine, Payment
from commerce.stock.models import Allocation, Stock
from config import preparation
from integrations.models import Delivery, InboundMessage
from tests import databases
from tests.drills.partners import GOOD, Partner, nobody_was_told_twice, program, the_books_agree
from tests.drills.programs import Programs
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.orders import delivery_method
from tests.guest import Answer, Guest

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]

PAID, BUYERS, STOCK = 150, 6, 1000
BETWEEN = (6, 14)  # payments between one death and the next
MORTAL = ["web", "worker", "part of web", "part of web"]
LEAVES = 4  # one in so many pays and closes his browser
LONGEST = 600
LOST = (OSError, http.client.HTTPException, LookupError)  # a page of a shop that is closed has no form


class Buyer(Guest):
    """A guest who also goes to the provider's page."""

    def __init__(self, address: str, partner: Partner, *, comes_back: bool, pays: bool = True):
        super().__init__(address, checkout=reverse("checkout"), timeout=60)
        self.partner, self.comes_back, self.pays, self.has_paid = partner, comes_back, pays, False

    def _send(self, method: str, path: str, body: str | None, more: dict) -> tuple[int, str, str]:
        if not path.startswith("/c/pay/"):
            return super()._send(method, path, body, more)
        if not self.pays:
            return 200, "", ""
        answer = stripe.press(self.partner.address + path)
        self.has_paid = answer.status_code == 303
        return (answer.status_code, answer.headers["Location"], "") if self.comes_back else (200, "", "")


class Crowd:
    """Buyers side by side, until so many payments have been made."""

    def __init__(self, address: str, partner: Partner, products: list[str]):
        self.address, self.partner, self.products = address, partner, products
        self.paid = self.begun_anew = self.receipts = 0
        self.changed = threading.Condition()
        self.threads = [threading.Thread(target=self._buy, args=[number], daemon=True) for number in range(BUYERS)]

    def wait_for(self, paid: int) -> bool:
        """Whether so many payments have been made before the time is up."""
        with self.changed:
            return self.changed.wait_for(lambda: self.paid >= paid, timeout=LONGEST)

    def _buy(self, number: int) -> None:
        chance = random.Random(number)
        while self.paid < PAID:
            buyer = Buyer(self.address, self.partner, comes_back=chance.randrange(LEAVES) > 0)
            try:
                page: Answer | None = buyer.buy(chance.choice(self.products), payment="stripe")
            except LOST:
                page = None
            finally:
                buyer.close()
            with self.changed:
                self.paid += buyer.has_paid
                self.begun_anew += not buyer.has_paid
                self.receipts += page is not None and page.is_receipt
                self.changed.notify_all()


def test_shoppers_buy_while_the_shop_is_killed_again_and_again(committing_db, tmp_path, settings):
    for folder in ("mail", "queue/control", "media"):
        (tmp_path / folder).mkdir(parents=True)
    preparation.compile_translations()
    preparation.prepare("static", settings="config.settings.local")
    delivery_method()
    products = [page_of(sellable(price=price, stock=STOCK)) for price in ("100.00", "19.90", "1250.00")]
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        calls = address + reverse("payment_callback", args=["stripe"])
        with program("integrations.sandbox.stripe", "--port", "0", "--call", calls) as process:
            partner = Partner(process)
            programs = Programs(
                listening, committing_db, tmp_path, {**stripe.environment(partner), "SITE_URL": address}
            )
            try:
                crowd = buying(programs, Crowd(address, partner, products))
            finally:
                programs.close()
            sys.stderr.write(f"\n{crowd.paid} paid, {crowd.receipts} saw the receipt, {crowd.begun_anew} began anew, ")
            sys.stderr.write(f"{dict(programs.deaths)} killed\n")
            started_again(partner, committing_db, tmp_path)
            everything_is_right(crowd, partner, tmp_path / "mail")


def buying(programs: Programs, crowd: Crowd) -> Crowd:
    """Open the shop, let them buy, and kill something now and then; returns when all has been paid."""
    chance = random.Random(20261126)
    for name in ("web", "worker", "clock"):
        programs.start(name)
    for thread in crowd.threads:
        thread.start()
    due = chance.randint(*BETWEEN)
    while due < PAID:
        assert crowd.wait_for(due), f"only {crowd.paid} were paid"
        programs.kill_one(chance, MORTAL)
        due += chance.randint(*BETWEEN)
    assert crowd.wait_for(PAID), f"only {crowd.paid} were paid"
    for thread in crowd.threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in crowd.threads)
    return crowd


def started_again(partner: Partner, database: str, data: Path) -> None:
    """A shop that opens when every lease has run out, and does what is due."""
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.local", "DATABASE_URL": databases.url_of(database)}
    with program("tests.drills.killed", **environment, DATA_DIR=str(data), **stripe.environment(partner)) as process:
        process.stdin.write('{"do": "recover", "with": {"minutes": 60}}\n')
        process.stdin.flush()
        assert '"error"' not in (told := process.stdout.readline()), told


def everything_is_right(crowd: Crowd, partner: Partner, mail: Path) -> None:
    the_books_agree(partner)
    assert len(partner.intents()) == crowd.paid == Payment.objects.exclude(events=None).count()
    assert set(Order.objects.values_list("state", flat=True)) <= {*GOOD, "cancelled"}
    assert Order.objects.filter(state__in=GOOD).count() >= crowd.receipts
    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).exists()
    assert not InboundMessage.objects.exclude(state=InboundMessage.State.PROCESSED).exists()
    for stock in Stock.objects.all():
        lines = OrderLine.objects.filter(order__state="confirmed", variant=stock.variant_id)
        bound = lines.aggregate(sum=Sum("quantity"))["sum"] or 0
        kept = Allocation.objects.filter(stock=stock).aggregate(sum=Sum("quantity"))["sum"] or 0
        assert (stock.on_hand, stock.allocated, kept) == (STOCK, bound, bound)
    nobody_was_told_twice(mail)


def page_of(variant) -> str:
    key = ProductLink.objects.get(product=variant.product).translation_key
    return ProductPage.objects.get(translation_key=key, locale__language_code="sv").url
