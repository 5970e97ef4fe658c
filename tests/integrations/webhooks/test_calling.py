"""Signed calls to other systems: each event once by its number, again until they answer, each receiver by itself."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.events.log import publish
from integrations import outbox, public_addresses
from integrations.models import Delivery, DeliveryReceipt, System
from integrations.sandbox.listening import Listening
from integrations.webhooks.models import Receiver
from integrations.webhooks.signing import NotSigned, check
from tests.factories.customers import owner, verified

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.5.5")]


class Hears(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers["Webshop-Event"], self.headers["Webshop-Signature"], body))
        status = self.server.answers.pop(0) if self.server.answers else 200
        told = b'{"receipt": "m-7"}' if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *args):
        pass


@pytest.fixture
def hears(monkeypatch):
    monkeypatch.setattr(public_addresses, "is_public", lambda number: number == "127.0.0.1")
    with Listening(("127.0.0.1", 0), Hears) as server:
        server.heard, server.answers = [], []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def receiver(server, *kinds, name="Ekonomi", path="/"):
    return Receiver.objects.create(name=name, url=f"http://127.0.0.1:{server.server_port}{path}", kinds=list(kinds))


def happen(kind="order.confirmed", number=1, **payload):
    return publish(kind, f"order:{number}", payload, at=NOW)


def deliver(after=timedelta(0)):
    outbox.deliver_due(now=lambda: NOW + after)


def test_an_event_is_told_and_signed(hears):
    one = receiver(hears, "thing.*")
    event = happen("thing.made", total="149.00")

    deliver()

    [(number, signature, body)] = hears.heard
    check(one.secret, body, signature, now=timezone.now())
    told = json.loads(body)
    assert (number, told["kind"], told["subject"]) == (str(event.pk), "thing.made", "order:1")
    assert told["data"] == {"total": "149.00"}
    assert DeliveryReceipt.objects.count() == 0, "what was told is not told of"
    assert Delivery.objects.get().state == "delivered"


@pytest.mark.parametrize(
    ("kinds", "kind", "hears_it"),
    [
        (["thing.made"], "thing.made", True),
        (["thing.made"], "thing.maden", False),
        (["thing.*"], "thing.made.twice", True),
        (["thing.*"], "things", False),
        (["*"], "anything.at.all", True),
    ],
)
def test_what_a_receiver_is_told_of(kinds, kind, hears_it):
    assert Receiver(kinds=kinds).hears(kind) is hears_it


@pytest.mark.parametrize(
    ("status", "state"), [(500, "unknown"), (408, "waiting"), (429, "waiting"), (400, "stopped"), (302, "stopped")]
)
def test_what_they_answer_decides_what_is_done(hears, status, state):
    receiver(hears, "thing.*")
    hears.answers = [status]
    happen("thing.made")

    deliver()
    assert Delivery.objects.get().state == state
    deliver(timedelta(hours=2))

    assert Delivery.objects.get().state == ("stopped" if state == "stopped" else "delivered")
    assert len({number for number, _signature, _body in hears.heard}) == 1, "every try has the same number"


def test_one_that_shuts_us_out_is_closed_and_the_others_go_on(hears):
    shut = receiver(hears, "thing.*", name="A")
    hears.answers = [403]
    happen("thing.made", 1)
    deliver()
    receiver(hears, "thing.*", name="B")
    happen("thing.made", 2)

    deliver(timedelta(minutes=1))

    assert System.objects.get(code=f"webhook.{shut.pk}").closed_at
    told = Delivery.objects.filter(target__startswith="webhook.")
    assert sorted(told.values_list("state", flat=True)) == ["delivered", "waiting", "waiting"]


def test_a_receiver_that_is_gone_or_off_is_called_no_more(hears):
    one = receiver(hears, "thing.*")
    happen("thing.made")
    outbox.route_events(now=NOW)
    Receiver.objects.filter(pk=one.pk).update(is_active=False)

    deliver()

    assert not hears.heard
    assert Delivery.objects.get().state == "waiting"


def test_an_old_signature_is_worth_nothing(hears):
    one = receiver(hears, "thing.*")
    happen("thing.made")
    deliver()
    [(_number, signature, body)] = hears.heard

    with pytest.raises(NotSigned):
        check(one.secret, body, signature, now=timezone.now() + timedelta(minutes=6))
    with pytest.raises(NotSigned):
        check(one.secret, body + b" ", signature, now=timezone.now())


@pytest.mark.parametrize(
    "address",
    ["http://example.com/", "https://127.0.0.1/", "https://10.0.0.7/in", "https://[::1]/", "ftp://x.example/"],
)
def test_the_owner_cannot_have_us_call_into_our_own_network(address):
    browser = verified(owner())

    page = browser.post(
        reverse("integrations_receiver_modeladmin_create"),
        {"name": "Inne", "url": address, "kinds": "order.*", "is_active": "on"},
    )

    assert page.status_code == 200
    assert not Receiver.objects.exists()


def test_the_owner_reads_the_secret_and_changes_it(hears):
    one = receiver(hears, "thing.*")
    browser = verified(owner())

    page = browser.get(reverse("integrations_receiver_modeladmin_inspect", args=[one.pk])).content.decode()

    assert one.secret in page
