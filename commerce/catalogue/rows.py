"""What an intake is given: products told in plain values, whole in themselves, whatever file or form they came from.

A field that is None says nothing, and what the catalogue holds stays. Brands, categories, attributes and values that
the catalogue lacks are made from the row; those it has keep the names their owner gave them.
"""

from dataclasses import dataclass
from decimal import Decimal

from commerce.catalogue.models import Attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    code: str
    name: str
    name_en: str = ""
    parent: "CategoryRow | None" = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeRow:
    code: str
    name: str
    name_en: str = ""
    kind: str = Attribute.Kind.CHOICE
    unit: str = ""
    is_filterable: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One of the values of a choice."""

    attribute: AttributeRow
    code: str
    name: str
    name_en: str = ""
    swatch: str = ""
    position: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.attribute.code, self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class ManufacturerRow:
    name: str
    postal_address: str
    email: str
    website: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    responsible_name: str = ""  # who answers for the goods in the Union, where the maker is outside it
    responsible_postal_address: str = ""
    responsible_email: str = ""
    responsible_website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyRow:
    """A property of a product; the attribute's kind says which type `value` has."""

    attribute: AttributeRow
    value: ValueRow | Decimal | bool | str


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantRow:
    """`values` None says nothing of the choices. `emptied` names fields that are to hold nothing."""

    sku: str
    values: tuple[ValueRow, ...] | None = ()
    gtin: str | None = None
    weight_g: int | None = None
    content: tuple[Decimal, str] | None = None  # how much one piece holds, and the `ContentUnit` that it is told in
    emptied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One product. Its variants stand in the order they are shown; `categories` begins with the primary one.

    A product has the variants of its row and no others: one that is left out is made inactive, unless `is_whole` is
    false because something about the product could not be read. Categories are added, never taken away.
    """

    code: str
    name: str
    name_en: str | None = None
    brand: str | None = None
    manufacturer: ManufacturerRow | None = None
    tax_class: str | None = None
    is_perishable: bool | None = None
    kind: str | None = None
    tags: tuple[str, ...] | None = None
    categories: tuple[CategoryRow, ...] = ()
    properties: tuple[PropertyRow, ...] | None = None
    options: tuple[AttributeRow, ...] | None = ()
    variants: tuple[VariantRow, ...] = ()
    is_whole: bool = True
    is_partial: bool = False
    emptied: frozenset[str] = frozenset()

    @property
    def ends_others(self) -> bool:
        """Whether variants that it does not name are made inactive."""
        return self.is_whole and not self.is_partial
