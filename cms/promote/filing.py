"""Where a file is kept and what it is tagged with: by names, the same in every environment.

A file that is here already is left where it is. A collection that a promotion made goes when the promotion is taken
back, if nothing else has come to lie in it. Who may see a collection is of the environment, and does not come along.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ObjectDoesNotExist
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

LONGEST, MOST_TAGS, DEEPEST = 100, 100, 20


def filing_of(rows: Sequence) -> dict:
    """`{primary key: {"collection": [name, …] from the top down, "tags": [name, …]}}`. Two queries for all of them."""
    above = {one.path: one.name for one in Collection.objects.order_by("path")} if rows else {}
    paths = dict(Collection.objects.filter(pk__in={row.collection_id for row in rows}).values_list("pk", "path"))
    step = Collection.steplen
    return {
        row.pk: {
            "collection": [
                above[paths[row.collection_id][:end]]
                for end in range(2 * step, len(paths[row.collection_id]) + 1, step)
            ],
            "tags": sorted(tag.name for tag in row.tags.all()),
        }
        for row in rows
    }


def is_whole(filing) -> bool:
    """Whether it is written as `filing_of` writes it. Packages may be without."""
    if filing is None:
        return True
    names, tags = filing["collection"], filing["tags"]
    return (
        isinstance(names, list)
        and isinstance(tags, list)
        and len(names) <= DEEPEST
        and len(tags) <= MOST_TAGS
        and all(isinstance(name, str) and 0 < len(name) <= LONGEST and "\0" not in name for name in [*names, *tags])
    )


def collection_of(filing: Mapping | None) -> tuple[Collection, list[int]]:
    """The collection of that path, and the primary keys of those that had to be made for it, the deepest last."""
    found, made = Collection.get_first_root_node(), []
    for name in (filing or {}).get("collection", ()):
        there = found.get_children().filter(name=name).order_by("path").first()
        if there is None:
            there = found.add_child(name=name)
            made.append(there.pk)
        found = there
    return found, made


def tag(row, filing: Mapping | None) -> None:
    if names := (filing or {}).get("tags"):
        row.tags.add(*names)


def forget_collections(made: Sequence[int]) -> None:
    """Delete those that were made and are empty, the deepest first."""
    for pk in reversed(made):
        try:
            one = Collection.objects.get(pk=pk)
        except ObjectDoesNotExist:
            continue
        is_used = one.numchild or any(
            model.objects.filter(collection=one).exists() for model in (get_image_model(), get_document_model())
        )
        if not is_used:
            one.delete()
