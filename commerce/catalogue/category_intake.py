"""Taking in categories: what each is called and which it lies under, as rows. The tree stays a tree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from commerce.bulk import copy_in, copy_over, take_ids
from commerce.catalogue.hold import take_turn
from commerce.catalogue.models import Category
from commerce.references import references

FIELDS = ("code", "name_sv", "name_en", "parent_id", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryTold:
    """A category as it is to be; `parent` is the code of the one that it lies under."""

    code: str
    name_sv: str
    name_en: str
    parent: str | None
    position: int


def hold_categories(codes: Collection[str]) -> dict[str, tuple[int, str | None]]:
    """Every category by code: its key, and the code of the one above. Those of `codes` are locked, in their order.

    Intakes wait for each other.
    """
    take_turn()
    list(Category.objects.filter(code__among=codes).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return {code: (pk, above) for code, pk, above in Category.objects.values_list("code", "pk", "parent__code")}


def in_circles(above: Mapping[str, str | None], codes: Iterable[str]) -> set[str]:
    """Those of the codes that would lie under themselves."""
    found = set()
    for code in codes:
        seen, at = {code}, above.get(code)
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == code:
            found.add(code)
    return found


def write_categories(rows: Sequence[CategoryTold], known: Mapping[str, tuple[int, str | None]]) -> None:
    """Make those that are not `known` and write over the others. Parents may stand among the rows, in any order."""
    new = [row for row in rows if row.code not in known]
    keys = {code: pk for code, (pk, _above) in known.items()}
    keys |= dict(zip((row.code for row in new), take_ids(Category, len(new)), strict=True))

    def values(row: CategoryTold) -> tuple:
        above = keys[row.parent] if row.parent else None
        return keys[row.code], row.code, row.name_sv, row.name_en, above, row.position

    copy_in(Category, ("id", *FIELDS), [values(row) for row in new])
    copy_over(Category, ("id", *FIELDS), [values(row) for row in rows if row.code in known])


def delete_unused(codes: Collection[str]) -> set[str]:
    """Delete categories that nothing is in and nothing points at, those above once those under them are gone.

    Returns the codes of those that were kept.
    """
    left = dict(Category.objects.filter(code__among=codes).values_list("pk", "code"))
    while free := left.keys() - references(Category, left).keys():
        Category.objects.filter(pk__among=free).delete()
        left = {pk: code for pk, code in left.items() if pk not in free}
    return set(left.values())
