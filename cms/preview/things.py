"""What is no page and has drafts (a menu), at an instant: which version is looked at, and what is over by then."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from wagtail.models import Revision

from cms.preview.look import PAGES, pinned_others
from cms.releases.models import models_with_drafts


def versions_of_things(*, at: datetime, drafts: Set[Any]) -> dict[type[models.Model], dict[int, int | None]]:
    """`{model: {key: revision id, or None of what has been taken down by then}}` of what is another than its row says.

    What a release names comes before a draft, a draft before what is scheduled. Two queries a model.
    """
    named = pinned_others(drafts)
    found = {}
    for model in models_with_drafts():
        rows = _over(model, at) | _due(model, at)
        if PAGES in drafts:
            rows |= _drafted(model)
        if rows := rows | named.get(model._meta.label_lower, {}):
            found[model] = rows
    return found


def _over(model: Any, at: datetime) -> dict[int, None]:
    return dict.fromkeys(model._default_manager.filter(live=True, expire_at__lte=at).values_list("pk", flat=True))


def _due(model: Any, at: datetime) -> dict[int, int]:
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    rows = Revision.objects.filter(content_type=kind, approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    return {int(key): version for key, version in rows.values_list("object_id", "pk")}


def _drafted(model: Any) -> dict[int, int]:
    rows = model._default_manager.filter(Q(has_unpublished_changes=True) | Q(live=False))
    return dict(rows.exclude(latest_revision=None).values_list("pk", "latest_revision"))
