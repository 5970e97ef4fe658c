"""What forms hold about a person: all that was sent with his address in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from cms.form_pages import receiving
from cms.form_pages.models import FormSent
from commerce.customers.person import Person, Room


def _of(person: Person):
    """Forms in which the person's address stands as an answer or within one."""
    return FormSent.objects.filter(form_data__icontains=person.email)


def export(person: Person) -> Mapping[str, Any]:
    rows = _of(person).select_related("page").order_by("submit_time")
    return {
        "forms": [
            {"page": row.page.title, "sent_at": row.submit_time, "answers": row.form_data, "agreed": row.agreed}
            for row in rows
        ]
    }


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    return {"forms": _of(person).delete()[0]}


ROOM = Room(
    title=gettext_lazy("Forms"),
    export=export,
    forget=forget,
    forget_old=lambda now: receiving.forget_old(now=now),
    count=lambda person: _of(person).count(),
    goes=(gettext_lazy("What you have sent with the forms on our pages."),),
)
