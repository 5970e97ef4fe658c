"""One product of a Shopify file, read from its lines. A cell that cannot be read is named and takes as little along as
it can: itself, its variant, or its product."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from cms.intake.page_text import PageText
from cms.intake.rich_text import from_html
from commerce.catalogue.rows import AttributeRow, CategoryRow, ProductRow, ValueRow, VariantRow
from commerce.pricing.intake import PriceRow
from integrations.formats.cells import BadCell, read_amount, read_count, read_yes, unprotected
from integrations.formats.codes import LONGEST_SKU, code_of, derived_sku
from integrations.formats.delimited import Row
from integrations.formats.problems import Problem

OPTIONS = (1, 2, 3)
OTHER = "Övrigt"
LONGEST = {"title": 255, "seo_title": 255, "type": 120, "vendor": 120, "image_alt": 250}
LONGEST_TAG = 80


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str
    line: int


@dataclass(slots=True)
class ShopifyProduct:
    """One product of the file: rows to take in, and what is to be told about it."""

    line: int
    row: ProductRow
    text: PageText
    is_live: bool
    prices: list[PriceRow] = field(default_factory=list)
    stock: dict[str, int] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    compared: int = 0  # variants with a compare-at price above their price
    derived: int = 0  # variants whose SKU was made up from handle and options


class ProductReader:
    """Reads the lines of one product."""

    def __init__(self, names: dict[str, str], rows: list[Row], tell, is_whole: bool) -> None:
        self.names = names
        self.rows = rows
        self.tell = tell
        self.is_whole = is_whole
        self.handle = self._cell(rows[0], "handle")
        self.code = code_of(self.handle, 255)

    def product(self) -> ShopifyProduct | None:
        first = self.rows[0]
        title = self._limited(first, "title")
        if not title:
            self._refuse("title", _("The product %(handle)s has no title.") % {"handle": self.handle})
            return None
        if self._yes(first, "gift_card", default=False):
            self._refuse("gift_card", _("Gift cards are not goods and are not imported."))
            return None
        self._tell_of_tax()
        product = ShopifyProduct(
            line=first.line,
            row=ProductRow(code=self.code, name=title),
            text=self._text(first, title),
            is_live=self._is_live(first),
            images=self._images(),
        )
        options, variants = self._variants(product)
        if not variants:
            self._refuse("", _("No variant of %(handle)s could be read.") % {"handle": self.handle})
            return None
        kind = self._limited(first, "type")
        product.row = ProductRow(
            code=self.code,
            name=title,
            brand=self._limited(first, "vendor") or None,
            kind=kind,
            tags=self._tags(first),
            categories=(self._category(first, kind),),
            options=options,
            variants=tuple(variants),
            is_whole=self.is_whole,
        )
        return product

    # --- The product ---

    def _text(self, row: Row, title: str) -> PageText:
        body = from_html(self._cell(row, "body"))
        return PageText(
            title=title,
            story=(("paragraph", body),) if body else (),
            seo_title=self._limited(row, "seo_title"),
            search_description=self._cell(row, "seo_description"),
        )

    def _is_live(self, row: Row) -> bool:
        status = self._cell(row, "status").casefold() or "active"
        return self._yes(row, "published", default=True) and status == "active"

    def _category(self, row: Row, kind: str) -> CategoryRow:
        name = kind or self._cell(row, "category").rpartition(">")[2].strip()[:120] or OTHER
        return CategoryRow(code=code_of(name, 120), name=name)

    def _tags(self, row: Row) -> tuple[str, ...]:
        tags = [tag.strip() for tag in self._cell(row, "tags").split(",")]
        for tag in tags:
            if len(tag) > LONGEST_TAG:
                said = _("The tag “%(start)s…” is too long and was left out.") % {"start": tag[:30]}
                self._say(row, "tags", said)
        return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= LONGEST_TAG))

    def _images(self) -> list[Image]:
        return [
            Image(url=url, alt=self._limited(row, "image_alt"), line=row.line)
            for row in self.rows
            if (url := self._cell(row, "image"))
        ]

    def _tell_of_tax(self) -> None:
        """Exemption needs a ground in law that the file does not give."""
        for row in self.rows:
            if self._cell(row, "taxable") and not self._yes(row, "taxable", default=True):
                self._say(row, "taxable", _("The file says free of tax; the product keeps its tax class."))
                return

    # --- Its variants ---

    def _variants(self, product: ShopifyProduct) -> tuple[tuple[AttributeRow, ...], list[VariantRow]]:
        options = self._options()
        variants: list[VariantRow] = []
        choices: dict[tuple[str, ...], int] = {}
        for row in self.rows:
            if row is not self.rows[0] and not any(self._cell(row, key) for key in ("option1", "sku", "price")):
                continue
            try:
                variant = self._variant(row, options, choices, product)
            except BadCell as error:
                self.tell(Problem(line=row.line, column=error.args[1], message=error.args[0]))
                self.is_whole = False
            else:
                variants.append(variant)
        return tuple(options.values()), variants

    def _options(self) -> dict[int, AttributeRow]:
        """What the product is chosen by. Shopify calls the only choice of a product without options Title."""
        first = self.rows[0]
        names = {number: self._cell(first, f"option{number}_name") for number in OPTIONS}
        if names[1].casefold() == "title" and self._cell(first, "option1").casefold() == "default title":
            return {}
        return {
            number: AttributeRow(code=code_of(name, 60), name=name[:255], position=number)
            for number, name in names.items()
            if name
        }

    def _variant(
        self, row: Row, options: dict[int, AttributeRow], choices: dict, product: ShopifyProduct
    ) -> VariantRow:
        values = tuple(self._value(row, number, attribute) for number, attribute in options.items())
        choice = tuple(value.code for value in values)
        if choice in choices:
            raise self._bad("option1", _("Line %(line)s has the same options.") % {"line": choices[choice]})
        price = self._amount(row, "price")
        weight = self._read(row, "grams", read_amount, default=None)
        sku = unprotected(self._cell(row, "sku"))
        if len(sku) > LONGEST_SKU:
            raise self._bad("sku", _("The SKU is longer than %(limit)s characters.") % {"limit": LONGEST_SKU})
        if not sku:
            sku = derived_sku(self.code, choice)
            product.derived += 1
        choices[choice] = row.line
        product.prices.append(PriceRow(sku=sku, amount=price))
        self._count(row, sku, price, product)
        return VariantRow(
            sku=sku,
            values=values,
            gtin=unprotected(self._cell(row, "barcode")) or None,
            weight_g=None if weight is None else round(weight),
        )

    def _value(self, row: Row, number: int, attribute: AttributeRow) -> ValueRow:
        name = self._cell(row, f"option{number}")
        if not name:
            raise self._bad(f"option{number}", _("The option %(name)s has no value.") % {"name": attribute.name})
        return ValueRow(attribute=attribute, code=code_of(name, 80), name=name[:255])

    def _amount(self, row: Row, key: str) -> Decimal:
        text = self._cell(row, key)
        if not text:
            raise self._bad(key, _("The price is missing."))
        try:
            amount = read_amount(text)
        except BadCell as error:
            raise self._bad(key, str(error)) from error
        if amount < 0:
            raise self._bad(key, _("A price cannot be below zero."))
        return amount

    def _count(self, row: Row, sku: str, price: Decimal, product: ShopifyProduct) -> None:
        quantity = self._read(row, "quantity", read_count, default=None)
        if quantity is not None and quantity < 0:
            self._say(row, "quantity", _("Stock below zero was read as zero."))
            quantity = 0
        if quantity is not None:
            product.stock[sku] = quantity
        compare_at = self._read(row, "compare_at", read_amount, default=None)
        product.compared += compare_at is not None and compare_at > price

    # --- Cells ---

    def _cell(self, row: Row, key: str) -> str:
        return row.cells.get(self.names[key], "").strip()

    def _limited(self, row: Row, key: str) -> str:
        text = self._cell(row, key)
        if len(text) > LONGEST[key]:
            self._say(row, key, _("The text was cut at %(limit)s characters.") % {"limit": LONGEST[key]})
        return text[: LONGEST[key]].strip()

    def _read(self, row: Row, key: str, reader, *, default):
        """A cell that is not needed: what cannot be read is told and left out."""
        text = self._cell(row, key)
        if not text:
            return default
        try:
            return reader(text)
        except BadCell as error:
            self._say(row, key, str(error))
            return default

    def _yes(self, row: Row, key: str, *, default: bool) -> bool:
        return self._read(row, key, read_yes, default=default)

    def _say(self, row: Row, key: str, message: str) -> None:
        self.tell(Problem(line=row.line, column=self.names[key], message=message))

    def _refuse(self, key: str, message: str) -> None:
        """Leave the product out, and say why."""
        self.tell(Problem(line=self.rows[0].line, column=self.names.get(key, ""), message=message, refuses=True))

    def _bad(self, key: str, message: str) -> BadCell:
        return BadCell(message, self.names[key])
