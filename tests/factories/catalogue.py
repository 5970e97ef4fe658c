"""Products, variants, prices, stock, categories and their pages, made one at a time for tests.

`sellable()` gives a variant that can be bought at once: on sale, with a price, stock and live pages.
"""

import uuid
from decimal import Decimal

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from cms.links import CategoryLink, ProductLink
from cms.pages.category import CategoryPage
from cms.pages.product import ProductPage
from commerce.catalogue.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Manufacturer,
    Product,
    ProductCategory,
    ProductOption,
    Variant,
    VariantValue,
)
from commerce.pricing.models import Price, PriceList
from commerce.stock.count import recount
from commerce.stock.ledger import Kind, Move, record
from commerce.stock.models import Stock, Warehouse
from home.models import HomePage


class BrandFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Brand {n}")

    class Meta:
        model = Brand
        django_get_or_create = ["name"]


class ManufacturerFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Manufacturer {n}")
    country = "SE"
    postal_address = "Verkstadsgatan 1, 393 51 Kalmar"
    email = "kontakt@verkstad.example"

    class Meta:
        model = Manufacturer
        django_get_or_create = ["name"]


class CategoryFactory(DjangoModelFactory):
    code = factory.Sequence(lambda n: f"category-{n}")
    name_sv = factory.LazyAttribute(lambda category: category.code.title())

    class Meta:
        model = Category
        django_get_or_create = ["code"]


class AttributeFactory(DjangoModelFactory):
    code = factory.Sequence(lambda n: f"attribute-{n}")
    name_sv = factory.LazyAttribute(lambda attribute: attribute.code.title())

    class Meta:
        model = Attribute
        django_get_or_create = ["code"]


class AttributeValueFactory(DjangoModelFactory):
    attribute = factory.SubFactory(AttributeFactory)
    code = factory.Sequence(lambda n: f"value-{n}")
    name_sv = factory.LazyAttribute(lambda value: value.code.title())

    class Meta:
        model = AttributeValue
        django_get_or_create = ["attribute", "code"]


class ProductFactory(DjangoModelFactory):
    """On sale from the start; `category=` sorts it into a category as its primary one."""

    code = factory.Sequence(lambda n: f"product-{n}")
    name_sv = factory.LazyAttribute(lambda product: product.code.title())
    brand = factory.SubFactory(BrandFactory)
    manufacturer = factory.SubFactory(ManufacturerFactory)
    is_on_sale = True

    class Meta:
        model = Product
        skip_postgeneration_save = True

    @factory.post_generation
    def category(self, create, category, **kwargs):
        if create and category:
            ProductCategory.objects.create(product=self, category=category, is_primary=True)


class VariantFactory(DjangoModelFactory):
    """`values=[...]` gives it options, and makes their attributes options of its product."""

    product = factory.SubFactory(ProductFactory)
    sku = factory.Sequence(lambda n: f"SKU-{n:05d}")
    weight_g = 300

    class Meta:
        model = Variant
        skip_postgeneration_save = True

    @factory.post_generation
    def values(self, create, values, **kwargs):
        for position, value in enumerate(values or []):
            VariantValue.objects.create(variant=self, value=value)
            ProductOption.objects.get_or_create(
                product=self.product, attribute=value.attribute, defaults={"position": position}
            )


class PriceFactory(DjangoModelFactory):
    """A price including VAT; `list_code` names the price list (bas, user, pro, premium)."""

    class Params:
        list_code = "bas"

    price_list = factory.LazyAttribute(lambda price: PriceList.objects.get(code=price.list_code))
    variant = factory.SubFactory(VariantFactory)
    amount = Decimal("100.00")

    class Meta:
        model = Price


class StockFactory(DjangoModelFactory):
    """`on_hand` and `allocated` come by a movement, into the first warehouse unless another is named."""

    variant = factory.SubFactory(VariantFactory)
    on_hand = 10
    allocated = 0
    warehouse = None

    class Meta:
        model = Stock

    @classmethod
    def _create(cls, model_class, on_hand, allocated, warehouse, **fields):
        stock = super()._create(model_class, **fields)
        place = warehouse or Warehouse.in_use()[0]
        if on_hand or allocated:
            move = Move(stock.pk, place.pk, on_hand=on_hand, allocated=allocated)
            record(Kind.OPENING, [move], now=timezone.now())
            stock.refresh_from_db()
        return stock


def count_of(variant, on_hand):
    """Somebody finds so many of a variant in the first warehouse."""
    level = variant.stock.levels.order_by("warehouse__rank").first()
    seen = level.on_hand if level else 0
    recount(variant.pk, on_hand=on_hand, seen=seen, now=timezone.now())


def home_page(language="sv"):
    return HomePage.objects.get(locale__language_code=language)


def category_page(category=None, *, parent=None, language="sv", **fields):
    """The live page of a category in a language, linked to it; its other languages share its key."""
    category = category or CategoryFactory()
    link = CategoryLink.objects.filter(category=category).first()
    title = fields.pop("title", category.name_in(language))
    page = CategoryPage(
        title=title,
        slug=fields.pop("slug", slugify(category.code)),
        locale=Locale.objects.get(language_code=language),
        **({"translation_key": link.translation_key} if link else {}),
        **fields,
    )
    (parent or home_page(language)).add_child(instance=page)
    if not link:
        CategoryLink.objects.create(category=category, translation_key=page.translation_key)
    return page


def product_page(product=None, *, parent=None, language="sv", **fields):
    """The live page of a product in a language, linked to it; its other languages share its key."""
    product = product or ProductFactory()
    link, _made = ProductLink.objects.get_or_create(product=product, defaults={"translation_key": uuid.uuid4()})
    page = ProductPage(
        title=fields.pop("title", product.name_in(language)),
        slug=fields.pop("slug", slugify(product.code)),
        locale=Locale.objects.get(language_code=language),
        translation_key=link.translation_key,
        **fields,
    )
    (parent or category_page(language=language)).add_child(instance=page)
    return page


def sellable(*, price="100.00", stock=10, parent=None, prices=None, page=True, **variant):
    """A variant that can be bought: on sale, at `price` incl. VAT, with `stock` on hand and a live Swedish page.

    `prices` adds lists: `{"pro": [(1, "90.00"), (10, "80.00")]}`. Other keywords go to the variant.
    """
    made = VariantFactory(**variant)
    PriceFactory(variant=made, amount=Decimal(price))
    for code, tiers in (prices or {}).items():
        for quantity, amount in tiers:
            PriceFactory(variant=made, list_code=code, min_quantity=quantity, amount=Decimal(amount))
    StockFactory(variant=made, on_hand=stock)
    if page and not ProductLink.objects.filter(product=made.product).exists():
        product_page(made.product, parent=parent)
    return made
