"""The service catalogue in the admin and on the account pages, and an order of it on its way."""

from django.utils import timezone

from commerce.customers.models import User
from operations.desk import life as desk
from operations.services import choosing, editing, life
from operations.services.demo import create_demo_services
from operations.services.fields import form_fields
from operations.services.models import Service, ServiceOrder
from tests.screenshots.shots import PHONE, shot

OWNER, BUYER = "agare@lyktalera.example", "kafe.inkop@lyktalera.example"
TWO = [{"name": "Ada Ek", "email": "ada@kafekoppar.example"}, {"name": "Bo Alm", "email": ""}]
FOUR = [*TWO, {"name": "Cecilia Dahl", "email": ""}, {"name": "Dag Fors", "email": ""}]


def some_services():
    """The demo catalogue, one service with a draft, and an order of three services for four."""
    now = timezone.now()
    if not create_demo_services(now=now):
        return
    owner, buyer = User.objects.get(email=OWNER), User.objects.get(email=BUYER)
    put(buyer, "gravyr", FOUR, f1="Kajen")
    put(buyer, "nytt-konto", FOUR, f1="Köpare")
    put(buyer, "dukning-pa-plats", FOUR, f1="24", f2="2026-12-10", f3="Stengods")
    order = life.place(buyer, organisation=buyer.membership.organisation, reference="PO 4711", now=now)
    parts = list(order.parts.select_related("ticket").order_by("position"))
    desk.accept(parts[0].ticket, by=owner, now=now)
    desk.work(desk.accept(parts[1].ticket, by=owner, now=now), by=owner, now=now)
    desk.solve(parts[2].ticket, "Graverad och skickad.", by=owner, now=now)
    life.cancel(parts[3], why="Dag slutar i december", by=buyer, now=now)
    put(owner, "arkitekt", TWO[:1], hours=40, f1="Ny koppling till kassasystemet", f2="4–8 år")
    put(owner, "gravyr", TWO, f1="Ada")
    editing.draft_of(Service.objects.get(code="gravyr"), by=owner, now=now)


def put(user, code, recipients, *, hours=1, **written):
    version = editing.offered().get(service__code=code)
    asked = form_fields(version.fields)
    cleaned = {name: asked[name].clean(value) for name, value in written.items()}
    now = timezone.now()
    choosing.put(user, version, recipients=recipients, hours=hours, written=written, cleaned=cleaned, now=now)


@shot(as_owner=True)
def catalogue(page):
    some_services()
    page.goto("/admin/services/catalogue/")


@shot(as_owner=True)
def one_service(page):
    some_services()
    page.goto(f"/admin/services/catalogue/{Service.objects.get(code='gravyr').pk}/")


@shot(as_owner=True)
def what_the_customer_is_asked(page):
    some_services()
    page.goto(f"/admin/services/catalogue/{Service.objects.get(code='dukning-pa-plats').pk}/draft/")
    return page.locator(".service-row").first


@shot(as_owner=True)
def board(page):
    some_services()
    page.goto("/admin/services/board/")


@shot(as_owner=True)
def one_order(page):
    some_services()
    page.goto(f"/admin/services/serviceorder/inspect/{ServiceOrder.objects.get().pk}/")


@shot(as_owner=True)
def as_the_customer_sees_it(page):
    some_services()
    page.goto("/konto/tjanster/")


@shot(window=PHONE, as_owner=True)
def in_the_cart(page):
    some_services()
    page.goto("/konto/tjanster/korg/")
