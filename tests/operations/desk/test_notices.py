"""Everything that happens to a ticket reaches every follower once: none missing, none double."""

from datetime import timedelta

import pytest
from django.core import mail

from commerce.events.models import Event
from integrations import outbox
from integrations.models import Delivery
from operations.desk import files, letters, life, log
from operations.desk.models import Entry, Notice, Subscription, Watcher
from operations.desk.partner import MAIL, TicketMail
from tests.factories.customers import UserFactory
from tests.factories.tickets import MONDAY_NINE, ticket

pytestmark = pytest.mark.django_db
LATER = MONDAY_NINE + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def desk_alone(settings):
    settings.ON_EVENT = ""
    settings.PARTNERS = ["operations.desk.partner.ServiceDesk"]
    settings.SERVICE_DESK_EMAIL = "arende@butik.example"


def deliver():
    outbox.deliver_due(now=lambda: LATER, only=(MAIL,))


def everything_happens():
    """A ticket with three followers to whom each kind of event happens; the ticket and the followers."""
    asker, handler, colleague = UserFactory(), UserFactory(), UserFactory()
    Watcher.objects.create(user=handler)
    made = ticket(requester=asker, locale="en")
    log.follow(made, colleague, is_staff=False)
    life.accept(made, by=handler, now=MONDAY_NINE)
    life.decide(made, 1, reason="Julhandeln", by=handler, now=MONDAY_NINE)
    life.comment(made, "Vi tittar", by=handler, public=True, now=MONDAY_NINE)
    life.comment(made, "Bara vi", by=handler, now=MONDAY_NINE)
    files.attach(made, "logg.txt", b"rad 1", by=handler, now=MONDAY_NINE)
    files.attach(made, "inne.txt", b"rad 2", by=handler, internal=True, now=MONDAY_NINE)
    return made, asker, handler, colleague


@pytest.mark.krav("5.1.2.5")
def test_every_event_reaches_every_follower_once():
    made, asker, handler, colleague = everything_happens()

    for _twice in range(2):
        deliver()
    for delivery in Delivery.objects.filter(target=MAIL).select_related("event"):
        assert TicketMail().send(delivery).number == "told already"

    kinds = set(made.entries.values_list("kind", flat=True))
    assert kinds == {"opened", "state", "assignment", "priority", "comment", "internal", "attachment"}
    public = made.entries.filter(is_internal=False).count()
    sent = [one.to[0] for one in mail.outbox]
    assert sent.count(handler.email) == public + 2 == 8
    assert sent.count(asker.email) == public
    assert sent.count(colleague.email) == public - 1  # followed after it was opened
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == len(sent)
    assert not Notice.objects.filter(sent_at=None).exists()


@pytest.mark.krav("5.1.2.5")
def test_what_is_internal_reaches_staff_alone_and_each_reads_the_own_language():
    made, asker, handler, _colleague = everything_happens()

    deliver()

    to_asker = [one for one in mail.outbox if one.to == [asker.email]]
    assert all("Bara vi" not in one.body and "inne.txt" not in one.body for one in to_asker)
    assert to_asker[0].subject == f"Ticket {made.number}: {made.title}"
    assert "The ticket was opened" in to_asker[0].body
    assert f"/en/account/tickets/{made.number}/" in to_asker[0].body
    to_handler = [one for one in mail.outbox if one.to == [handler.email]]
    assert "Ärendet öppnades" in to_handler[0].body
    assert any("Bara vi" in one.body for one in to_handler)
    token = Subscription.objects.get(ticket=made, user=asker).token.hex
    assert to_asker[0].reply_to == [f"arende+{token}@butik.example"]
    assert to_asker[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_nothing_is_told_of_what_was_taken_back():
    made = ticket(requester=UserFactory())
    told = Event.objects.filter(kind=log.TOLD).count()

    with pytest.raises(life.WordsNeeded):
        life.comment(made, " ", public=True, now=MONDAY_NINE)

    assert Event.objects.filter(kind=log.TOLD).count() == told == 1


def test_one_who_follows_no_longer_is_not_told():
    asker = UserFactory()
    made = ticket(requester=asker)
    log.unfollow(made, asker)

    deliver()

    assert mail.outbox == []
    assert Delivery.objects.get(target=MAIL).state == Delivery.State.DELIVERED


def test_an_address_without_an_account_is_told_without_a_page():
    made = ticket(sender_email="Ny@example.com", sender_name="Ny")

    deliver()

    [sent] = mail.outbox
    assert sent.to == ["ny@example.com"]
    assert "/konto/" not in sent.body
    assert "Svara" in sent.body or "svara" in sent.body
    entry = Entry.objects.get(ticket=made)
    again = letters.letter(made, entry, made.subscriptions.get(), message_key="x")
    assert again.body == sent.body
