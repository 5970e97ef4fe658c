"""Who changed what: the versions of a product, two of them compared, and the report of all changes."""

from commerce.catalogue.models import Product
from tests.screenshots.shots import shot


def a_product():
    return Product.objects.get(name_sv="Kopp Glimma")


@shot(as_owner=True)
def versions_of_a_product(page):
    product = a_product()
    page.goto(f"/admin/catalogue/product/edit/{product.pk}/")
    page.fill("[name=name_sv]", "Kopp Glimma, handdrejad")
    page.locator("main form [type=submit]").last.click()
    page.goto(f"/admin/catalogue/product/history/{product.pk}/")


@shot(as_owner=True)
def two_versions_compared(page):
    page.goto(f"/admin/catalogue/product/history/{a_product_changed().pk}/")
    page.locator("main button:has-text('Jämför')").click()


def a_product_changed():
    return Product.objects.get(name_sv__startswith="Kopp Glimma, ")


@shot(as_owner=True)
def who_changed_what(page):
    page.goto("/admin/reports/changes/")
