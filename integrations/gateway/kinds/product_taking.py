"""Products from rows of variants: gathered product by product and given to the one intake that there is.

What a row says is compared here with what the catalogue holds, as it goes out. Only what differs is told to
`commerce.catalogue.intake`, in rows that leave everything else alone; new products get their pages, as drafts, from
`cms.intake.product_pages`. So a row that changes nothing costs no more than reading it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext

from cms.intake.hold import hold_pages
from cms.intake.page_changes import ProductPageRow
from cms.intake.page_text import PageText
from cms.intake.product_pages import write_product_pages
from commerce.catalogue.hold import take_turn
from commerce.catalogue.intake import NEW, REFUSED, take_in
from commerce.catalogue.models import Attribute, AttributeValue, Category, ProductOption, Variant
from commerce.catalogue.rows import AttributeRow, CategoryRow, ProductRow, ValueRow, VariantRow
from integrations.gateway.kinds import product_cells as cells
from integrations.gateway.kinds.keyed import Asked, Chunk, Held, Key, Refuse, Values, text
from integrations.gateway.kinds.taking import Given

OF_PRODUCT = ("name_sv", "name_en", "brand", "kind", "tax_class", "is_perishable", "tags", "categories", "properties")
LONGEST_CODE, LONGEST_SKU = 255, 64


@dataclass(slots=True)
class Words(cells.Words):
    """Besides what cells name: each product's variants by SKU, what rows of the chunk have said of it so far, and whose
    each GTIN is."""

    products: dict[str, dict[str, Held]] = field(default_factory=lambda: defaultdict(dict))
    options: dict[str, list[str]] | None = None
    said: dict[tuple[str, str], tuple[object, int]] = field(default_factory=dict)
    gtins: dict[str, str] = field(default_factory=dict)
    read: dict[int, list[ValueRow]] = field(default_factory=dict)  # the options of a line
    told: set[str] = field(default_factory=set)  # products of which a row has been read
    same: dict[str, int] = field(
        default_factory=dict
    )  # products with a row that says what there is already, and its line

    def held(self, product: str) -> Values | None:
        """What the catalogue holds of a product; None: there is none, or none with variants."""
        return next((one.values for one in self.products[product].values()), None) if product in self.products else None

    def options_of(self, product: str) -> list[str]:
        """The codes of its options in their order; those of all products are read when one is asked for."""
        if self.options is None:
            self.options = defaultdict(list)
            found = ProductOption.objects.filter(product__code__among=list(self.products)).order_by("position")
            for code, attribute in found.values_list("product__code", "attribute__code"):
                self.options[code].append(attribute)
        return self.options[product]


def words_of(rows: Sequence[Given], held: Mapping[Key, Held]) -> Words:
    words = Words()
    for sku, one in held.items():
        words.products[str(one.values["product"])][sku] = one
    words.attributes = {one.code: one for one in Attribute.objects.filter(code__among=set(cells.codes_of(rows)))}
    words.values = _values(words.attributes)
    named = {code for row in rows for code in cells.parts(str(row.values.get("categories") or ""))}
    words.categories = dict(Category.objects.filter(code__among=named).values_list("code", "pk"))
    if said := {str(gtin) for row in rows if (gtin := row.values.get("gtin"))}:
        found = Variant.objects.filter(gtin__among=said).values_list("gtin", "sku")
        words.gtins = {gtin: sku for gtin, sku in found if gtin}
    return words


def word_for_word(row: Given, chunk: Chunk) -> Key | None:
    """Most rows of most files: what there is already. Where another row says more of the product it is read all the
    same, so that the two are held against each other."""
    words: Words = chunk.words
    sku = row.values.get("sku")
    held = chunk.held.get(sku)
    if held is None or held.values["product"] in words.told:
        return None
    before = held.values
    if any(before.get(code) != value for code, value in row.values.items()):
        return None
    words.same.setdefault(str(before["product"]), row.line)
    return sku


def read(row: Given, chunk: Chunk) -> tuple[Key, Values]:
    words: Words = chunk.words
    sku = text(row, "sku", most=LONGEST_SKU, is_needed=True) or ""
    product = text(row, "product", most=LONGEST_CODE, is_needed=True) or ""
    held = chunk.held.get(sku)
    if held and held.values["product"] != product:
        told = {"sku": sku, "product": held.values["product"]}
        raise Refuse("product", gettext("SKU %(sku)s belongs to the product %(product)s.") % told)
    values: Values = {"product": product, "sku": sku, **cells.plain(row), **cells.content(row)}
    before = held.values if held else words.held(product) or {}
    if "gtin" in row.values:
        values["gtin"] = cells.gtin(row)
    if "tags" in row.values:
        values["tags"] = cells.tags(row)
    if "categories" in row.values:
        values["categories"] = _as_before(row, "categories", before) or cells.categories(row, words)
    if "properties" in row.values:
        said = _as_before(row, "properties", before)
        values["properties"] = said or cells.written_properties(cells.properties(row, words))
    if "options" in row.values:
        said = _as_before(row, "options", held.values if held else {})
        values["options"] = said or _options(row, words)
    _agree(row, product, values, words)
    return sku, values


def examine(asked: Asked, chunk: Chunk) -> None:
    words: Words = chunk.words
    product = str(asked.values["product"])
    held = words.held(product)
    if held is None:
        _examine_new_product(product, asked.values)
    if asked.is_new and held is not None and words.options_of(product) and not asked.values.get("options"):
        raise Refuse("options", gettext("A new variant must say its options."))
    whole = asked.whole(("content_amount", "content_unit"))
    if {"content_amount", "content_unit"} & asked.values.keys() and bool(whole["content_amount"]) != bool(
        whole["content_unit"]
    ):
        raise Refuse("content_amount", gettext("Say both the content and its unit, or neither."))
    gtin = asked.changes.get("gtin", (None, None))[1]
    if gtin and words.gtins.setdefault(str(gtin), asked.key) != asked.key:
        told = {"gtin": gtin, "sku": words.gtins[str(gtin)]}
        raise Refuse("gtin", gettext("GTIN %(gtin)s belongs to %(sku)s.") % told)


def write(asked: Sequence[Asked], chunk: Chunk, *, now: datetime) -> None:
    """Lock what is going to be written as other intakes do: pages first, then products."""
    words: Words = chunk.words
    sorted_in: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        sorted_in[str(one.values["product"])].append(one)
    rows = {product: _row(product, group, words) for product, group in sorted_in.items() if _is_sound(group, words)}
    new = {product: row for product, row in rows.items() if words.held(product) is None}
    take_turn()
    hold_pages(products=[], categories={row.categories[0].code for row in new.values()})
    report = take_in(list(rows.values()), now=now)
    pages = []
    for taken in report.products:
        if taken.outcome == REFUSED:
            for one in sorted_in[taken.code]:
                one.refusal = Refuse("product", taken.reason)
        elif taken.outcome == NEW and taken.product_id:
            pages.append(_page(taken.product_id, rows[taken.code], words))
    if pages:
        write_product_pages(pages, now=now)


# --- what rows may say ---


def _values(attributes: Mapping[str, Attribute]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    of = {one.pk: code for code, one in attributes.items()}
    values = AttributeValue.objects.filter(attribute_id__among=of).values_list("attribute_id", "code", "name_sv")
    for attribute, code, name in sorted(values, key=lambda one: one[1], reverse=True):
        found[of[attribute]].setdefault(name.casefold(), code)
    for attribute, code, _name in values:
        found[of[attribute]][code] = code
    return found


def _as_before(row: Given, column: str, before: Mapping) -> str | None:
    """What a cell says, where it is word for word what there is already: it needs no reading."""
    said = row.values.get(column)
    return str(said) if said and said == before.get(column) else None


def _options(row: Given, words: Words) -> str | None:
    words.read[row.line] = cells.options(row, words)
    return cells.written_options(words.read[row.line])


def _agree(row: Given, product: str, values: Values, words: Words) -> None:
    """All rows of a product say the same of it."""
    words.told.add(product)
    if line_before := words.same.get(product):
        held = words.held(product) or {}
        for column in OF_PRODUCT:
            if column in values:
                words.said.setdefault((product, column), (held.get(column), line_before))
    for column in OF_PRODUCT:
        if column in values:
            first, line = words.said.setdefault((product, column), (values[column], row.line))
            if first != values[column]:
                raise Refuse(column, gettext("Row %(line)s says something else of the product.") % {"line": line})


def _examine_new_product(product: str, values: Values) -> None:
    try:
        validate_slug(product)
    except ValidationError as error:
        told = gettext("%(code)s is not a code: only letters a to z, digits, hyphen and underscore.")
        raise Refuse("product", told % {"code": product}) from error
    if not values.get("name_sv"):
        raise Refuse("name_sv", gettext("A new product must have a name."))
    if not values.get("categories"):
        raise Refuse("categories", gettext("A new product must lie in a category: its page stands there."))


def _is_sound(group: Sequence[Asked], words: Words) -> bool:
    """Whether the variants of a product differ by the same choices, each its own. Those that do not are refused."""
    product = str(group[0].values["product"])
    chosen = {sku: str(one.values.get("options") or "") for sku, one in words.products.get(product, {}).items()}
    if not any(one.is_new or "options" in one.changes for one in group):
        return True
    told = {one.key: str(one.values["options"] or "") for one in group if "options" in one.values}
    final = {**chosen, **{one.key: told.get(one.key, chosen.get(one.key, "")) for one in group}}
    kinds = {tuple(part.partition(cells.IS)[0].strip() for part in cells.parts(said)) for said in final.values()}
    if len(kinds) > 1:
        reason = gettext("All variants of a product are chosen by the same options.")
    elif len(set(final.values())) < len(final):
        reason = gettext("Another variant of the product has the same options.")
    else:
        return True
    for one in group:
        one.refusal = Refuse("options", reason)
    return False


# --- what is told the intake ---


def _row(product: str, group: Sequence[Asked], words: Words) -> ProductRow:
    held = words.held(product)
    said: Values = {}
    for one in group:
        said |= {code: one.values[code] for code in OF_PRODUCT if code in one.values}
    changed = {code: value for code, value in said.items() if held is None or held.get(code) != value}
    line = next((one.row for one in group if "properties" in one.values), None)
    return ProductRow(
        code=product,
        name=str(changed.get("name_sv") or (held or {})["name_sv"]),
        name_en=_text(changed, "name_en"),
        brand=_text(changed, "brand") or None,
        tax_class=_text(changed, "tax_class"),
        is_perishable=bool(changed["is_perishable"]) if "is_perishable" in changed else None,
        kind=_text(changed, "kind"),
        tags=tuple(cells.parts(str(changed["tags"] or ""))) if "tags" in changed else None,
        categories=tuple(CategoryRow(code=code, name=code) for code in cells.parts(_text(changed, "categories"))),
        properties=tuple(cells.properties(line, words)) if "properties" in changed and line else None,
        options=_options_of(product, group, words),
        variants=tuple(_variant(one, words) for one in group),
        is_whole=False,
        is_partial=True,
        emptied=frozenset({"brand_id"} if "brand" in changed and changed["brand"] is None else ()),
    )


def _text(changed: Values, code: str) -> str | None:
    """What is to be written; None where nothing changes."""
    return str(changed[code] or "") if code in changed else None


def _options_of(product: str, group: Sequence[Asked], words: Words) -> tuple[AttributeRow, ...] | None:
    """The choices as the first row says them; in the order that the product has them, where they are the same."""
    values = next((words.read[one.row.line] for one in group if one.row.line in words.read), None)
    if values is None:
        return None
    said = {one.attribute.code: one.attribute for one in values}
    known = words.options_of(product)
    if set(known) != said.keys():
        known[:] = said
    return tuple(said[code] for code in known)


def _variant(asked: Asked, words: Words) -> VariantRow:
    changes = {code: value for code, (_was, value) in asked.changes.items()}
    values = words.read.get(asked.row.line)
    order = {code: place for place, code in enumerate(words.options_of(str(asked.values["product"])))}
    emptied = set()
    content = None
    if {"content_amount", "content_unit"} & changes.keys():
        whole = asked.whole(("content_amount", "content_unit"))
        if whole["content_amount"]:
            content = Decimal(str(whole["content_amount"])), str(whole["content_unit"])
        elif not asked.is_new:
            emptied |= {"content_amount", "content_unit"}
    if "gtin" in changes and changes["gtin"] is None:
        emptied.add("gtin")
    return VariantRow(
        sku=asked.key,
        values=None if values is None else tuple(sorted(values, key=lambda one: order[one.attribute.code])),
        gtin=str(changes["gtin"]) if changes.get("gtin") else None,
        weight_g=int(str(changes["weight_g"])) if "weight_g" in changes else None,
        content=content,
        emptied=frozenset(emptied),
    )


def _page(product: int, row: ProductRow, words: Words) -> ProductPageRow:
    """A draft with the product's name: nobody has said more of it yet."""
    return ProductPageRow(
        product_id=product,
        code=row.code,
        category_id=words.categories[row.categories[0].code],
        texts={"sv": PageText(title=row.name)},
        is_live=False,
    )
