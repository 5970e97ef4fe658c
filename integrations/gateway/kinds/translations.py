"""Names in commerce and what they are called in English. Texts of pages go as XLIFF and PO (`cms.translation`)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.translation import names
from cms.translation.unit import Said, Unit
from integrations.formats.tables.column import Value
from integrations.gateway.kinds.kind import Field, Filter, Filters
from integrations.gateway.kinds.taking import Given, Taken, Takes, compared, refused

READ = {
    "key": lambda unit: unit.key,
    "where": lambda unit: unit.where,
    "source": lambda unit: unit.source,
    "target": lambda unit: unit.target or None,
}


class Translations(Takes):
    """Several models in one list, so its rows are read from each in turn."""

    code, title, short = "translations", _("Translations of names"), _("Translations")
    permission = take_permission = "wagtail_localize.submit_translation"
    stops = ()  # a translator's file changes most of its rows, and each can be put back
    fields = (
        Field(code="key", name=_("Key"), source="key", is_code=True, is_key=True, is_required=True, width=320),
        Field(code="where", name=_("Where"), source="where", width=400, comes_in=False),
        Field(code="source", name=_("Swedish"), source="source", width=255, is_required=True, called=("source",)),
        Field(
            code="target",
            name=_("English"),
            source="target",
            width=255,
            is_required=True,
            called=("target", "översättning"),
        ),
    )
    filters = (
        Filter(
            code="kind",
            name=_("Names of"),
            choices=lambda: [(kind.name, str(kind.label)) for kind in names.KINDS.values()],
        ),
        Filter(code="only", name=_("Names"), choices=lambda: [("missing", str(_("Without English")))]),
    )

    def rows(self, codes: Sequence[str], chosen: Filters, *, now: datetime) -> Iterator[Sequence[Value]]:
        read = [READ[code] for code in codes]
        for unit in self._units(chosen):
            yield [of(unit) for of in read]

    def count(self, chosen: Filters, *, now: datetime) -> int:
        count = 0
        for kind in self._kinds(chosen):
            for pair in kind.pairs:
                wanted = ~Q(**{f"{pair}_sv": ""})
                if chosen.get("only") == "missing":
                    wanted &= Q(**{f"{pair}_en": ""})
                count += kind.model._default_manager.filter(wanted).count()
        return count

    def _units(self, chosen: Filters) -> Iterator[Unit]:
        wanted = [kind.name for kind in self._kinds(chosen)]
        return names.units(wanted, only_missing=chosen.get("only") == "missing")

    def _kinds(self, chosen: Filters) -> list[names.Kind]:
        return [kind for kind in names.KINDS.values() if chosen.get("kind") in (None, "", kind.name)]

    # --- in ---

    def take(self, rows: Sequence[Given], *, into: int | None, by, now: datetime, reference: str) -> list[Taken]:
        """Write the English names, by the same rules as a translator's file (`cms.translation.names`). An empty cell
        takes a name away: without one the Swedish is shown."""
        became: list[Taken] = []
        given: dict[str, Given] = {}
        wanted = []
        for row in rows:
            if fault := _fault(row, given):
                became.append(fault)
                continue
            key = str(row.values["key"])
            given[key] = row
            source, target = (str(row.values.get(name) or "") for name in ("source", "target"))
            wanted.append(Said(key=key, source=source, target=target, line=row.line))
        told = names.take_in(wanted, may=_may(by))
        became += [refused(given[said.key], told.parts[said.key], why) for said, why in told.faults]
        became += [
            compared(given[said.key], "target", before or None, said.target.strip() or None)
            for said, before in told.names
        ]
        return sorted(became, key=lambda taken: taken.line)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """A name where there was none is none again."""
        emptied = [Given(row.line, {**row.values, "target": None}) for row in rows]
        return self.take(emptied, into=None, by=by, now=now, reference=reference)


def _may(by) -> set[str]:
    return {name for name, kind in names.KINDS.items() if by.has_perm(kind.permission)}


def _fault(row: Given, given: Mapping[str, Given]) -> Taken | None:
    for column in ("key", "source"):
        if row.values.get(column) in (None, ""):
            return refused(row, column, gettext("It is missing."))
    key = str(row.values["key"])
    if key.split(":", 1)[0] not in names.KINDS:
        return refused(row, "key", gettext("There is nothing with that key any more."))
    if key in given:
        return refused(row, "key", gettext("Row %(line)s says the same thing.") % {"line": given[key].line})
    return None
