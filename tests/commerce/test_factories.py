import pytest

from cms.links import ProductLink
from cms.pages.product import ProductPage
from tests.factories.catalogue import AttributeValueFactory, category_page, product_page, sellable

pytestmark = pytest.mark.django_db


def test_sellable_variant_has_price_stock_and_a_live_page():
    parent = category_page()

    variant = sellable(price="249.00", stock=7, parent=parent, prices={"pro": [(1, "219.00"), (10, "199.00")]})

    assert [(p.price_list.code, p.min_quantity, str(p.amount)) for p in variant.prices.order_by("id")] == [
        ("bas", 1, "249.00"),
        ("pro", 1, "219.00"),
        ("pro", 10, "199.00"),
    ]
    assert variant.stock.available == 7
    assert variant.product.is_on_sale
    page = ProductPage.objects.get(translation_key=ProductLink.objects.get(product=variant.product).translation_key)
    assert page.live
    assert page.get_parent().pk == parent.pk


def test_english_page_shares_the_key_of_the_swedish():
    variant = sellable(values=[AttributeValueFactory(attribute__code="colour", code="celadon")])

    english = product_page(variant.product, parent=category_page(language="en"), language="en")

    assert english.get_translations().get().locale.language_code == "sv"
    assert [option.attribute.code for option in variant.product.options.all()] == ["colour"]
