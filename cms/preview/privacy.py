"""What reviewers have written of themselves: their name, and what they say. They have no account and no address."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from cms.preview.commenting import forget_old
from cms.preview.comments import PreviewComment
from commerce.customers.person import GONE, SHORTEST, Person, Room


def _of(person: Person):
    """Comments that name a trace of the person: an address, a telephone number, a name long enough to be his."""
    traces = [trace for trace in person.traces | {person.email} if len(trace) >= SHORTEST]
    wanted = reduce(or_, [Q(name__icontains=trace) | Q(text__icontains=trace) for trace in traces], Q(pk=None))
    return PreviewComment.objects.filter(wanted)


def export(person: Person) -> Mapping[str, Any]:
    rows = _of(person).order_by("pk").values("name", "text", "path", "written_at")
    return {"preview_comments": list(rows)}


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    """The comment stays, for the work it asks for, without what names its writer."""
    count = 0
    for comment in _of(person):
        comment.name, comment.text = GONE, person.redact(comment.text)
        comment.save(update_fields=["name", "text"])
        count += 1
    return {"preview_comments": count}


ROOM = Room(
    title=gettext_lazy("Comments on previews"),
    export=export,
    forget=forget,
    forget_old=forget_old,
    goes=(gettext_lazy("Your name on comments on previews of the shop."),),
)
