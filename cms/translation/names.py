"""Names in commerce and what they are called in English: articles, variants, categories, properties, deliveries.

A name is kept beside the Swedish one in its own row: what is taken in holds at once, on pages, in mails and in files.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.translation.unit import Outcome, Said, Unit
from commerce.bulk import copy_over
from commerce.catalogue.models import Attribute, AttributeValue, Category, Product, Variant
from commerce.orders.models import DeliveryMethod

LANGUAGE = "en"
CHUNK = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A model whose rows have names. `key` is the path of fields that name a row to people, `pairs` its texts."""

    name: str
    label: str
    model: type[Model]
    key: tuple[str, ...]
    pairs: tuple[str, ...] = ("name",)

    @property
    def permission(self) -> str:
        return f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"

    def longest(self, pair: str) -> int:
        return self.model._meta.get_field(f"{pair}_en").max_length

    def rows(self) -> QuerySet:
        related = [path.rsplit("__", 1)[0] for path in self.key if "__" in path]
        rows = self.model._default_manager.order_by("pk")
        return rows.select_related(*related) if related else rows

    def key_of(self, row: Model) -> str:
        return "/".join(_read(row, path) for path in self.key)

    def named(self, keys: Collection[str]) -> QuerySet:
        """The rows of some keys. A key of two parts is sought by its first and told apart by what is read."""
        first, *rest = self.key
        heads = {key.split("/", 1)[0] for key in keys} if rest else set(keys)
        return self.rows().filter(**{f"{first}__in": heads})


KINDS = {
    kind.name: kind
    for kind in (
        Kind(name="product", label=gettext_lazy("Articles"), model=Product, key=("code",)),
        Kind(name="variant", label=gettext_lazy("Variants"), model=Variant, key=("sku",), pairs=("label",)),
        Kind(name="category", label=gettext_lazy("Categories"), model=Category, key=("code",)),
        Kind(name="attribute", label=gettext_lazy("Properties"), model=Attribute, key=("code",)),
        Kind(
            name="value",
            label=gettext_lazy("Values of properties"),
            model=AttributeValue,
            key=("attribute__code", "code"),
        ),
        Kind(
            name="delivery",
            label=gettext_lazy("Ways of delivery"),
            model=DeliveryMethod,
            key=("code",),
            pairs=("name", "promise"),
        ),
    )
}


def units(kinds: Iterable[str], *, only_missing: bool = False) -> Iterator[Unit]:
    """The names of some kinds, kind by kind, in the order the rows were made. Bounded memory, one query a kind."""
    for name in kinds:
        kind = KINDS[name]
        rows = kind.rows()
        if only_missing:
            missing = Q()
            for pair in kind.pairs:
                missing |= Q(**{f"{pair}_en": ""}) & ~Q(**{f"{pair}_sv": ""})
            rows = rows.filter(missing)
        for row in rows.iterator(CHUNK):
            for pair in kind.pairs:
                source, target = getattr(row, f"{pair}_sv"), getattr(row, f"{pair}_en")
                if source and not (only_missing and target):
                    key = f"{name}:{pair}:{kind.key_of(row)}"
                    where = f"{kind.label}: {kind.key_of(row)}"
                    yield Unit(key=key, source=source, target=target, where=where, longest=kind.longest(pair))


def take_in(all_said: Iterable[Said], *, may: Collection[str]) -> Outcome:
    """Write the names that came back, each chunk in one transaction. `may` are the kinds that whoever asks may change.

    Left out, with the reason: a row that is gone, one whose Swedish name is another now, a name that is too long.
    """
    outcome = Outcome()
    by_kind: dict[str, list[Said]] = {}
    for said in all_said:
        by_kind.setdefault(said.key.split(":", 1)[0], []).append(said)
    for name, group in sorted(by_kind.items()):
        if name not in may:
            for said in group:
                outcome.refuse(said, _("You may not change these names."), part="key")
            continue
        for start in range(0, len(group), CHUNK):
            _take_chunk(KINDS[name], group[start : start + CHUNK], outcome)
    return outcome


@transaction.atomic
def _take_chunk(kind: Kind, group: list[Said], outcome: Outcome) -> None:
    keys = {said.key.split(":", 2)[2] for said in group if said.key.count(":") >= 2}
    locked = kind.named(keys).select_for_update(of=("self",), no_key=True)
    rows = {kind.key_of(row): row for row in locked}
    changed: dict[int, Model] = {}
    for said in group:
        pair, row = _row_of(kind, said, rows)
        part, fault = _fault(kind, pair, row, said)
        if fault:
            outcome.refuse(said, fault, part=part)
            continue
        before = getattr(row, f"{pair}_en")
        wanted = said.target.strip()
        outcome.take(said, before, wanted)
        if wanted != before:
            setattr(row, f"{pair}_en", wanted)
            changed[row.pk] = row
    fields = (kind.model._meta.pk.attname, *(f"{pair}_en" for pair in kind.pairs))
    copy_over(kind.model, fields, [[getattr(row, name) for name in fields] for row in changed.values()])


def _row_of(kind, said, rows):
    parts = said.key.split(":", 2)
    return (parts[1], rows.get(parts[2])) if len(parts) == 3 and parts[1] in kind.pairs else ("", None)


def _fault(kind, pair, row, said):
    """Which part of what was said is wrong, and how; empty words where nothing is."""
    if row is None:
        return "key", _("There is nothing with that key any more.")
    if getattr(row, f"{pair}_sv") != said.source:
        return "source", _("The Swedish text is another now. Fetch a new file.")
    wanted = said.target.strip()
    if len(wanted) > kind.longest(pair):
        return "target", _("Longer than %(most)s characters.") % {"most": kind.longest(pair)}
    return "target", "" if wanted.isprintable() else _("A name is one line of letters and signs.")


def _read(row, path):
    for name in path.split("__"):
        row = getattr(row, name)
    return str(row)
