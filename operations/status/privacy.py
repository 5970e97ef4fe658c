"""What this room holds about a person: that he asked for letters about outages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.customers.person import Person, Room
from operations.status.followed import OutageFollower


def export(person: Person) -> Mapping[str, Any]:
    return {"outage_letters": [{"since": one.since, "language": one.locale} for one in _own(person)]}


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    return {"outage_followers": _own(person).delete()[0]}


def _own(person: Person):
    return OutageFollower.objects.filter(user=person.user_id)


ROOM = Room(
    title=gettext_lazy("Letters about outages"),
    export=export,
    forget=forget,
    goes=(gettext_lazy("That you asked for letters about outages."),),
)
