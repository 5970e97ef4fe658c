"""How the cells of a product's row are read: words with bars between them, options and properties as `code=value`.

What is read is written again in the one way that exports write it, so that the same thing said differently is the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext

from commerce.catalogue.models import Attribute, ContentUnit, TaxClass
from commerce.catalogue.rows import AttributeRow, PropertyRow, ValueRow
from commerce.catalogue.soundness import LARGEST_CONTENT, LEAST_CONTENT, TAG, gtin_or_none
from integrations.formats.cells import BadCell, read_yes
from integrations.formats.codes import code_of
from integrations.formats.tables.column import Value
from integrations.gateway.kinds.keyed import Refuse, Values, number, text, yes
from integrations.gateway.kinds.taking import Given

BAR, IS = "|", "="
LONGEST_VALUE, LONGEST_TEXT, LONGEST_CELL = 80, 255, 32_000
WORDS_OF = {True: "ja", False: "nej"}
LARGEST_NUMBER = 1_000_000_000
THOUSANDTH = Decimal("0.001")


@dataclass(slots=True)
class Words:
    """What the cells of a chunk may name: attributes by code, the codes of the values of each by code and by name, and
    categories by code with their keys."""

    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)


def parts(said: str | None) -> list[str]:
    """The words of a cell, each once."""
    return list(dict.fromkeys(word for part in (said or "").split(BAR) if (word := part.strip())))


def joined_by_bars(words: Iterable[str]) -> str | None:
    return f" {BAR} ".join(words) or None


def tags(row: Given) -> str | None:
    words = parts(text(row, "tags", most=LONGEST_CELL))
    if long := next((word for word in words if len(word) > TAG), None):
        raise Refuse("tags", gettext("The tag “%(start)s…” is longer than 80 characters.") % {"start": long[:30]})
    return joined_by_bars(words)


def categories(row: Given, words: Words) -> str | None:
    codes = parts(text(row, "categories", most=LONGEST_CELL))
    if strange := next((code for code in codes if code not in words.categories), None):
        raise Refuse("categories", gettext("There is no category %(code)s.") % {"code": strange})
    return joined_by_bars(codes)


# --- options and properties ---


def pairs(row: Given, column: str, words: Words) -> list[tuple[Attribute, str]]:
    """Each attribute with what is said of it. A bar inside a text is part of it. Raises Refuse."""
    found: list[tuple[Attribute, str]] = []
    for part in (text(row, column, most=LONGEST_CELL) or "").split(BAR):
        code, is_said, value = part.strip().partition(IS)
        attribute = words.attributes.get(code.strip())
        if attribute and is_said:
            found.append((attribute, value.strip()))
        elif found and found[-1][0].kind == Attribute.Kind.TEXT:
            found[-1] = found[-1][0], f"{found[-1][1]} {BAR} {part.strip()}"
        elif part.strip():
            said = gettext("“%(part)s” is not a property that there is, with a value: write it as farg=svart.")
            raise Refuse(column, said % {"part": part.strip()[:60]})
    return found


def options(row: Given, words: Words) -> list[ValueRow]:
    """One value of each choice, in the order they are said."""
    found = pairs(row, "options", words)
    if strange := next((one.code for one, _said in found if one.kind != Attribute.Kind.CHOICE), None):
        raise Refuse("options", gettext("%(code)s is not a choice.") % {"code": strange})
    if len({attribute.code for attribute, _said in found}) < len(found):
        raise Refuse("options", gettext("An option has one value."))
    return [_value(attribute, said, "options", words) for attribute, said in found]


def properties(row: Given, words: Words) -> list[PropertyRow]:
    found = pairs(row, "properties", words)
    read = [PropertyRow(attribute=_attribute(one), value=_read(one, said, words)) for one, said in found]
    single = [one.code for one, _said in found if one.kind != Attribute.Kind.CHOICE]
    if len(set(single)) < len(single):
        raise Refuse("properties", gettext("Only a choice has several values."))
    return read


def written_options(values: Iterable[ValueRow]) -> str | None:
    return joined_by_bars(sorted(f"{one.attribute.code}{IS}{one.code}" for one in values))


def written_properties(found: Iterable[PropertyRow]) -> str | None:
    return joined_by_bars(dict.fromkeys(_written(one) for one in sorted(found, key=_order)))


def _order(said: PropertyRow) -> tuple[str, str]:
    return said.attribute.code, said.value.code if isinstance(said.value, ValueRow) else ""


def _written(said: PropertyRow) -> str:
    value = said.value
    if isinstance(value, ValueRow):
        shown = value.code
    elif isinstance(value, bool):
        shown = WORDS_OF[value]
    else:
        shown = str(value)
    return f"{said.attribute.code}{IS}{shown}"


def _attribute(one: Attribute) -> AttributeRow:
    return AttributeRow(code=one.code, name=one.name_sv, kind=one.kind)


def _value(attribute: Attribute, said: str, column: str, words: Words) -> ValueRow:
    """A value by its code, or by a new name, which makes it one of the values of the choice."""
    if not said or len(said) > LONGEST_VALUE:
        raise Refuse(column, gettext("%(code)s has no value, or too long a one.") % {"code": attribute.code})
    known = words.values.get(attribute.code, {})
    code = known.get(said) or known.get(said.casefold()) or code_of(said, LONGEST_VALUE)
    return ValueRow(attribute=_attribute(attribute), code=code, name=said)


def _read(attribute: Attribute, said: str, words: Words) -> ValueRow | Decimal | bool | str:
    if attribute.kind == Attribute.Kind.CHOICE:
        return _value(attribute, said, "properties", words)
    if attribute.kind == Attribute.Kind.TEXT:
        if 0 < len(said) <= LONGEST_TEXT:
            return said
    elif attribute.kind == Attribute.Kind.BOOLEAN:
        try:
            return read_yes(said)
        except BadCell:
            pass
    elif (amount := _decimal(said)) is not None:
        return amount
    told = gettext("“%(said)s” is not what %(code)s can be.") % {"said": said[:60], "code": attribute.code}
    raise Refuse("properties", told)


def _decimal(said: str) -> Decimal | None:
    try:
        amount = Decimal(said.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return None
    return amount.quantize(THOUSANDTH) if amount.is_finite() and abs(amount) < LARGEST_NUMBER else None


# --- of one variant ---


def plain(row: Given) -> Values:
    """The columns that stand for themselves, those of them that the file has."""
    values: Values = {}
    for code, most in (("name_en", 255), ("brand", 120), ("kind", 120)):
        if code in row.values:
            values[code] = text(row, code, most=most)
    if "name_sv" in row.values:
        values["name_sv"] = text(row, "name_sv", most=255, is_needed=True)
    if "tax_class" in row.values:
        values["tax_class"] = text(row, "tax_class") or TaxClass.STANDARD.value
        if values["tax_class"] not in TaxClass.values:
            raise Refuse("tax_class", gettext("There is no tax class %(code)s.") % {"code": values["tax_class"]})
    if "is_perishable" in row.values:
        values["is_perishable"] = yes(row, "is_perishable", usual=False)
    if "weight_g" in row.values:
        values["weight_g"] = number(row, "weight_g") or 0
    return values


def gtin(row: Given) -> str | None:
    said = text(row, "gtin")
    if said is None:
        return None
    if (found := gtin_or_none(said)) is None:
        raise Refuse("gtin", gettext("%(gtin)s is not a valid GTIN.") % {"gtin": said})
    return found


def content(row: Given) -> Values:
    """How much one piece holds, and in what: both or neither, as far as the file has them."""
    values: Values = {}
    if "content_amount" in row.values:
        amount = row.values["content_amount"]
        if amount is not None and not _holds(amount):
            raise Refuse("content_amount", gettext("It is to be more than nothing, with three decimals at most."))
        values["content_amount"] = None if amount is None else Decimal(str(amount)).quantize(THOUSANDTH)
    if "content_unit" in row.values:
        values["content_unit"] = text(row, "content_unit")
        if values["content_unit"] is not None and values["content_unit"] not in ContentUnit.values:
            raise Refuse("content_unit", gettext("There is no unit %(code)s.") % {"code": values["content_unit"]})
    return values


def _holds(amount: Value) -> bool:
    return isinstance(amount, Decimal) and amount.is_finite() and LEAST_CONTENT <= amount < LARGEST_CONTENT


def codes_of(rows: Iterable[Given]) -> Iterator[str]:
    """The attributes that options and properties of the rows may name."""
    for row in rows:
        for column in ("options", "properties"):
            for part in str(row.values.get(column) or "").split(BAR):
                yield part.partition(IS)[0].strip()
