"""Loading the demo shop into the database: what is there already and right is left alone."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from cms.intake.page_changes import ProductPageRow
from cms.intake.picture_intake import take_in_pictures
from cms.intake.product_pages import write_product_pages
from commerce.catalogue.intake import REFUSED, take_in
from commerce.catalogue.models import Category
from commerce.orders.models import DeliveryMethod
from commerce.pricing.intake import take_in_prices
from commerce.pricing.ledger import because
from commerce.stock.intake import take_in_stock
from home.demo_shop import goods
from home.demo_shop.editorial import Editorial
from home.demo_shop.files import picture_files, picture_titles, read, read_products

# A reduction is announced from the lowest price of the 30 days before it, so the demo's prices have stood a while.
PRICES_STOOD = timedelta(days=120)


@dataclass(slots=True)
class Loaded:
    products: int = 0
    variants: int = 0
    changed: int = 0
    pages: int = 0
    pictures: int = 0
    missing: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def load_demo_shop(*, now):
    """Pictures, then goods, prices, stock, pages and delivery methods in one transaction. Twice changes nothing."""
    products, editorial, words = read_products(), read("pages.json"), goods.Words()
    loaded = Loaded(products=len(products), variants=sum(len(product["variants"]) for product in products))
    files, loaded.missing = picture_files(picture_titles([products, editorial, words.category_data]))
    pictures = take_in_pictures(files)
    loaded.pictures = len(set(pictures.values()))
    with transaction.atomic():
        _take_in_goods(products, words, pictures, loaded, now)
        _take_in_delivery(read("delivery.json"))
        shop = Editorial(pictures, now=now)
        loaded.pages += shop.make(editorial)
        shop.make_settings(editorial["settings"])
    return loaded


def _take_in_goods(products, words, pictures, loaded, now):
    report = take_in([goods.product_row(product, words) for product in products], now=now)
    ids = {taken.code: taken.product_id for taken in report.products if taken.product_id}
    loaded.refused = [(taken.code, taken.reason) for taken in report.having(REFUSED)]
    loaded.refused += [(taken.code, note) for taken in report.products for note in taken.notes]
    _take_in_prices([row for product in products for row in goods.price_rows(product)], now=now)
    stock = {variant["sku"]: variant["stock"] for product in products for variant in product["variants"]}
    take_in_stock(stock, only_new=True, reference="demo", now=now)
    categories = dict(Category.objects.values_list("code", "pk"))
    rows = [
        ProductPageRow(
            product_id=ids[product["code"]],
            code=product["code"],
            category_id=categories[product["category"]],
            texts=goods.page_texts(product, pictures, words),
        )
        for product in products
        if product["code"] in ids
    ]
    pages = write_product_pages(rows, now=now, category_texts=goods.category_texts(words, pictures))
    loaded.changed = sum(outcome != "unchanged" for outcome in pages.outcomes.values())


def _take_in_prices(rows, *, now):
    because("", now=now - PRICES_STOOD)
    take_in_prices(rows, now=now - PRICES_STOOD)
    because("", now=now)


def _take_in_delivery(methods):
    """Only those that are missing: the owner changes the others."""
    for position, method in enumerate(methods):
        DeliveryMethod.objects.get_or_create(
            code=method["code"],
            defaults={
                "name_sv": method["name"]["sv"],
                "name_en": method["name"]["en"],
                "promise_sv": method["promise"]["sv"],
                "promise_en": method["promise"]["en"],
                "gross": Decimal(method["gross"]),
                "free_from": Decimal(method["free_from"]) if method["free_from"] else None,
                "position": position,
            },
        )
