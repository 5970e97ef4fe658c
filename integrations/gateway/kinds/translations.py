"""Names in commerce and what they are called in English. Texts of pages go as XLIFF and PO (`cms.translation`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.translation import names
from cms.translation.unit import Unit
from integrations.formats.tables.column import Value
from integrations.gateway.kinds.kind import Field, Filter, Filters, Kind

READ = {
    "key": lambda unit: unit.key,
    "where": lambda unit: unit.where,
    "source": lambda unit: unit.source,
    "target": lambda unit: unit.target or None,
}


class Translations(Kind):
    """Several models in one list, so its rows are read from each in turn."""

    code, title, short = "translations", _("Translations of names"), _("Translations")
    permission = "wagtail_localize.submit_translation"
    fields = (
        Field(code="key", name=_("Key"), source="key", is_code=True, is_key=True, is_required=True, width=320),
        Field(code="where", name=_("Where"), source="where", width=400, comes_in=False),
        Field(code="source", name=_("Swedish"), source="source", width=255, is_required=True, called=("source",)),
        Field(code="target", name=_("English"), source="target", width=255, called=("target", "översättning")),
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
