"""Every door that others call at, and everything that should not come in by it: a clear no, and nothing is kept.

Each call bears what its door knows its own by, so that it is what it says that is refused, and not who says it.
"""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.customers.organisations import VatCheck
from commerce.orders.payments import ProviderUnavailable
from integrations import vies
from integrations.client import Answer
from integrations.models import InboundMessage
from integrations.payments.nexi.payment import callback_word
from integrations.payments.swish.client import _told
from integrations.payments.swish.payment import proof_of
from integrations.sandbox.ongoing import TOKEN
from integrations.sandbox.shipmondo_books import jwt
from integrations.webhooks.models import Sender
from integrations.webhooks.signing import sign
from tests.factories import carriers, nexi, stripe, swish, warehouses
from tests.factories.customers import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.krav("4.6.1")]
NAME = "A" * 32


@dataclass
class Door:
    """Where to call, with what in hand, and a call that would be taken."""

    address: str
    good: dict[str, Any]
    headers: Any  # made of the body, for those who sign it
    taken: int = 200


@pytest.fixture(params=["stripe", "nexi", "swish", "shipmondo", "ongoing", "handed in"])
def door(request, settings, tmp_path):
    made = {
        "stripe": at_stripe,
        "nexi": at_nexi,
        "swish": at_swish,
        "shipmondo": at_shipmondo,
        "ongoing": at_ongoing,
        "handed in": handed_in,
    }[request.param]
    yield from made(settings, tmp_path)


def at_stripe(settings, tmp_path):
    with stripe.plugged_in(settings) as sandbox:
        about = {"object": "payment_intent", "id": "pi_1"}
        event = {"object": "event", "id": "evt_1", "type": "x.y", "data": {"object": about}}
        yield Door(callback("stripe"), event, lambda body: sandbox.sign(body).headers)


def at_nexi(settings, tmp_path):
    settings.SITE_URL = "https://shop.example.se"
    with nexi.plugged_in(settings):
        event = {"id": "1", "event": "payment.created", "data": {"paymentId": "a" * 32}}
        yield Door(callback("nexi"), event, lambda body: {"Authorization": callback_word()})


def at_swish(settings, tmp_path):
    with swish.plugged_in(settings, tmp_path):
        address = reverse("payment_callback_proved", args=["swish", proof_of(NAME)])
        yield Door(address, {"id": NAME, "status": "PAID"}, lambda body: {})


def at_shipmondo(settings, tmp_path):
    with carriers.plugged_in(settings, "shipmondo"):
        carriers.sent_by("shipmondo")
        order = {"id": 1, "order_id": "X-1", "order_status": "sent", "updated_at": "2026-11-20T12:00:00+01:00"}
        told = {"data": jwt({"data": order}, carriers.WEBHOOK_SECRET)}
        yield Door(callback("shipmondo"), told, lambda body: {})


def at_ongoing(settings, tmp_path):
    with warehouses.run_by_ongoing(settings):
        told = {"webhookEventId": "1", "orderNumber": "10001"}
        yield Door(callback("ongoing"), told, lambda body: {"X-Auth-Token": TOKEN})


def handed_in(settings, tmp_path):
    sender = Sender.objects.create(name="Kassan i Kalmar", code="kalmar")

    def headers(body):
        return {"Webshop-Signature": sign(sender.secret, body, now=timezone.now()), "Idempotency-Key": "k-1"}

    yield Door(reverse("hand_in", args=["kalmar"]), {"kind": "stock.counted", "records": []}, headers, taken=202)


def callback(name):
    return reverse("payment_callback", args=[name])


def call(client, door, body):
    return client.post(door.address, body, content_type="application/json", headers=door.headers(body))


