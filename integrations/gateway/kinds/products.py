"""Products: one row for each variant, with what its product is, its options and its properties.

Options and properties are written as `code=value`, several with bars between them: `farg=svart | storlek=m`.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Category, Product, ProductAttribute, ProductCategory, Variant, VariantValue
from integrations.gateway.kinds import product_removing as removing
from integrations.gateway.kinds import product_taking as taking
from integrations.gateway.kinds.keyed import Asked, Chunk, Held, Key, Keyed, Values
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, article_number, joined, or_missing
from integrations.gateway.kinds.taking import Given, Taken


def _categories() -> list[tuple[str, str]]:
    return list(Category.objects.order_by("name_sv").values_list("code", "name_sv"))


_IN_CATEGORIES = ArraySubquery(
    ProductCategory.objects.filter(product=OuterRef("product_id"))
    .order_by("-is_primary", "position", "pk")
    .values("category__code")
)
_OPTIONS = ArraySubquery(
    VariantValue.objects.filter(variant=OuterRef("pk"))
    .order_by("value__attribute__code", "value__code")
    .values_list(Concat("value__attribute__code", Value("="), "value__code", output_field=TextField()))
)
_PROPERTIES = ArraySubquery(
    ProductAttribute.objects.filter(product=OuterRef("product_id"))
    .order_by("attribute__code", "value__code")
    .values_list(
        Concat(
            "attribute__code",
            Value("="),
            Coalesce(
                "value__code",
                Cast("number", TextField()),
                Case(When(boolean=True, then=Value("ja")), When(boolean=False, then=Value("nej"))),
                "text",
                output_field=TextField(),
            ),
            output_field=TextField(),
        )
    )
)


class Products(Queried, Keyed):
    code, title, short = "products", _("Products with variants and properties"), _("Products")
    permission, take_permission = "catalogue.view_product", "catalogue.change_product"
    fields = (
        Field(
            code="product",
            name=_("Product code"),
            source="product__code",
            is_code=True,
            is_required=True,
            width=120,
            called=("produkt", "handle", "code"),
        ),
        article_number("sku"),
        Field(
            code="name_sv",
            name=_("Name"),
            source="product__name_sv",
            width=255,
            called=("benämning", "produktnamn", "title"),
        ),
        Field(code="name_en", name=_("Name in English"), source="product__name_en", width=255, made=or_missing),
        Field(code="label_sv", name=_("Variant"), source="label_sv", width=120, made=or_missing, comes_in=False),
        Field(code="brand", name=_("Brand"), source="product__brand__name", width=120, called=("märke",)),
        Field(
            code="manufacturer",
            name=_("Manufacturer"),
            source="product__manufacturer__name",
            width=120,
            comes_in=False,
        ),
        Field(code="kind", name=_("Kind of product"), source="product__kind", width=120, made=or_missing),
        Field(code="tax_class", name=_("Tax class"), source="product__tax_class", width=10),
        Field(
            code="is_perishable",
            name=_("Perishable"),
            source="product__is_perishable",
            of=Of.YES_NO,
            width=4,
        ),
        Field(code="tags", name=_("Tags"), source="product__tags", width=400, made=joined, called=("etiketter",)),
        Field(
            code="categories", name=_("Categories"), source=_IN_CATEGORIES, width=400, made=joined, called=("kategori",)
        ),
        Field(code="options", name=_("Options"), source=_OPTIONS, width=400, made=joined),
        Field(code="properties", name=_("Properties"), source=_PROPERTIES, width=2000, made=joined),
        Field(
            code="gtin", name=_("GTIN"), source="gtin", is_code=True, width=14, called=("ean", "streckkod", "barcode")
        ),
        Field(code="weight_g", name=_("Weight (g)"), source="weight_g", of=Of.INTEGER, width=10, called=("vikt",)),
        Field(
            code="content_amount",
            name=_("Content"),
            source="content_amount",
            of=Of.DECIMAL,
            decimals=3,
            width=14,
        ),
        Field(code="content_unit", name=_("Unit of the content"), source="content_unit", width=4, made=or_missing),
        Field(
            code="cost",
            name=_("Cost excluding VAT"),
            source="cost",
            of=Of.DECIMAL,
            decimals=2,
            width=14,
            comes_in=False,
        ),
        Field(code="is_active", name=_("Active"), source="is_active", of=Of.YES_NO, width=4, comes_in=False),
        Field(
            code="is_on_sale", name=_("On sale"), source="product__is_on_sale", of=Of.YES_NO, width=4, comes_in=False
        ),
    )
    filters = (
        Filter(code="category", name=_("Category"), choices=_categories),
        Filter(
            code="only",
            name=_("Products"),
            choices=lambda: [("sold", str(_("On sale"))), ("not_sold", str(_("Not on sale")))],
        ),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        found = Variant.objects.order_by("product_id", "position", "pk")
        if chosen.get("category"):
            within = ProductCategory.objects.filter(category__code=chosen["category"])
            found = found.filter(product__in=within.values("product_id"))
        if chosen.get("only"):
            found = found.filter(product__is_on_sale=chosen["only"] == "sold")
        return found

    # --- in ---

    def look_up(self, rows: Sequence[Given], *, by) -> Chunk:
        """Every variant of the products that the rows name or have an article of, in the columns of the file."""
        said = [one.code for one in self.fields if any(one.code in row.values for row in rows)]
        codes = list(dict.fromkeys(("product", "sku", "name_sv", *said)))
        named = {str(row.values.get("product") or "").strip() for row in rows}
        skus = {str(row.values.get("sku") or "").strip() for row in rows}
        wanted = {
            *Product.objects.filter(code__among=named).values_list("pk", flat=True),
            *Variant.objects.filter(sku__among=skus).values_list("product_id", flat=True),
        }
        variants = Variant.objects.filter(product_id__among=wanted).order_by("product_id", "position", "pk")
        held = {
            row[codes.index("sku")]: Held(pk=0, values=dict(zip(codes, row, strict=True)))
            for row in self.read_from(variants, codes)
        }
        return Chunk(held, taking.words_of(rows, held))

    def word_for_word(self, row: Given, chunk: Chunk) -> Key | None:
        return taking.word_for_word(row, chunk)

    def read(self, row: Given, chunk: Chunk) -> tuple[Key, Values]:
        return taking.read(row, chunk)

    def examine(self, asked: Asked, chunk: Chunk) -> None:
        taking.examine(asked, chunk)

    def write(self, asked: list[Asked], chunk: Chunk, *, by, now: datetime, reference: str) -> None:
        taking.write(asked, chunk, now=now)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        return removing.without(rows)
