"""Ten thousand products with pages in 200 categories, taken in by the import itself, as if a file had been read."""

import random
import time
from decimal import Decimal

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify

from cms.images import ShopImage
from cms.intake.category_pages import category_pages
from cms.intake.page_text import PageText, Picture
from commerce.catalogue.models import Category
from commerce.catalogue.rows import AttributeRow, CategoryRow, ProductRow, PropertyRow, ValueRow, VariantRow
from commerce.orders.models import DeliveryMethod
from commerce.pricing.intake import PriceRow
from integrations.formats.shopify_product import ShopifyProduct
from integrations.product_import import import_products
from tests.bench.cost import of_process

PRODUCTS = 10_000
CATEGORIES = 200
RARE_WORD = "kvarnhjul"  # in 4 of 10,000 products; the common word below in about 1,000
COMMON_WORD = "lykta"
THINGS = ["skål", "vas", "mugg", "fat", "ljusstake", "kudde", "bricka", "kanna", "burk"]
COLOURS = ["kalk", "skifer", "moss", "rost", "indigo", "sand", "tegel", "is"]
MATERIALS = ["stengods", "glas", "ek", "lin", "mässing"]

COLOUR = AttributeRow(code="farg", name="Färg", name_en="Colour")
MATERIAL = AttributeRow(code="material", name="Material", name_en="Material")


def fill(*, products: int = PRODUCTS) -> tuple[float, float]:
    """Fill an empty, migrated database. Returns the products taken in a second, pages, prices and stock included, and
    the milliseconds of processor time that each took, the database's session included.
    """
    pictures = _pictures()
    DeliveryMethod.objects.get_or_create(code="ombud", defaults={"name_sv": "Ombud", "gross": Decimal("49.00")})
    _make_categories()
    goods = [_goods(number, pictures) for number in range(products)]
    session = connection.connection.info.backend_pid
    began, used = time.perf_counter(), time.process_time() + of_process(session)
    import_products(goods, now=timezone.now(), tell=_refuse)
    seconds, used = time.perf_counter() - began, time.process_time() + of_process(session) - used
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return products / seconds, used * 1000 / products


def _make_categories() -> None:
    """The tree stands before the goods come: its pages are made one by one, as editors would."""
    rows = [_category(number) for number in range(CATEGORIES)]
    Category.objects.bulk_create(Category(code=row.code, name_sv=row.name) for row in rows)
    category_pages(Category.objects.values_list("pk", flat=True))


def _category(number: int) -> CategoryRow:
    return CategoryRow(code=f"kategori-{number % CATEGORIES}", name=f"Kategori {number % CATEGORIES}")


def _refuse(problem) -> None:
    raise ValueError(problem.message)


def _goods(number: int, pictures: list[int]) -> ShopifyProduct:
    """A product as the import reads it from a file."""
    row = _product(number)
    skus = [variant.sku for variant in row.variants]
    return ShopifyProduct(
        line=number,
        row=row,
        text=_text(number, row, pictures),
        is_live=True,
        prices=[PriceRow(sku=sku, amount=Decimal(99 + number % 900)) for sku in skus],
        stock=dict.fromkeys(skus, 1_000_000),
    )


def _product(number: int) -> ProductRow:
    chance = random.Random(number)
    name = _name(number)
    colours = chance.sample(COLOURS, 2)
    return ProductRow(
        code=f"{slugify(name)}-{number}",
        name=name,
        brand=f"Verkstad {number % 25}",
        categories=(_category(number),),
        properties=(PropertyRow(attribute=MATERIAL, value=_value(MATERIAL, chance.choice(MATERIALS))),),
        options=(COLOUR,),
        variants=tuple(
            VariantRow(sku=f"B{number:05}-{place}", values=(_value(COLOUR, colour),), weight_g=400)
            for place, colour in enumerate(colours)
        ),
    )


def _name(number: int) -> str:
    if number % 2_500 == 7:
        return f"{RARE_WORD.title()} {number}"
    thing = COMMON_WORD if number % 10 == 0 else THINGS[number % len(THINGS)]
    return f"{thing.title()} {MATERIALS[number % len(MATERIALS)]} {number}"


def _value(attribute: AttributeRow, word: str) -> ValueRow:
    return ValueRow(attribute=attribute, code=slugify(word), name=word.title(), name_en=word.title())


def _text(number: int, row: ProductRow, pictures: list[int]) -> PageText:
    text = (
        f"<p>{row.name} är gjord för hand i en liten verkstad. Den tål disk och vardag och blir vackrare med åren. "
        "Varje exemplar skiljer sig lite från nästa, i färg och form.</p>"
    )
    return PageText(
        title=row.name,
        lead="Gjord för hand, för att användas varje dag.",
        care="Diskas för hand.",
        story=(("paragraph", text), ("paragraph", text)),
        gallery=tuple(Picture(image_id=pictures[(number + place) % len(pictures)], alt=row.name) for place in range(3)),
    )


def _pictures(count: int = 20) -> list[int]:
    """Pictures with all their renditions, as rows only: the bench loads pages, not pictures."""
    images = []
    for number in range(count):
        sources = {
            kind: [[width, width * 5 // 4, f"images/bench-{number}.{width}.{kind}"] for width in (480, 960, 1600)]
            for kind in ("avif", "webp", "jpeg")
        }
        image = ShopImage(title=f"Bild {number}", file=f"original_images/bench-{number}.jpg", width=1600, height=2000)
        image.sources, image.dominant_colour, image.file_size, image.file_hash = sources, "#d8d0c4", 1, f"{number}"
        images.append(image)
    ShopImage.objects.bulk_create(images)
    return [image.pk for image in images]
