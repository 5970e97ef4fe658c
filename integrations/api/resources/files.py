"""What files that go out and files that come in have in common: they move in a person's name, are lists of one's own,
are queued, and are asked about until they are done.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commerce.customers.models import User
from integrations import nudging
from integrations.api import negotiation
from integrations.api.caller import Caller, call_of
from integrations.api.problems import Problem
from integrations.api.rows import Noun, Part
from integrations.gateway.kinds.kind import Filter, Filters, Queried, during

LARGEST_KEY = 2**63 - 1


class Moved(Queried):
    """Files of one sort as rows, narrowed by what they hold, by their state and by when they were asked for."""

    model: type[models.Model]
    moment: str  # the field that tells when
    permission = ""
    filters = (
        Filter(code="kind", name=gettext_lazy("Kind of data")),
        Filter(code="state", name=gettext_lazy("State")),
        Filter(code="since", name=gettext_lazy("From and including")),
        Filter(code="until", name=gettext_lazy("Until and including")),
    )

    def query(self, chosen: Filters, *, now) -> QuerySet:
        found = self.model._default_manager.filter(**during(chosen, self.moment)).order_by("pk")
        return found.filter(**{code: chosen[code] for code in ("kind", "state") if chosen.get(code)})


def noun_of(moved: Moved) -> Noun:
    """The list of those that were asked for in the caller's name."""
    return Noun(
        name=moved.code,
        kind=moved,
        of=lambda caller: Part(moved, Q(by=person_of(caller))),
        codes=moved.codes,
        paged_by=("pk",),
    )


def person_of(caller: Caller) -> User:
    """In whose name files go. Raises Problem for a token that acts for nobody."""
    if caller.user is None:
        raise Problem("forbidden", _("The token acts for nobody, and files go in and out with a person's rights."))
    return caller.user


def own(model: type[models.Model], caller: Caller, number: int) -> Any:
    """One that was asked for in the same name. Raises Problem."""
    of_person = model._default_manager.filter(pk=number, by=person_of(caller))
    found = of_person.first() if number <= LARGEST_KEY else None
    if found is None:
        raise Problem("not-found")
    return found


def queued(request: HttpRequest, row: models.Model, told: Mapping[str, Any], *, noun: str, task: str) -> HttpResponse:
    """The answer to what a worker is to do, which begins when the transaction is over."""
    word = row._meta.model_name
    transaction.on_commit(lambda: nudging.nudge(task), robust=True)
    call_of(request).subject = f"{word}:{row.pk}"
    response = negotiation.answer(request, told, status=202, root=word or "")
    response.headers["Location"] = f"/api/v1/{noun}/{row.pk}"
    return response
