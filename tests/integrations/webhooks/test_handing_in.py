"""What other systems hand in: kept whole, answered with proof, worked on once, told of when the last one has it."""

import hashlib
import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from integrations import inbox, outbox, routes
from integrations.models import Delivery, InboundMessage
from integrations.webhooks.incoming import HandedIn
from integrations.webhooks.models import Sender
from integrations.webhooks.signing import sign

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.6.1")]
ORDERS = {"kind": "stock.counted", "records": [{"sku": "A-1", "count": 3}, {"sku": "A-2", "count": 0}]}


@pytest.fixture
def sender():
    return Sender.objects.create(name="Kassan i Kalmar", code="kalmar")


def hand_in(client, sender, told=ORDERS, *, key="k-1", body=None, signed_at=None, secret=None, **headers):
    body = json.dumps(told).encode() if body is None else body
    signature = sign(secret or sender.secret, body, now=signed_at or timezone.now())
    told = {"Webshop-Signature": signature, **({"Idempotency-Key": key} if key else {}), **headers}
    return client.post(reverse("hand_in", args=[sender.code]), body, content_type="application/json", headers=told)


def ask(client, sender, path):
    return client.get(path, headers={"Webshop-Signature": sign(sender.secret, path.encode(), now=timezone.now())})


def test_the_answer_is_a_receipt_with_our_checksum_and_count(client, sender):
    answer = hand_in(client, sender)

    message = InboundMessage.objects.get()
    body = json.dumps(ORDERS).encode()
    assert answer.status_code == 202
    assert answer.json() == {
        "receipt": message.pk,
        "sha256": hashlib.sha256(body).hexdigest(),
        "count": 2,
        "state": "received",
        "url": f"http://testserver{reverse('handed_in_receipt', args=['kalmar', message.pk])}",
    }
    assert bytes(message.body) == body


def test_it_is_delivered_when_the_last_receiver_has_confirmed(client, sender, monkeypatch):
    monkeypatch.setitem(routes.ROUTES, "received.stock.counted", ["first", "second"])
    held = []
    monkeypatch.setattr(f"{__name__}.receive", lambda event: held.append(event.pk))
    for name in ("first", "second"):
        monkeypatch.setitem(routes.TARGETS, name, f"{__name__}.receive")
    path = reverse("handed_in_receipt", args=["kalmar", hand_in(client, sender).json()["receipt"]])
    assert ask(client, sender, path).json()["state"] == "received"

    inbox.process_due()
    assert ask(client, sender, path).json()["state"] == "delivering"
    outbox.route_events(now=timezone.now())
    Delivery.objects.filter(target="second").update(state="stopped")
    outbox.deliver_due()
    waiting = ask(client, sender, path).json()
    assert (waiting["state"], waiting["waits_for"]) == ("delivering", ["second"])
    Delivery.objects.filter(target="second").update(state="waiting")
    outbox.deliver_due()

    assert ask(client, sender, path).json()["state"] == "delivered"
    assert len(held) == 2


def receive(event):
    """Put in place of by the test."""


def test_the_same_again_is_the_same_receipt_and_is_worked_on_once(client, sender):
    first, second = hand_in(client, sender), hand_in(client, sender)

    inbox.process_due()

    assert (second.status_code, second.json()["receipt"]) == (202, first.json()["receipt"])
    assert Event.objects.filter(kind="received.stock.counted").count() == 1


def test_the_same_key_for_something_else_is_a_conflict(client, sender):
    hand_in(client, sender)

    answer = hand_in(client, sender, {"kind": "stock.counted", "records": []})

    assert answer.status_code == 409
    assert InboundMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("case", "more"),
    [
        ("no key", {"key": ""}),
        ("a key that is too long", {"key": "k" * 201}),
        ("another's secret", {"secret": "whsec_other"}),
        ("a replay of an old call", {"signed_at": timezone.now() - timedelta(minutes=6)}),
        ("a call of tomorrow", {"signed_at": timezone.now() + timedelta(days=1)}),
        ("a count that is not so", {"Webshop-Count": "3"}),
        ("a checksum that is not so", {"Webshop-Checksum": "0" * 64}),
        ("no signature", {"Webshop-Signature": ""}),
        ("half a signature", {"Webshop-Signature": "t=1"}),
        ("not JSON", {"body": b"<orders/>"}),
        ("not UTF-8", {"body": '{"kind": "ö", "records": []}'.encode("latin-1")}),
        ("10,000 deep", {"body": b'{"kind": "a", "records": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"}),
        ("no kind", {"told": {"records": []}}),
        ("a kind that is no word", {"told": {"kind": "../etc", "records": []}}),
        ("records that are no list", {"told": {"kind": "a", "records": {}}}),
        ("a list", {"told": []}),
        ("nothing", {"body": b""}),
    ],
)
def test_what_cannot_be_trusted_or_read_is_refused_whole(client, sender, case, more):
    answer = hand_in(client, sender, **more)

    assert answer.status_code == 400, case
    assert answer.json()["error"]
    assert not InboundMessage.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(client, sender):
    assert hand_in(client, sender, body=b" " * (HandedIn.largest + 1)).status_code == 413


def test_strangers_and_those_switched_off_are_unknown(client, sender):
    assert client.post(reverse("hand_in", args=["nobody"]), b"{}", content_type="text/plain").status_code == 404
    Sender.objects.update(is_active=False)
    assert hand_in(client, sender).status_code == 404


def test_a_sender_lists_what_has_come_and_sees_only_its_own(client, sender):
    other = Sender.objects.create(name="En annan", code="annan")
    mine = hand_in(client, sender).json()["receipt"]
    theirs = hand_in(client, other, key="k-2").json()["receipt"]
    since = urlencode({"since": (timezone.now() - timedelta(hours=1)).isoformat()})

    listed = ask(client, sender, f"{reverse('handed_in_receipts', args=['kalmar'])}?{since}").json()

    assert [one["receipt"] for one in listed["receipts"]] == [mine]
    assert ask(client, sender, reverse("handed_in_receipt", args=["kalmar", theirs])).status_code == 404
    assert client.get(reverse("handed_in_receipt", args=["kalmar", mine])).status_code == 401


@pytest.mark.parametrize("since", ["", "yesterday", "2026-11-27", "2026-13-45T00:00:00+01:00"])
def test_since_must_be_a_moment(client, sender, since):
    path = f"{reverse('handed_in_receipts', args=['kalmar'])}?{urlencode({'since': since})}"

    assert ask(client, sender, path).status_code == 400


def test_a_new_secret_ends_the_old_one(client, sender):
    old = sender.secret
    sender.secret_version += 1
    sender.save()

    assert hand_in(client, sender, secret=old).status_code == 400
    assert hand_in(client, sender).status_code == 202
