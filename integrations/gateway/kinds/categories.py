"""Categories: one row each, with the one that it lies under."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.category_intake import (
    CategoryTold,
    delete_unused,
    hold_categories,
    in_circles,
    write_categories,
)
from commerce.catalogue.models import Category
from integrations.gateway.kinds.keyed import Asked, Chunk, Held, Key, Keyed, Refuse, Values, number, text
from integrations.gateway.kinds.kind import Field, Filters, Of, Queried, or_missing
from integrations.gateway.kinds.taking import Given, Outcome, Taken, refused

MOST = {"code": 120, "name_sv": 255, "name_en": 255, "parent": 120}


class Categories(Queried, Keyed):
    code, title, short = "categories", _("Categories"), _("Categories")
    permission, take_permission = "catalogue.view_category", "catalogue.change_category"
    fields = (
        Field(code="code", name=_("Code"), source="code", is_code=True, is_key=True, is_required=True, width=120),
        Field(code="name_sv", name=_("Name"), source="name_sv", width=255, called=("kategori", "title")),
        Field(code="name_en", name=_("Name in English"), source="name_en", width=255, made=or_missing),
        Field(
            code="parent",
            name=_("Parent category"),
            source="parent__code",
            is_code=True,
            width=120,
            called=("under", "förälder"),
        ),
        Field(code="position", name=_("Position"), source="position", of=Of.INTEGER, width=10, called=("ordning",)),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Category.objects.order_by("code")

    # --- in ---

    def look_up(self, rows: Sequence[Given], *, by) -> Chunk:
        """The words are every category there is by code, with its key and the one above it."""
        codes = {str(row.values.get("code") or "").strip() for row in rows}
        known = hold_categories(codes)
        columns = ("code", "name_sv", "name_en", "parent__code", "position")
        held = {
            code: Held(pk=known[code][0], values=_values(code, name_sv, name_en or None, parent, position))
            for code, name_sv, name_en, parent, position in Category.objects.filter(code__among=codes).values_list(
                *columns
            )
        }
        return Chunk(held, known)

    def read(self, row: Given, chunk: Chunk) -> tuple[Key, Values]:
        said = {name: text(row, name, most=most) for name, most in MOST.items() if name in row.values}
        code = text(row, "code", is_needed=True)
        try:
            validate_slug(code)
        except ValidationError as error:
            told = gettext("%(code)s is not a code: only letters a to z, digits, hyphen and underscore.")
            raise Refuse("code", told % {"code": code}) from error
        if said.get("name_sv", "") is None:
            raise Refuse("name_sv", gettext("It is missing."))
        values: Values = dict(said)
        if "position" in row.values:
            values["position"] = number(row, "position") or 0
        return code, values

    def examine(self, asked: Asked, chunk: Chunk) -> None:
        if asked.is_new and "name_sv" not in asked.values:
            raise Refuse("name_sv", gettext("A new category must have a name."))

    def write(self, asked: list[Asked], chunk: Chunk, *, by, now: datetime, reference: str) -> None:
        known = chunk.words
        while faulty := _out_of_tree([one for one in asked if not one.refusal], known):
            for one, refusal in faulty:
                one.refusal = refusal
        write_categories([_told(one) for one in asked if not one.refusal], known)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """Take away categories that an import made, where nothing lies in them."""
        kept = delete_unused({str(row.values["code"]) for row in rows})
        reason = gettext("Something lies in it or leads to it.")
        return [
            refused(row, "code", reason)
            if str(row.values["code"]) in kept
            else Taken(line=row.line, outcome=Outcome.CHANGED)
            for row in rows
        ]


def _values(code: str, name_sv: str, name_en: str | None, parent: str | None, position: int) -> Values:
    return {"code": code, "name_sv": name_sv, "name_en": name_en, "parent": parent, "position": position}


def _out_of_tree(asked: list[Asked], known) -> list[tuple[Asked, Refuse]]:
    """Those that would lie under nothing that there is, or under themselves."""
    above = {code: parent for code, (_pk, parent) in known.items()}
    above |= {one.key: one.whole(("parent",))["parent"] for one in asked}
    moved = {one.key: one for one in asked if "parent" in one.values}
    circles = in_circles(above, moved)
    found = []
    for code, one in moved.items():
        if above[code] is not None and above[code] not in above:
            found.append((one, Refuse("parent", gettext("There is no category %(code)s.") % {"code": above[code]})))
        elif code in circles:
            found.append((one, Refuse("parent", gettext("A category cannot be under itself."))))
    return found


def _told(asked: Asked) -> CategoryTold:
    whole = asked.whole(("name_sv", "name_en", "parent", "position"))
    return CategoryTold(
        code=asked.key,
        name_sv=str(whole["name_sv"]),
        name_en=str(whole["name_en"] or ""),
        parent=str(whole["parent"]) if whole["parent"] else None,
        position=int(str(whole["position"] or 0)),
    )
