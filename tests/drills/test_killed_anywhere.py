"""A process is killed between any two words that it says, to the database or to the provider, and the shop is started
again: each payment has exactly one order or one refund, the stock is right, nobody is told twice.

The provider is a program of its own, whose books are compared with the shop's.
"""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import pytest
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.models import Instruction, Invoice, Order, Payment
from commerce.stock.models import Allocation, Stock
from integrations import outbox, routes
from integrations.models import Delivery, InboundMessage
from integrations.sandbox.stripe import signed
from tests import databases
from tests.drills.partners import GOOD, Partner, about_money, nobody_was_told_twice, program, the_books_agree
from tests.factories import stripe
from tests.factories.catalogue import sellable
from tests.factories.orders import cart_with, delivery_method

pytestmark = [pytest.mark.drill, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.5.1")]

MOST = 400  # words that one thing takes at most
TOTAL, STOCK, QUANTITY = "249.00", 10, 2
OPEN = ("placed", "confirmed")


class Shop:
    """The program that is killed."""

    def __init__(self, process: subprocess.Popen):
        self.process, self.rehearses = process, False

    def do(self, task: str, *, last: int = 0, is_held: bool = False, **arguments) -> dict:
        self.process.stdin.write(
            json.dumps({"do": task, "last": last, "is_held": is_held, "rehearses": self.rehearses, "with": arguments})
            + "\n"
        )
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, (task, answer["error"])
        return answer


@pytest.fixture
def partner():
    with program("integrations.sandbox.stripe", "--port", "0", "--call", "") as process:
        yield Partner(process)


@pytest.fixture
def mail(tmp_path):
    return tmp_path / "mail"


@pytest.fixture
def shop(committing_db, partner, settings, monkeypatch, tmp_path, mail):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", mail
    settings.ON_EVENT = ""
    monkeypatch.setattr(routes, "ROUTES", about_money())
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": databases.url_of(committing_db),
        "DATA_DIR": str(tmp_path),
        **stripe.environment(partner),
    }
    (tmp_path / "mail").mkdir()
    with stripe.pointed_at(partner, settings), program("tests.drills.killed", "money", **environment) as process:
        delivery_method()
        yield Shop(process)


@dataclass
class Bought:
    """A cart of an article of its own, and what became of it."""

    cart: object
    variant: object
    shop: Shop
    partner: Partner
    is_held: bool = False

    @property
    def order(self) -> Order:
        return Order.objects.get(cart_token=self.cart)

    @property
    def payment(self) -> Payment:
        return self.order.payments.select_related("order").latest("pk")

    def placed(self) -> str:
        """Where the shopper pays."""
        return self.shop.do("place", cart=str(self.cart), total=TOTAL, is_held=self.is_held)["answer"]

    def paid(self):
        stripe.press(self.placed())

    def confirmed(self):
        self.paid()
        settle.complete(self.payment, now=timezone.now())

    def told(self):
        """Confirmed, and nothing of it waits to be told of."""
        self.confirmed()
        outbox.deliver_due()
        outbox.deliver_due()


def a_cart(shop, partner, **fields) -> Bought:
    variant = sellable(price="100.00", page=False, stock=STOCK)
    return Bought(cart_with((variant, QUANTITY)).pk, variant, shop, partner, **fields)


# --- what is done, what comes before it, and what the shopper does when he finds the shop open again ---


def placing(bought, last):
    return bought.shop.do("place", last=last, cart=str(bought.cart), total=TOTAL)


def coming_back(bought, last):
    return bought.shop.do("come_back", last=last, order=bought.order.pk)


def calling(bought, last):
    event = next(one for one in bought.partner.events() if one["type"] == "checkout.session.completed")
    body = json.dumps(event)
    return bought.shop.do("call", last=last, headers=signed(body.encode()), body=body)


def telling(bought, last):
    return bought.shop.do("work", last=last)


