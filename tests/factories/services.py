"""Services for tests, written, published, chosen and ordered as the shop does it."""

from decimal import Decimal

from operations.services import choosing, editing, fields, life
from operations.services.catalogue import ServiceVersion
from operations.services.ordered import ServiceChoice, ServiceOrder
from tests.factories.tickets import MONDAY_NINE

SAID = {
    "name": "Ny arbetsplats",
    "name_en": "New desk",
    "text": "Vi ställer upp en arbetsplats.",
    "price": Decimal("1000.00"),
    "target_hours": 18,
}
FORM = fields.numbered(
    [
        {"label": "Rum", "label_en": "Room", "type": "text", "is_required": True},
        {"label": "Storlek", "type": "choice", "is_required": True, "choices": ["Liten", "Stor"]},
        {"label": "Senast", "type": "date", "is_required": False},
        {"label": "Skärmar", "type": "number", "is_required": False},
        {"label": "Övrigt", "type": "long", "is_required": False},
    ]
)
FOUR = [{"name": name, "email": f"{name.lower()}@example.com"} for name in ("Ada", "Bo", "Cecilia", "Dag")]


def draft(code: str = "arbetsplats", **said) -> ServiceVersion:
    """The draft of a new service."""
    return editing.begin(code, by=None, now=MONDAY_NINE, **(SAID | said))


def published(code: str = "arbetsplats", **said) -> ServiceVersion:
    """A new service that is offered, in its first version."""
    return editing.publish(draft(code, **said).service, by=None, now=MONDAY_NINE)


def chosen(user, version: ServiceVersion | None = None, recipients=FOUR, hours: int = 1):
    """A service in the user's cart, its form unanswered."""
    return choosing.put(user, version or published(), recipients=recipients, hours=hours, now=MONDAY_NINE)


def ordered(user, *versions: ServiceVersion, organisation=None, recipients=FOUR, goods=None) -> ServiceOrder:
    """An order of some services, each for some recipients."""
    for version in versions or (published(),):
        chosen(user, version, recipients)
    seen = choosing.named(ServiceChoice.objects.filter(user=user))
    return life.place(user, organisation=organisation, goods=goods, seen=seen, now=MONDAY_NINE)
