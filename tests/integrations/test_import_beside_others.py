"""An import beside shoppers and editors: whoever holds a row that it wants can finish, and it then goes on."""

import threading
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.cart.models import Cart, CartLine
from commerce.catalogue.hold import hold_products
from commerce.catalogue.models import Product, Variant
from commerce.events.versions import bump
from commerce.pricing.intake import hold_prices
from commerce.pricing.models import Price
from commerce.stock.models import Stock
from tests.committing import in_threads

pytestmark = pytest.mark.krav("4.5.4")

HEADER = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n"


@pytest.fixture
def export(tmp_path):
    def write(title, price, quantity) -> Path:
        path = tmp_path / "export.csv"
        path.write_text(f"{HEADER}kopp,{title},KOPP,{price},{quantity}\n", encoding="utf-8")
        return path

    return write


def page():
    return ProductPage.objects.get(translation_key=ProductLink.objects.get().translation_key, alias_of=None)


HELD = {
    "stock": lambda: Stock.objects.select_for_update(of=("self",)).get(variant__sku="KOPP"),
    "price": lambda: Price.objects.select_for_update(of=("self",)).get(variant__sku="KOPP"),
    "variant": lambda: Variant.objects.select_for_update().get(sku="KOPP"),
    "product": lambda: Product.objects.select_for_update().get(code="kopp"),
    "page": lambda: ProductPage.objects.select_for_update().get(pk=page().pk),
}


def wait_until_blocked():
    """Until another session of this database waits for a lock."""
    asked = threading.Event()
    for _try in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        asked.wait(0.05)
    pytest.fail("the import never waited")


@pytest.mark.parametrize("what", HELD)
def test_whoever_holds_a_row_can_bump_the_versions_and_finish(what, committing_db, export):
    call_command("import_products", str(export("Kopp", 99, 5)), verbosity=0)
    path = export("Kopp Dal", 89, 0)

    def run():
        try:
            call_command("import_products", str(path), verbosity=0)
        finally:
            connections.close_all()

    importing = threading.Thread(target=run)
    with transaction.atomic():
        HELD[what]()
        importing.start()
        wait_until_blocked()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
        bump("catalogue", f"product:{Product.objects.get().pk}")
    importing.join(timeout=60)

    assert not importing.is_alive()
    assert page().title == Product.objects.get().name_sv == "Kopp Dal"
    assert Price.objects.get(valid_until=None).amount == Decimal("89.00")
    assert Stock.objects.get().on_hand == 0


def test_a_shopper_fills_the_cart_while_an_import_holds_the_product(committing_db, export):
    call_command("import_products", str(export("Kopp", 99, 5)), verbosity=0)

    def fill():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        return CartLine.objects.create(cart=Cart.objects.create(), variant=Variant.objects.get(), quantity=1).quantity

    with transaction.atomic():
        hold_prices([Variant.objects.get().pk])
        hold_products(["kopp"])

        assert in_threads(fill) == [1]
