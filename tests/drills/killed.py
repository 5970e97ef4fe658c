"""A process of the shop that does what it is told and kills itself, as by -9, before its n-th word to the outside.

    python -m tests.drills.killed          reads a task a line (JSON) and answers each with a line
    python -m tests.drills.killed money    tells of nothing but money

A word is a statement to the database, whichever way it goes, a commit, or a call to a payment provider. Every task is
done by a process of its own, forked from this one, with a connection of its own; one that `rehearses` is done here, so
that those which come need not read the code and the templates of it again.
"""

import json
import os
import signal
import sys
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402 - only now are there models
from django.db import connections  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.backends.utils import CursorWrapper  # noqa: E402
from django.utils import timezone  # noqa: E402
from requests.adapters import HTTPAdapter  # noqa: E402

from commerce import prepared  # noqa: E402
from commerce.checkout.start import start_payment  # noqa: E402
from commerce.orders import flow, settle, sweep  # noqa: E402
from commerce.orders.models import Payment  # noqa: E402
from commerce.orders.payments import providers  # noqa: E402
from integrations import inbox, outbox, payment_calls, routes  # noqa: E402
from tests.drills.partners import about_money  # noqa: E402
from tests.factories.orders import details, shopper  # noqa: E402

RETURN = "http://127.0.0.1/kassa/tillbaka/"
LATER = timedelta(minutes=70)  # the sweep's patience and every lease are over
ROUNDS = 8


class Words:
    """Counts what goes out and ends the process before the last one it may say."""

    def __init__(self, last: int):
        self.last, self.said = last, 0
        for place, name in (
            (CursorWrapper, "_execute"),
            (CursorWrapper, "_executemany"),
            (prepared._Plans, "answer"),
            (prepared.Quick, "_ask"),
            (BaseDatabaseWrapper, "_commit"),
            (HTTPAdapter, "send"),
        ):
            setattr(place, name, self._counted(getattr(place, name)))

    def _counted(self, call):
        def counted(*arguments, **named):
            self.said += 1
            if self.said == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counted


def place(cart, total):
    """As the checkout does: the order, and its page to pay on."""
    order = flow.place(UUID(cart), details(total, payment="stripe"), shopper=shopper(), now=timezone.now())
    return start_payment(order, return_url=RETURN)


def come_back(order):
    payment = Payment.objects.select_related("order").filter(order=order).latest("pk")
    settle.complete(payment, now=timezone.now())


def call(headers, body):
    inbox.take("stripe", headers, body.encode(), now=timezone.now())
    inbox.process_due()


def cancel(order):
    flow.cancel(order, why="given up", now=timezone.now())
    outbox.deliver_due()


def ship(order):
    flow.ship(order, now=timezone.now())
    outbox.deliver_due()
    outbox.deliver_due()


def refund(payment, amount):
    settle.ask(payment, "refund", Decimal(amount), why="came back", now=timezone.now())
    outbox.deliver_due()


def work():
    outbox.deliver_due()


def give_up_waiting():
    sweep.settle_unpaid(now=timezone.now() + LATER)


def recover(minutes=2):
    """What a shop that has just been started again does by itself, until there is nothing more to do.

    The provider is asked what has happened in the last `minutes`.
    """
    later = timezone.now() + LATER
    for _round in range(ROUNDS):
        done = payment_calls.catch_up(now=timezone.now(), look_back=timedelta(minutes=minutes))
        done += inbox.process_due(now=lambda: later)
        done += sum(sweep.settle_unpaid(now=later).values())
        done += outbox.deliver_due(now=lambda: later)
        if not done:
            return
    raise RuntimeError("the shop does not come to rest")


TASKS = {one.__name__: one for one in (place, come_back, call, cancel, ship, refund, work, give_up_waiting, recover)}


def done_by_a_child(task: dict) -> dict:
    """Fork, do it, and say what came of it: `killed`, or `answer` and how many words it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _do(task, writing)
    os.close(writing)
    with os.fdopen(reading) as answers:
        told = answers.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"killed": os.WTERMSIG(status) == signal.SIGKILL}
    return json.loads(told)


def _do(task: dict, writing: int) -> None:
    try:
        settings.STRIPE_CAPTURE = "manual" if task.get("is_held") else "automatic"
        words = Words(task.get("last", 0))
        told = {"killed": False, "answer": TASKS[task["do"]](**task.get("with", {})), "said": words.said}
    except BaseException as error:  # noqa: BLE001 - the proof reads what went wrong
        told = {"killed": False, "error": f"{type(error).__name__}: {error}"}
    os.write(writing, json.dumps(told).encode())
    os._exit(0)


def rehearsed(task: dict) -> dict:
    """Done in this process, which keeps no connection of it for its children."""
    settings.STRIPE_CAPTURE = "manual" if task.get("is_held") else "automatic"
    answer = TASKS[task["do"]](**task.get("with", {}))
    connections.close_all()
    providers.cache_clear()
    return {"killed": False, "answer": answer}


def main() -> None:
    settings.ON_EVENT = ""  # a nudge saves time and proves nothing
    settings.DELIVERY_THREADS = 1  # one word after another; and a pool of threads does not survive a fork
    if sys.argv[1:] == ["money"]:
        routes.ROUTES = about_money()
    for line in sys.stdin:
        task = json.loads(line)
        sys.stdout.write(json.dumps(rehearsed(task) if task.get("rehearses") else done_by_a_child(task)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