def sending(bought, last):
    return bought.shop.do("ship", last=last, order=bought.order.pk, is_held=True)


def giving_back(bought, last):
    return bought.shop.do("refund", last=last, payment=bought.payment.pk, amount="100.00")


def cancelling(bought, last):
    return bought.shop.do("cancel", last=last, order=bought.order.pk)


def sweeping(bought, last):
    return bought.shop.do("give_up_waiting", last=last)


def clicks_again_and_pays(bought):
    stripe.press(bought.placed())


@dataclass(frozen=True)
class Case:
    name: str
    do: object
    before: str = ""
    after: object = None
    is_held: bool = False
    ends: tuple[tuple[str, str], ...] = ()  # the order's and the money's state when all is done


CASES = [
    Case("place and begin to pay", placing, after=clicks_again_and_pays, ends=(("confirmed", "charged"),)),
    Case("come back from the provider", coming_back, before="paid", ends=(("confirmed", "charged"),)),
    Case("be called by the provider", calling, before="paid", ends=(("confirmed", "charged"),)),
    Case("tell of the order", telling, before="confirmed", ends=(("confirmed", "charged"),)),
    Case(
        "send and charge",
        sending,
        before="told",
        is_held=True,
        ends=(("confirmed", "authorised"), ("completed", "charged")),
    ),
    Case("refund", giving_back, before="told", ends=(("confirmed", "charged"), ("confirmed", "partly_refunded"))),
    Case(
        "cancel what was just paid",
        cancelling,
        before="paid",
        ends=(("confirmed", "charged"), ("cancelled", "refunded")),
    ),
    Case("cancel what was not paid", cancelling, before="placed", ends=(("cancelled", "none"),)),
    Case("sweep what was not paid", sweeping, before="placed", ends=(("cancelled", "none"),)),
    Case("sweep what was paid", sweeping, before="paid", ends=(("confirmed", "charged"),)),
]


def test_killed_between_any_two_words(shop, partner, mail):
    """One shop and one provider for all of it, so that every death leaves its mark on the books of the next."""
    killed = Counter()
    for case in CASES:
        for last in range(MOST):
            shop.rehearses = last == 0
            bought = a_cart(shop, partner, is_held=case.is_held)
            if case.before:
                getattr(bought, case.before)()
            answer = case.do(bought, last)
            if case.after:
                case.after(bought)
            shop.do("recover", is_held=case.is_held)
            is_right(case, bought, last)
            if last and not answer["killed"]:
                break
            killed[case.name] += answer["killed"]
        else:
            pytest.fail(f"{case.name} does not end")
    sys.stderr.write(f"\nkilled {sum(killed.values())} times: {dict(killed)}\n")
    assert all(killed[case.name] >= 5 for case in CASES), killed
    the_books_agree(partner)
    nobody_was_told_twice(mail)


def is_right(case, bought, last):
    where = (case.name, last)
    order = bought.order
    assert (order.state, order.paid_state) in case.ends, (where, order.state, order.paid_state)
    assert Event.objects.filter(subject=f"order:{order}", kind="order.confirmed").count() == (order.state in GOOD), (
        where
    )
    assert Invoice.objects.filter(order=order).count() == (order.state == "completed"), where
    bound = QUANTITY if order.state in OPEN else 0
    left = STOCK - (QUANTITY if order.state == "completed" else 0)
    stock = Stock.objects.get(variant=bought.variant)
    assert (stock.on_hand, stock.allocated) == (left, bound), where
    assert sum(Allocation.objects.filter(stock=stock).values_list("quantity", flat=True)) == bound, where
    assert not Delivery.objects.filter(state=Delivery.State.WAITING).exists(), where
    assert not InboundMessage.objects.filter(state=InboundMessage.State.WAITING).exists(), where
    assert settle.owed(order) == 0, where
    assert not Instruction.objects.filter(payment__order=order).exclude(state="done").exists(), where
