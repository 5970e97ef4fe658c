"""The catalogue as it is edited: a draft, what is written in it, publishing it, and taking a service off the list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery

from commerce.customers.models import User
from operations.services.catalogue import Service, ServiceVersion

SAID = (
    "kind",
    "name",
    "name_en",
    "text",
    "text_en",
    "price",
    "tax_class",
    "target_hours",
    "approval",
    "category",
    "fields",
)


class NothingToPublish(Exception):
    """The service has no draft: somebody has published it, or thrown it away."""


def begin(code: str, *, position: int = 100, by: User | None, now: datetime, **said: Any) -> ServiceVersion:
    """A new service with its first draft. `said` is what the version says, by field."""
    with transaction.atomic():
        service = Service.objects.create(code=code, position=position)
        return ServiceVersion.objects.create(service=service, number=1, made_by=by, made_at=now, **said)


def draft_of(service: Service, *, by: User | None, now: datetime) -> ServiceVersion:
    """The draft, or a new one that says what the last version does. Two at once get one and the same."""
    with transaction.atomic():
        held = Service.objects.select_for_update().get(pk=service.pk)
        found = held.versions.filter(published_at=None).first()
        if found:
            return found
        last = held.versions.order_by("-number").first()
        said: Mapping[str, Any] = {name: getattr(last, name) for name in SAID} if last else {}
        number = (held.versions.aggregate(most=Max("number"))["most"] or 0) + 1
        return ServiceVersion.objects.create(service=held, number=number, made_by=by, made_at=now, **said)


def publish(service: Service, *, by: User | None, now: datetime) -> ServiceVersion:
    """From now on it is this version that is ordered; those ordered before keep theirs. Raises NothingToPublish."""
    with transaction.atomic():
        held = Service.objects.select_for_update().get(pk=service.pk)
        draft = held.versions.filter(published_at=None).first()
        if draft is None:
            raise NothingToPublish
        draft.published_at, draft.published_by = now, by
        draft.save(update_fields=["published_at", "published_by"])
        return draft


def throw_away(service: Service) -> None:
    """The draft is gone; what is published stays."""
    ServiceVersion.objects.filter(service=service, published_at=None).delete()


def offered() -> QuerySet[ServiceVersion]:
    """The version of each service that can be ordered now, in the order of the catalogue."""
    return current().filter(service__is_offered=True).order_by("service__position", "name")


def current() -> QuerySet[ServiceVersion]:
    """The last published version of each service, offered or not, with its service and category."""
    last = (
        ServiceVersion.objects.filter(service=OuterRef("service"), published_at__isnull=False)
        .order_by("-number")
        .values("pk")[:1]
    )
    return ServiceVersion.objects.filter(pk=Subquery(last)).select_related("service", "category")