XML = b'<?xml version="1.0"?><!DOCTYPE a [%s]><a>&b;</a>'
BOMB = b'<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">'
BAD = {
    "nothing": b"",
    "a page of a proxy's": b"<html><body>502 Bad Gateway</body></html>",
    "XML that reads a file": XML % b'<!ENTITY b SYSTEM "file:///etc/passwd">',
    "XML that calls out": XML % b'<!ENTITY b SYSTEM "http://127.0.0.1:1/">',
    "XML that swells": XML % BOMB,
    "10,000 lists deep": b"[" * 10_000 + b"]" * 10_000,
    "10,000 objects deep": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "10,000 deep inside what is known": b'{"data": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "never closed": b"[" * 10_000,
    "cut off": b'{"id": "1", "even',
    "a number of 5,000 digits": b'{"id": ' + b"9" * 5_000 + b"}",
    "a list": b"[1, 2]",
    "a word": b'"paid"',
    "null": b"null",
    "none of its fields": b'{"something": "else"}',
    "Latin-1": '{"id": "å"}'.encode("latin-1"),
    "UTF-16": '{"id": "1"}'.encode("utf-16"),
    "bytes that are no text": b"\xff\xfe\x00\x01" * 100,
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(door, client, case):
    answer = call(client, door, BAD[case])

    assert answer.status_code == 400
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("charset", ["latin-1", "utf-16"])
def test_what_is_right_in_another_charset_is_refused_all_the_same(door, client, charset):
    body = json.dumps(door.good | {"note": "å"}, ensure_ascii=False).encode(charset)

    assert call(client, door, body).status_code == 400
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("wrong", [None, 7, [], {}, "a\0b", "x" * 5_000], ids=lambda wrong: str(wrong)[:6])
def test_a_field_that_is_not_as_it_should_be_is_refused(door, client, wrong):
    """One after another: each field that the door reads, with what cannot stand there."""
    for name in door.good:
        answer = call(client, door, json.dumps(door.good | {name: wrong}).encode())

        assert answer.status_code in (400, door.taken), name
    assert not [one for one in InboundMessage.objects.all() if "\0" in one.key or len(one.key) > 200]


def test_fifty_megabytes_are_refused(door, client):
    answer = call(client, door, b" " * 50_000_000)

    assert answer.status_code == 413
    assert not InboundMessage.objects.exists()


def test_what_is_right_is_taken_once_however_often_it_comes(door, client):
    """So that it is known that the doors open at all."""
    body = json.dumps(door.good).encode()

    answers = [call(client, door, body).status_code for _time in range(3)]

    assert answers == [door.taken] * 3
    assert InboundMessage.objects.count() == 1


def test_what_was_changed_on_the_way_or_is_somebody_elses_is_refused(door, client):
    """The proof of one body is held against another; where the proof is a word, the word is wrong."""
    body = json.dumps(door.good).encode()
    headers = {name: value for name, value in door.headers(body).items() if name == "Idempotency-Key"}
    address = door.address.replace(proof_of(NAME), "0" * 32)
    if "data" in door.good and isinstance(door.good["data"], str):
        head, middle, proof = door.good["data"].split(".")
        body = json.dumps({"data": f"{head}.{middle}.{proof[::-1]}"}).encode()

    answer = client.post(address, body, content_type="application/json", headers=headers)

    assert answer.status_code == 400
    assert not InboundMessage.objects.exists()


# --- what is answered when it is the shop that asks ---


@pytest.mark.parametrize(
    "body", [b"<html>", b"[" * 100_000, b'{"a":' * 100_000, b"[]", b"null", b"\xff\xfe", b'{"amount": "mycket"}', b""]
)
def test_an_answer_of_swish_that_cannot_be_read_is_asked_for_again(body):
    with pytest.raises(ProviderUnavailable):
        _told(NAME, Answer(200, {}, body))


@pytest.mark.parametrize("text", ["<html>", "[" * 100_000, '{"a":' * 100_000, "[]", "null", '{"valid": "yes"}'])
def test_an_answer_about_a_number_that_cannot_be_read_is_none(text):
    assert vies.read(200, text).answer == VatCheck.Answer.SILENT


def test_an_answer_about_a_number_is_kept_without_what_cannot_be():
    read = vies.read(200, '{"valid": true, "name": "a\\u0000b"}')

    VatCheck.objects.create(
        organisation=OrganisationFactory(), number="SE1", asked_at=timezone.now(), answer=read.answer, raw=read.raw
    )

    assert VatCheck.objects.get().raw["body"]["name"] == "ab"
