"""The worked example of a new system, run as it stands in its page."""

import json
import re
import sys
import threading
import types
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import settle
from commerce.orders.payments import Reading
from config.schema_stamp import PROJECT
from integrations import inbox, outbox
from integrations.models import DeliveryReceipt, InboundMessage
from integrations.sandbox.listening import Listening
from tests.factories.catalogue import sellable
from tests.factories.orders import captured, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]
PAGE = (PROJECT / "docs" / "teknik" / "nytt-system.md").read_text(encoding="utf-8")


class Programme(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query)["reference"][0]
        self._answer(200, {"purchases": [one for one in self.server.held if one["reference"] == asked]})

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.held.append({"id": len(self.server.held) + 1, **told})
        if self.server.drops:
            self.server.drops, self.close_connection = False, True
            return
        self._answer(201, self.server.held[-1])

    def _answer(self, status, told):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def programme(settings, monkeypatch):
    """The module of the page, plugged in by the line of the page."""
    module = types.ModuleType("integrations.loyalty.partner")
    [source] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(source, "nytt-system.md", "exec"), module.__dict__)  # noqa: S102 - our own page
    monkeypatch.setitem(sys.modules, "integrations.loyalty", types.ModuleType("integrations.loyalty"))
    monkeypatch.setitem(sys.modules, "integrations.loyalty.partner", module)
    settings.PARTNERS = re.findall(r'^    "(integrations\.loyalty\.[\w.]+)",$', PAGE, re.MULTILINE)
    with Listening(("127.0.0.1", 0), Programme) as server:
        server.held, server.drops = [], False
        monkeypatch.setenv("LOYALTY_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("LOYALTY_KEY", "word")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def paid():
    order = placed(sellable(price="100.00", stock=5), total="149.00")
    settle.learn(order.payments.get().pk, Reading(facts=(captured("149.00"),)), now=timezone.now())
    return order


@pytest.mark.parametrize("drops", [False, True])
def test_a_paid_order_reaches_it_once_and_is_proved(programme, drops, whole_waits):
    programme.drops = drops
    order = paid()

    for minutes in (0, 5):
        outbox.deliver_due(now=lambda: timezone.now() + timedelta(minutes=minutes))  # noqa: B023

    assert [one["reference"] for one in programme.held] == [f"order:{order.number}"]
    assert DeliveryReceipt.objects.get().remote_id == "1"


def test_what_it_calls_about_is_taken_in_once(programme, client):
    order = paid()
    told = json.dumps({"id": 77, "order": order.number})
    calls = reverse("payment_callback", args=["loyalty"])

    for word in ("word", "word", "another"):
        client.post(calls, told, content_type="application/json", headers={"Authorization": f"Bearer {word}"})
    inbox.process_due()

    assert InboundMessage.objects.get().state == "processed"
    assert Event.objects.filter(kind="loyalty.redeemed", subject=f"order:{order.number}").count() == 1


def test_what_is_about_no_order_is_parked_with_its_reason(programme, client):
    headers = {"Authorization": "Bearer word"}
    told = json.dumps({"id": 78, "order": "999"})
    client.post(reverse("payment_callback", args=["loyalty"]), told, content_type="application/json", headers=headers)

    inbox.process_due()

    assert (InboundMessage.objects.get().state, InboundMessage.objects.get().error) == ("parked", "Ordern finns inte.")
