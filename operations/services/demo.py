"""The demo shop's service catalogue: what a shop for the home sets up, and the consultants behind the shop itself."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from operations.services import editing
from operations.services.catalogue import Service, ServiceVersion
from operations.services.fields import FieldType, numbered

SERVICE, CONSULTANT = ServiceVersion.Kind
NONE, ORGANISATION, OWNER = ServiceVersion.Approval


def _ask(label: str, label_en: str, kind: str = FieldType.TEXT, *, must: bool = True, choices: tuple[str, ...] = ()):
    return {"label": label, "label_en": label_en, "type": kind, "is_required": must, "choices": list(choices)}


TASK = (
    _ask("Uppdraget", "The assignment", FieldType.LONG),
    _ask("Erfarenhet", "Experience", FieldType.CHOICE, choices=("Mindre än 4 år", "4–8 år", "Mer än 8 år")),
    _ask("Önskad start", "Wanted start", FieldType.DATE, must=False),
)
ROWS: tuple[tuple[str, str, str, str, str, str, str, int, str, tuple[dict[str, Any], ...]], ...] = (
    (
        "dukning-pa-plats",
        SERVICE,
        "Dukning på plats",
        "Tables set at your place",
        "Vi kommer med porslin och glas, dukar för dina gäster och hämtar allt dagen efter.",
        "We bring plates and glasses, set the tables for your guests and fetch everything the day after.",
        "2400",
        27,
        ORGANISATION,
        (
            _ask("Antal gäster", "Number of guests", FieldType.NUMBER),
            _ask("Dag", "Day", FieldType.DATE),
            _ask("Servis", "Service", FieldType.CHOICE, choices=("Stengods", "Glas", "Blandat")),
        ),
    ),
    (
        "gravyr",
        SERVICE,
        "Gravyr med namn",
        "Name engraved",
        "Namnet graveras i koppens fot. Skriv det precis som det ska stå.",
        "The name is engraved in the foot of the cup. Write it just as it should stand.",
        "180",
        45,
        NONE,
        (_ask("Namn i gravyren", "Name to engrave"),),
    ),
    (
        "nytt-konto",
        SERVICE,
        "Nytt konto i butiken",
        "New account in the shop",
        "Vi lägger upp en person som köper för ditt företag, med den roll och beloppsgräns du vill.",
        "We add a person who buys for your company, with the role and limit that you want.",
        "0",
        9,
        ORGANISATION,
        (
            _ask("Roll", "Role", FieldType.CHOICE, choices=("Köpare", "Attestant", "Administratör")),
            _ask("Beloppsgräns", "Spending limit", FieldType.NUMBER, must=False),
        ),
    ),
    (
        "avbestallning",
        SERVICE,
        "Avbeställning av löpande tjänst",
        "Ending a running service",
        "Säg upp en tjänst som löper. Vi bekräftar sista dagen i ärendet.",
        "End a service that runs on. We confirm the last day in the ticket.",
        "0",
        18,
        NONE,
        (
            _ask("Vilken tjänst", "Which service"),
            _ask("Sista dag", "Last day", FieldType.DATE, must=False),
        ),
    ),
    (
        "projektledare",
        CONSULTANT,
        "Projektledare",
        "Project manager",
        "Leder ett uppdrag kring butiken: plan, avstämningar och överlämning.",
        "Leads an assignment about the shop: plan, meetings and handover.",
        "1250",
        90,
        OWNER,
        TASK,
    ),
    (
        "arkitekt",
        CONSULTANT,
        "Arkitekt",
        "Architect",
        "Utformar integrationer, information och drift kring butiken.",
        "Designs integrations, information and operation of the shop.",
        "1350",
        90,
        OWNER,
        TASK,
    ),
    (
        "utvecklare",
        CONSULTANT,
        "Utvecklare",
        "Developer",
        "Bygger och ändrar i butiken: sidor, flöden och kopplingar.",
        "Builds and changes the shop: pages, flows and connections.",
        "1150",
        90,
        OWNER,
        TASK,
    ),
)


@transaction.atomic
def create_demo_services(*, now: datetime) -> int:
    """Publish those that are not there; how many were made."""
    there = set(Service.objects.values_list("code", flat=True))
    rows = [(place, row) for place, row in enumerate(ROWS, 1) if row[0] not in there]
    for place, (code, kind, name, name_en, text, text_en, price, hours, approval, asks) in rows:
        made = editing.begin(
            code,
            position=place * 10,
            by=None,
            now=now,
            kind=kind,
            name=name,
            name_en=name_en,
            text=text,
            text_en=text_en,
            price=Decimal(price),
            target_hours=hours,
            approval=approval,
            fields=numbered(asks),
        )
        editing.publish(made.service, by=None, now=now)
    return len(rows)
