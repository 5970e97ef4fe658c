"""A cup that is for sale, in its category."""

import pytest
from django.utils import timezone

from cms.pages.product import ProductPage
from commerce.pricing.ledger import because
from tests.factories.catalogue import (
    CategoryFactory,
    category_page,
    sellable,
)
from tests.integrations.feeds.reading import DAY


@pytest.fixture
def koppar(db):
    return category_page(CategoryFactory(code="koppar", name_sv="Koppar"), show_in_menus=True)


@pytest.fixture
def cup(koppar):
    """A cup that has cost 249 kr for two months."""
    because("", now=timezone.now() - 60 * DAY)
    made = sellable(
        price="249.00",
        parent=koppar,
        sku="LL-1",
        gtin="7350061001076",
        product__name_sv="Kopp & fat <Glimma>",
        product__brand__name="Lykta & Lera",
        prices={"premium": [(1, "123.45")], "bas": [(10, "187.65")]},
    )
    because("", now=timezone.now())
    ProductPage.objects.update(lead="Drejad för hand.\nRymmer 24 cl.")
    return made
