"""A notice as a signed call: what its receiver can trust, and what it means when the receiver does not take it."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from commerce.events.log import publish
from integrations import checks, outbox, public_addresses
from integrations.flows import heartbeats, own
from integrations.flows.notices import KINDS, TARGETS
from integrations.models import Delivery
from integrations.sandbox.faults import Fault
from integrations.sandbox.server import Answer, Counterpart

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5")]
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SECRET = "k" * 40


class Receiver(Counterpart):
    """Takes calls, checks them as the page about flows says, and remembers each by its number."""

    def __init__(self):
        super().__init__()
        self.taken: dict[str, dict] = {}
        self.status = 202

    def done(self, method, target, headers, body, *, fault=None):
        told = dict(part.split("=", 1) for part in headers["Webshop-Signature"].split(","))
        expected = hmac.new(SECRET.encode(), f"{told['t']}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(told["v1"], expected):
            return Answer(401)
        if self.status < 300:
            self.taken[headers["Webshop-Event"]] = json.loads(body)
        return Answer(self.status)


@pytest.fixture
def receiver(settings, monkeypatch, whole_waits):
    monkeypatch.setattr(public_addresses, "is_public", lambda number: True)
    settings.PARTNERS = ["integrations.flows.notices.Notices"]
    settings.ON_EVENT = ""
    settings.NOTICE_WEBHOOK_SECRET = SECRET
    with Receiver() as receiver:
        settings.NOTICE_WEBHOOK_URL = f"{receiver.address}/larm"
        yield receiver


def closed_door():
    return publish("system.closed", "system:fortnox", {"why": "the licence has ended"}, at=NOW)


def deliver(at=NOW):
    outbox.deliver_due(now=lambda: at, only=TARGETS)
    return Delivery.objects.get(target="notices.webhook")


def test_the_receiver_can_trust_what_it_gets(receiver):
    event = closed_door()

    assert deliver().state == Delivery.State.DELIVERED
    assert receiver.taken == {
        str(event.pk): {
            "id": event.pk,
            "kind": "system.closed",
            "subject": "system:fortnox",
            "at": NOW.isoformat(),
            "data": {"why": "the licence has ended"},
        }
    }


def test_one_that_is_signed_with_another_secret_is_refused_and_stops(receiver, settings):
    settings.NOTICE_WEBHOOK_SECRET = "another" * 6
    closed_door()

    assert deliver().state == Delivery.State.STOPPED
    assert receiver.taken == {}


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.DROP, Fault.FAIL_AFTER, Fault.TOO_MANY])
def test_a_receiver_that_is_away_gets_it_later_under_the_same_number(receiver, fault):
    event = closed_door()
    receiver.faults.on(fault, "POST", "/larm")

    first = deliver()
    second = deliver(first.due_at + timedelta(seconds=1))

    assert first.state in (Delivery.State.WAITING, Delivery.State.UNKNOWN)
    assert second.state == Delivery.State.DELIVERED
    assert list(receiver.taken) == [str(event.pk)]


def test_the_secret_is_in_nothing_that_is_kept(receiver):
    closed_door()
    receiver.status = 404

    deliver()

    kept = json.dumps(list(Delivery.objects.get(target="notices.webhook").tries.values("exchanges", "error")))
    assert "404" in kept
    assert SECRET not in kept


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_notice_becomes_a_mail(kind, settings, mailoutbox):
    told = {
        "flow": "shop.mail",
        "what": "missed",
        "expected_at": NOW.isoformat(),
        "opened_at": NOW.isoformat(),
        "closed_at": NOW.isoformat(),
        "last_success_at": None,
        "backlog": 3,
        "problem": "",
        "target": "ongoing.orders",
        "delivery": 7,
        "why": "the key is old",
        "system": "fortnox",
        "count": 2,
        "kinds": {"missing_there": 2},
        "first": NOW.isoformat(),
        "year": 2026,
        "sold": "81000.00",
        "limit": "99680.00",
        "percent": 81,
        "word": "777",
        "about": "2026-1001",
        "ends_at": NOW.isoformat(),
        "days": 12,
    }
    settings.FLOW_NOTICE_EMAIL = "drift@example.se"
    settings.PARTNERS = ["integrations.flows.notices.Notices"]
    settings.ON_EVENT = ""
    publish(kind, "flow:shop.mail", told, at=NOW)
    outbox.deliver_due(now=lambda: NOW, only=TARGETS)

    [mail] = mailoutbox
    assert mail.to == ["drift@example.se"]
    assert settings.SITE_URL in mail.body
    assert mail.alternatives[0].mimetype == "text/html"


@pytest.mark.parametrize(
    ("case", "address", "secret", "found"),
    [
        ("none", "", "", []),
        ("whole", "https://larm.example.se/", SECRET, []),
        ("no secret", "https://larm.example.se/", "", ["integrations.E030"]),
        ("in the open", "http://larm.example.se/", SECRET, ["integrations.E031"]),
    ],
)
def test_half_a_set_up_is_found_at_start(settings, case, address, secret, found):
    settings.NOTICE_WEBHOOK_URL, settings.NOTICE_WEBHOOK_SECRET = address, secret

    assert [one.id for one in checks.notices_can_be_trusted(None)] == found


def test_somebody_outside_is_told_when_a_process_is_silent(capsys):
    now = timezone.now()
    for process in (own.WORKER, own.CLOCK, own.PICTURES, own.TASKS):
        heartbeats.beat(process, now=now)
    heartbeats.beat(own.WATCHER, now=now - timedelta(minutes=3))

    with pytest.raises(CommandError, match="silent"):
        call_command("flow_health")
    assert "watcher: 18" in capsys.readouterr().out

    heartbeats.beat(own.WATCHER, now=now)
    call_command("flow_health")
