"""A manufacturer may be a person, and so may who answers for the goods in the Union.

What stands on the goods the law keeps; what stood there before is forgotten.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.catalogue.models import Manufacturer
from commerce.customers.person import Kept, Person, Room
from commerce.history import seals
from commerce.history.versions import event_model

REACHED_AT = ("postal_address", "email", "website")
OWN = ("name", *REACHED_AT)
RESPONSIBLE = tuple(f"responsible_{name}" for name in OWN)


def _versions() -> Any:
    return event_model(Manufacturer)._default_manager


def export(person: Person) -> Mapping[str, Any]:
    made, answers = {"email__iexact": person.email}, {"responsible_email__iexact": person.email}
    before = _versions()
    return {
        "manufacturers": [
            *Manufacturer.objects.filter(**made).values(*OWN),
            *before.filter(**made).values(*OWN, "pgh_created_at"),
        ],
        "responsible_for_goods": [
            *Manufacturer.objects.filter(**answers).values(*RESPONSIBLE),
            *before.filter(**answers).values(*RESPONSIBLE, "pgh_created_at"),
        ],
    }


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    with seals.rewriting(Manufacturer, reason="forgotten", now=now) as before:
        return {
            "manufacturer_versions": before.filter(email__iexact=person.email).update(**dict.fromkeys(REACHED_AT, "")),
            "responsible_versions": before.filter(responsible_email__iexact=person.email).update(
                **dict.fromkeys(RESPONSIBLE, "")
            ),
        }


ROOM = Room(
    title=gettext_lazy("Manufacturers of our goods, and who answers for them"),
    export=export,
    forget=forget,
    goes=(gettext_lazy("Addresses that you had before as the manufacturer of goods, or as who answers for them."),),
    stays=(
        Kept(
            gettext_lazy("Your name and address as the manufacturer of goods that we sell, or as who answers for them"),
            gettext_lazy(
                "Each offer must show who made the goods and who answers for them ((EU) 2023/988, article 19)."
            ),
        ),
    ),
)
