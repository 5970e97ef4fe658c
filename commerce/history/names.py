"""The names of rows that versions point to, fetched for many at once."""

from collections import defaultdict
from typing import Any

from django.db import models
from django.utils.translation import gettext as _


class Names:
    """Asked twice for the same: the first time it learns what is wanted, after `load` it answers. A query a model."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        self._found: dict[type[models.Model], dict[Any, Any]] = {}

    def row(self, model: type[models.Model], pk: Any) -> Any:
        """The row, or None when it is gone (or not fetched yet)."""
        self._wanted[model].add(pk)
        return self._found.get(model, {}).get(pk)

    def of(self, model: type[models.Model], pk: Any) -> str:
        if pk is None:
            return ""
        found = self.row(model, pk)
        return str(found) if found is not None else _("no. %(number)s, which is gone") % {"number": pk}

    def load(self) -> None:
        for model, keys in self._wanted.items():
            related = [one.name for one in model._meta.concrete_fields if one.is_relation and not one.null]
            rows = model._base_manager.filter(pk__in=keys)
            self._found[model] = {row.pk: row for row in (rows.select_related(*related) if related else rows)}
