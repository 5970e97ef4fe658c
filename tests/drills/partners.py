"""Programs beside the shop that a drill starts, and the comparing of their books with the shop's."""

import os
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from decimal import Decimal
from email import message_from_bytes

import requests

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.mails.models import SentMail
from commerce.orders.models import Instruction, Order, Payment, PaymentEvent
from commerce.orders.payments import name_of
from config.schema_stamp import PROJECT
from integrations.routes import ROUTES
from integrations.sandbox.stripe import KEY

GOOD = ("confirmed", "completed")
# What a proof of money has told: most mails and papers are left out, and proved elsewhere.
TOLD = ("invoices.issue", "mail.confirmation", "payments.charge", "payments.close", "payments.instruct")


def about_money() -> dict[str, list[str]]:
    """The routes of events, those that lead to what is told here."""
    return {kind: [target for target in targets if target in TOLD] for kind, targets in ROUTES.items()}


class Partner:
    """The provider's program, asked over its own interface."""

    def __init__(self, process: subprocess.Popen):
        words = dict(pair.split("=", 1) for pair in process.stdout.readline().split())
        self.address = words["STRIPE_API_BASE"]

    def ask(self, path: str, **parameters) -> dict:
        answer = requests.get(
            self.address + path, params=parameters, headers={"Authorization": f"Bearer {KEY}"}, timeout=10
        )
        answer.raise_for_status()
        return answer.json()

    def events(self) -> list[dict]:
        """All that has happened, newest first."""
        found, after = [], {}
        while True:
            page = self.ask("/v1/events", limit=100, **after)
            found += page["data"]
            if not page["has_more"]:
                return found
            after = {"starting_after": found[-1]["id"]}

    def intents(self) -> dict[str, list[dict]]:
        """Every payment that somebody tried to make, by the shop's own name of it."""
        found: dict[str, list[dict]] = {}
        keys = {event["data"]["object"]["id"] for event in self.events() if event["type"].startswith("payment_intent.")}
        for key in sorted(keys):
            intent = self.ask(f"/v1/payment_intents/{key}", **{"expand[0]": "latest_charge.refunds"})
            found.setdefault(intent["metadata"]["payment"], []).append(intent)
        return found


@contextmanager
def program(*arguments: str, **environment: str):
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def the_books_agree(partner):
    """Each payment that was made is there once, and is worth the same to both: an order, or nothing."""
    intents = partner.intents()
    payments = Payment.objects.select_related("order").prefetch_related("events", "instructions")
    by_name = {name_of(payment): payment for payment in payments}
    assert set(intents) <= set(by_name)
    for name, [intent] in intents.items():
        payment, charge = by_name[name], intent["latest_charge"]
        events = Counter()
        for event in payment.events.all():
            events[event.kind] += event.amount
        taken, back = Decimal(charge["amount_captured"]) / 100, Decimal(charge["amount_refunded"]) / 100
        asked = [one for one in payment.instructions.all() if one.kind == Instruction.Kind.REFUND]
        assert charge["amount"] == payment.amount * 100
        assert (events[PaymentEvent.Kind.CAPTURED], events[PaymentEvent.Kind.REFUNDED]) == (taken, back)
        assert sum(one.amount for one in asked) == back
        assert len(charge["refunds"]["data"]) == len(asked)
        is_good = payment.order.state in GOOD and payment.state in settle.ACCEPTED
        assert is_good or back == taken, (name, payment.order.state, payment.state)
        assert is_good == (payment.order.state in GOOD)
    assert Payment.objects.filter(state__in=settle.ACCEPTED).count() == Order.objects.filter(state__in=GOOD).count()


def nobody_was_told_twice(mail):
    """A worker that dies when a letter has gone, and before it has written so, sends the same letter once more."""
    letters = Counter()
    for file in mail.iterdir():
        for one in file.read_bytes().split(b"-" * 79 + b"\n"):
            if one.strip():
                letters[message_from_bytes(one)["Message-ID"].strip("<>").partition("@")[0]] += 1
    rows = dict(SentMail.objects.values_list("message_id", "sent_at"))
    assert set(letters) == set(rows)
    assert all(rows.values())
    confirmed = Event.objects.filter(kind="order.confirmed").values_list("pk", flat=True)
    assert {f"event-{pk}" for pk in confirmed} <= set(letters)
