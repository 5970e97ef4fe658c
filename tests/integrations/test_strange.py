"""A word of a partner's that the shop does not know is told of, whoever says it; and what ends is told of before."""

from datetime import timedelta

import pytest
from django.conf import settings as chosen
from django.urls import reverse
from django.utils import timezone

from commerce.events.models import Event
from commerce.orders import flow
from integrations import ending, outbox, strange
from integrations.carriers import following
from integrations.carriers.shipmondo import carrier as shipmondo
from integrations.client import Answer
from integrations.flows.notices import TARGETS
from integrations.fortnox import access
from integrations.fortnox.models import FortnoxAccess
from integrations.fortnox.sealed import seal
from integrations.payments import stripe
from integrations.payments.nexi import books
from integrations.payments.swish import client as swish
from integrations.tasks import look_at_certificates
from tests.factories import carriers, warehouses
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.5")]


def told():
    events = Event.objects.filter(kind=strange.KIND).order_by("id")
    return [(one.subject, one.payload["what"], one.payload["word"], one.payload["about"]) for one in events]


def test_a_word_is_told_of_once_a_day_by_mail_and_on_the_board(settings, mailoutbox):
    now, browser = timezone.now(), verified(owner())
    settings.FLOW_NOTICE_EMAIL = "drift@example.se"
    for hours in (0, 1, 21):
        strange.tell("postnord", "parcel status", "SPLIT", now=now - timedelta(hours=21 - hours))
    strange.tell("ongoing", "order status", 777, about="1001", now=now)
    outbox.route_events(now=now)
    outbox.deliver_due(now=lambda: now + timedelta(seconds=1), only=TARGETS)

    assert [one[2] for one in told()] == ["SPLIT", "SPLIT", "777"]
    assert [(one.system, one.word, one.at) for one in strange.lately(now=now)] == [
        ("ongoing", "777", now),
        ("postnord", "SPLIT", now),
    ]
    page = browser.get(reverse("flows")).content.decode()
    assert "Vad partner säger som butiken inte känner till" in page
    assert "SPLIT" in page
    assert strange.lately(now=now + timedelta(days=15)) == []
    assert len(mailoutbox) == 3
    assert "777" in mailoutbox[-1].body
    assert "Ongoing" in mailoutbox[-1].body or "ongoing" in mailoutbox[-1].body


def test_a_board_where_everybody_is_understood_says_nothing_of_it():
    page = verified(owner()).get(reverse("flows")).content.decode()

    assert "Vad partner säger som butiken inte känner till" not in page


def test_a_warehouse_whose_status_nobody_has_explained(settings):
    with warehouses.run_by_ongoing(settings) as ongoing:
        order = warehouses.bought((warehouses.stocked(ongoing), 1))
        warehouses.deliver()
        ongoing.books.set_status(order.number, 777)
        warehouses.read_orders()
        warehouses.read_orders()

    assert told() == [("system:ongoing", "order status", "777", order.number)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("EN_ROUTE", []),
        ("A_NEW_WORD", [("system:postnord", "parcel status", "A_NEW_WORD", "")]),
    ],
)
def test_a_carrier_with_a_new_word_for_where_a_parcel_is(settings, status, expected):
    with carriers.plugged_in(settings, "postnord") as found:
        carriers.sent_by("postnord")
        order = carriers.packed()
        carriers.deliver()
        flow.ship(order.pk, now=timezone.now())
        found["postnord"].scan(order.shipments.get().tracking_number, status, "Ord", at=timezone.now())
        following.follow()

    assert told() == expected


@pytest.mark.parametrize(("status", "is_new"), [("sent", False), ("on_hold", False), ("a_new_word", True)])
def test_a_broker_with_a_new_word_for_an_order(status, is_new):
    """Its counterpart says nothing that is not in Shipmondo's own file, so it is the reading that is asked."""
    shipmondo._status({"order_id": "F10001", "order_status": status})

    assert told() == ([("system:shipmondo", "order status", status, "F10001")] if is_new else [])


REFUND = {"id": "re_1", "created": 1764000000, "amount": 100}
PAYMENT = {"paymentId": "p1", "summary": {"chargedAmount": 100}, "charges": [{"chargeId": "c1", "amount": 100}]}


def swish_says(status):
    body = f'{{"status": "{status}", "amount": 1.00, "dateCreated": "2026-11-27T08:00:00Z"}}'
    return swish._told("A" * 32, Answer(200, {}, body.encode()))


@pytest.mark.parametrize(
    ("case", "say", "known", "new"),
    [
        (
            "stripe, a refund",
            lambda word: list(stripe._of_refund(REFUND | {"status": word})),
            "pending",
            "refund status",
        ),
        (
            "stripe, a page",
            lambda word: stripe._look_at({"id": "cs_1", "status": word}, None),
            "open",
            "session status",
        ),
        (
            "stripe, an intent",
            lambda word: stripe._look_at({}, {"id": "pi_1", "status": word}),
            "processing",
            "intent status",
        ),
        ("swish", swish_says, "DEBITED", "payment status"),
        (
            "nexi",
            lambda word: books.reading(PAYMENT | {"refunds": [{"refundId": "r1", "amount": 1, "state": word}]}),
            "Pending",
            "refund status",
        ),
    ],
)
def test_a_payment_provider_with_a_new_word(case, say, known, new):
    say(known)
    assert told() == []

    say("brand_new")

    assert [(one[1], one[2]) for one in told()] == [(new, "brand_new")]


# --- what ends ---


@pytest.fixture
def consent(settings):
    settings.FORTNOX_CLIENT_ID, settings.FORTNOX_TENANT_ID = "klient", ""
    return FortnoxAccess.objects.create(
        tenant="klient", refresh_token=seal("nästa"), changed_at=timezone.now(), ends_at=timezone.now()
    )


@pytest.mark.parametrize(("days", "is_told"), [(14, False), (16, True), (50, True)])
def test_a_consent_that_has_not_been_used_is_told_of_thirty_days_before_it_ends(consent, days, is_told):
    now = consent.changed_at + timedelta(days=days)

    first, again = access.tell_when_ending(now=now), access.tell_when_ending(now=now + timedelta(hours=1))

    assert (bool(first), again) == (is_told, None)
    if is_told:
        assert (first.kind, first.subject, first.payload["days"]) == (ending.KIND, access.SUBJECT, 45 - days)


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("a service account", lambda row: setattr(chosen, "FORTNOX_TENANT_ID", "klient")),
        ("nobody has consented yet", lambda row: FortnoxAccess.objects.update(refresh_token="")),
        ("no Fortnox", lambda row: setattr(chosen, "FORTNOX_CLIENT_ID", "")),
    ],
)
def test_what_has_no_end_is_not_told_of(consent, settings, case, change):
    change(consent)

    assert access.tell_when_ending(now=consent.changed_at + timedelta(days=44)) is None


def test_the_daily_look_tells_of_it(consent):
    FortnoxAccess.objects.update(changed_at=timezone.now() - timedelta(days=40))

    assert look_at_certificates() is True
    assert look_at_certificates() is False
