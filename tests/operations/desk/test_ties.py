"""What a ticket is tied to by hand, and what the desk tells of a person and forgets."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.customers.person import GONE, Person
from commerce.orders import flow
from operations.acceptance.models import Handover
from operations.desk import files, life, linking, log, privacy
from operations.desk.models import Attachment, Subscription, Ticket, Watcher
from operations.monitoring.models import Alarm
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed
from tests.factories.services import ordered
from tests.factories.tickets import MONDAY_NINE, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def things():
    """One of each kind, by what it is known by."""
    order = placed(sellable(sku="LL-1", price="249.00", stock=5), total="298.00")
    payment = order.payments.get()
    flow.pay(payment.pk, reference="p-1", amount=order.gross, now=timezone.now())
    flow.ship(order.pk, now=timezone.now())
    Handover.objects.create(version="1.2", notes="Nytt", drafted_at=MONDAY_NINE)
    Alarm.objects.create(
        key="threshold:disk:1", title="Disken är full", impact=1, urgency=1, opened_at=MONDAY_NINE, last_at=MONDAY_NINE
    )
    return {
        "order": order.number,
        "shipment": f"{order.number}-1",
        "ticket": str(ticket(title="Ett annat").number),
        "service_order": str(ordered(UserFactory()).number),
        "alarm": "disken",
        "handover": "1.2",
    }


def test_a_ticket_is_tied_to_what_each_room_has(things):
    browser, made = verified(owner()), ticket()
    address = reverse("ticket_tie", args=[made.pk])

    offered = browser.get(address).content.decode()
    for kind, key in things.items():
        assert f'value="{kind}"' in offered
        assert browser.post(address, {"kind": kind, "key": f" {key} "}).status_code == 302
        assert browser.post(address, {"kind": kind, "key": key}).status_code == 302  # twice is as once

    assert set(linking.kinds()) == set(things)
    assert sorted(made.links.values_list("kind", flat=True)) == sorted(things)
    page = browser.get(reverse("desk_ticket_modeladmin_inspect", args=[made.pk])).content.decode()
    for one in made.links.all():
        assert one.name in page
        assert browser.get(one.url).status_code == 200
    assert made.entries.filter(kind="link", is_internal=True).count() == len(things)


@pytest.mark.parametrize("kind", ["order", "shipment", "ticket", "service_order", "alarm", "handover"])
@pytest.mark.parametrize("key", ["0", "10001-x", "-1", "²", "9" * 30, "finns inte"])
def test_what_there_is_not_is_said_and_nothing_is_tied(kind, key):
    browser, made = verified(owner()), ticket()

    answer = browser.post(reverse("ticket_tie", args=[made.pk]), {"kind": kind, "key": key})

    assert answer.status_code == 422
    assert "Något sådant finns inte." in answer.content.decode()
    assert not made.links.exists()


def test_a_ticket_is_not_tied_to_itself_and_not_by_one_who_may_not():
    made = ticket()
    stranger = verified(UserFactory(roles=["Redaktör"]))

    with pytest.raises(linking.NotFound):
        linking.tie(made, kind="ticket", key=str(made.number), now=MONDAY_NINE)
    stranger.post(reverse("ticket_tie", args=[made.pk]), {"kind": "ticket", "key": str(ticket(title="B").number)})
    assert not made.links.exists()


# --- what is held of a person (the room of `settings.PERSONAL_DATA`) ---


@pytest.fixture
def siv():
    return UserFactory(email="siv@example.com")


@pytest.fixture
def told(siv):
    """A ticket of hers with words, a file and an internal comment; and one of another's that she has written in."""
    own = ticket(requester=siv, title="Min order", text="Jag bor på Storgatan 1")
    life.comment(own, "Ring mig på 070-123 45 67", by=siv, from_customer=True, now=MONDAY_NINE)
    life.comment(own, "Kunden är ledsen", by=UserFactory(), now=MONDAY_NINE)
    files.attach(own, "bild.txt", b"jag", by=siv, from_customer=True, now=MONDAY_NINE)
    other = ticket(requester=UserFactory(), title="En annans", text="Annat")
    life.comment(other, "Jag vet också något", by=siv, public=True, now=MONDAY_NINE)
    log.follow(other, siv, is_staff=False)
    Watcher.objects.create(user=siv)
    return own, other


def test_a_person_is_told_what_the_desk_holds_and_not_what_staff_said(siv, told):
    exported = privacy.export(Person(email=siv.email, user_id=siv.pk))

    [one] = exported["tickets"]
    assert (one["title"], one["text"]) == ("Min order", "Jag bor på Storgatan 1")
    assert [entry["text"] for entry in one["entries"]] == ["", "Ring mig på 070-123 45 67", ""]
    assert "ledsen" not in str(exported)


def test_a_person_is_forgotten_and_the_ticket_stays_as_a_figure(siv, told):
    own, other = told
    kept = Attachment.objects.get()
    where, storage = kept.file.name, kept.file.storage
    person = Person(email=siv.email, user_id=siv.pk)

    counts = privacy.forget(person, MONDAY_NINE)
    again = privacy.forget(person, MONDAY_NINE)

    own.refresh_from_db()
    assert (own.title, own.text, own.sender_email) == (GONE, "", "")
    words = " ".join(own.entries.values_list("text", flat=True))
    assert "070" not in words
    assert "ledsen" not in words
    assert (Attachment.objects.get().name, storage.exists(where)) == (GONE, False)
    other.refresh_from_db()
    assert (other.title, other.text) == ("En annans", "Annat")
    assert not other.entries.filter(text="Jag vet också något").exists()
    assert not Subscription.objects.filter(user=siv).exists()
    assert not Watcher.objects.filter(user=siv).exists()
    assert (counts["tickets"], counts["ticket_files"]) == (1, 1)
    assert again["tickets"] == 0
    assert Ticket.objects.count() == 2


def test_one_without_an_account_is_known_by_the_address_alone():
    mine = ticket(sender_name="Siv", sender_email="siv@example.com", text="Hej")
    others = ticket(sender_email="bo@example.com", text="Hej")
    person = Person(email="SIV@example.com")

    assert [one["number"] for one in privacy.export(person)["tickets"]] == [mine.number]
    privacy.forget(person, MONDAY_NINE)

    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.text, mine.sender_name, mine.sender_email) == ("", "", "")
    assert (others.text, others.sender_email) == ("Hej", "bo@example.com")
    assert not Subscription.objects.filter(email="siv@example.com").exists()
