"""The service desk: the list, one ticket, the report, and what the customer sees."""

from datetime import timedelta

from django.utils import timezone

from commerce.customers.models import User
from operations.desk import life
from operations.desk.models import Ticket, TicketCategory
from operations.desk.opening import open_ticket
from tests.screenshots.shots import shot

OWNER, CLERK = "agare@lyktalera.example", "order@lyktalera.example"
MORE = (
    ("question", "Hur byter vi leveransadress?", 4, 3),
    ("order", "En arbetsplats till", 4, 4),
    ("claim", "Sprucken glasyr på tre fat", 3, 3),
    ("change", "Ny kollega på kontot", 4, 4),
)


def some_tickets():
    """A few in different states, the first of which has a story."""
    if Ticket.objects.filter(kind="claim").exists():
        return
    now = timezone.now() - timedelta(hours=3)
    asker, handler = User.objects.get(email=OWNER), User.objects.get(email=CLERK)
    category = TicketCategory.objects.order_by("position").first()
    for kind, title, impact, urgency in MORE:
        open_ticket(
            kind=kind,
            title=title,
            impact=impact,
            urgency=urgency,
            sender_name="Bo Bönor",
            sender_email="kafe.inkop@lyktalera.example",
            now=now,
        )
    told = open_ticket(
        kind="incident",
        title="Fakturan saknar referens",
        text="Fakturan för november har ingen referens, så vår ekonomi kan inte betala den.",
        impact=2,
        urgency=2,
        category=category,
        requester=asker,
        now=now,
    )
    life.accept(told, by=handler, now=now + timedelta(minutes=10))
    life.work(told, by=handler, now=now + timedelta(minutes=20))
    life.comment(told, "Referensen föll bort i exporten.", by=handler, now=now + timedelta(minutes=40))
    said = "Vi skickar en ny faktura med er referens i dag."
    life.comment(told, said, by=handler, public=True, now=now + timedelta(minutes=50))
    life.link(told, kind="ticket", key="0", name="Order 10001", by=handler, now=now + timedelta(minutes=55))
    waiting = Ticket.objects.get(title="Sprucken glasyr på tre fat")
    life.accept(waiting, by=handler, now=now + timedelta(minutes=30))
    life.wait(waiting, "Kan du skicka en bild?", by=handler, now=now + timedelta(minutes=35))


def told():
    return Ticket.objects.get(title="Fakturan saknar referens")


@shot(as_owner=True)
def tickets(page):
    some_tickets()
    page.goto("/admin/desk/ticket/")


@shot(as_owner=True)
def one_ticket(page):
    some_tickets()
    page.goto(f"/admin/desk/ticket/inspect/{told().pk}/")


@shot(as_owner=True)
def what_it_belongs_to(page):
    some_tickets()
    page.goto(f"/admin/desk/ticket/{told().pk}/tie/")


@shot(as_owner=True)
def report(page):
    some_tickets()
    page.goto("/admin/desk/report/")


@shot(as_owner=True)
def as_the_customer_sees_it(page):
    some_tickets()
    page.goto(f"/konto/arenden/{told().number}/")
