"""What the lists' room holds about a person: the own lists. An organisation's are the organisation's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.customers.person import Person, Room
from commerce.lists.models import SavedList


def export(person: Person) -> Mapping[str, Any]:
    own = SavedList.objects.filter(user=person.user_id).exclude(user=None).prefetch_related("lines__variant")
    return {
        "lists": [
            {
                "name": one.name,
                "created_at": one.created_at,
                "lines": [{"sku": line.variant.sku, "quantity": line.quantity} for line in one.lines.all()],
            }
            for one in own.order_by("pk")
        ]
    }


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    if person.user_id is None:
        return {}
    return {"lists": SavedList.objects.filter(user=person.user_id).delete()[0]}


ROOM = Room(title=gettext_lazy("Lists"), export=export, forget=forget, goes=(gettext_lazy("Your saved lists."),))
