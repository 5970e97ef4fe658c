"""What stands in the way of deleting a row, told before anyone tries."""

from dataclasses import dataclass

from django.db.models import PROTECT, RESTRICT

EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Rows of one kind that need the row: how many, and the first few by name where there can be several."""

    name: str
    count: int
    examples: list


def blockers(instance):
    """What protects `instance` from being deleted. One or two queries for each kind of row that points to it."""
    found = (_blocker(instance, relation) for relation in instance._meta.related_objects)
    return [blocker for blocker in found if blocker]


def _blocker(instance, relation):
    if relation.on_delete not in (PROTECT, RESTRICT):
        return None
    users = relation.related_model._base_manager.filter(**{relation.field.name: instance})
    count = users.count()
    if not count:
        return None
    names = relation.related_model._meta
    return Blocker(
        name=str(names.verbose_name if count == 1 else names.verbose_name_plural),
        count=count,
        examples=[] if relation.one_to_one else [str(user) for user in users.order_by("pk")[:EXAMPLES]],
    )
