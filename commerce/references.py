"""Whether anything refers to rows, asked of the database itself: what takes rows away asks here first.

Every foreign key there is counts, also of rooms that the asker does not know; so a model that comes later does too.
"""

from collections.abc import Collection
from typing import Any

import pghistory.models
from django.db import models
from django.utils.functional import Promise

Model = type[models.Model]
VERSIONS = (pghistory.models.Event, pghistory.models.Events)


def references(model: Model, keys: Collection[Any], *, besides: Collection[Model] = ()) -> dict[Any, str | Promise]:
    """By the key of each row that something refers to, what does, in the plural. One query for each kind of reference.

    `besides` are models whose rows are parts of the row, and go with it. Versions of rows are never in the way.
    """
    found: dict[Any, str | Promise] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.parent_link:
            continue
        other = relation.related_model
        if other in besides or issubclass(other, VERSIONS):
            continue
        name = relation.field.name
        used = other._base_manager.filter(**{f"{name}__among": list(keys)}).values_list(name, flat=True)
        for key in used.order_by().distinct():
            found.setdefault(key, other._meta.verbose_name_plural or other.__name__)
    return found
