"""A manufacturer may be a person. What stands on his goods the law keeps; what stood there before is forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.catalogue.models import Manufacturer
from commerce.customers.person import Kept, Person, Room
from commerce.history.versions import event_model

FIELDS = ("name", "postal_address", "email", "website")


def _of(person: Person) -> Any:
    return event_model(Manufacturer)._default_manager.filter(email__iexact=person.email)


def export(person: Person) -> Mapping[str, Any]:
    now = Manufacturer.objects.filter(email__iexact=person.email).values(*FIELDS)
    return {"manufacturers": [*now, *_of(person).values(*FIELDS, "pgh_created_at")]}


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    return {"manufacturer_versions": _of(person).update(postal_address="", email="", website="")}


ROOM = Room(
    title=gettext_lazy("Manufacturers of our goods"),
    export=export,
    forget=forget,
    goes=(gettext_lazy("Addresses that you had before as the manufacturer of goods."),),
    stays=(
        Kept(
            gettext_lazy("Your name and address as the manufacturer of goods that we sell"),
            gettext_lazy("Each offer must show who made the goods ((EU) 2023/988, article 19)."),
        ),
    ),
)
