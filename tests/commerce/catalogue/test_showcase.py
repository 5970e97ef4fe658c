"""A variant in a cart is shown by the picture of what was chosen."""

import pytest

from commerce.catalogue.showcase import Shown

CUP = Shown(
    product_id=1,
    url="/kopp/",
    title="Kopp",
    is_live=True,
    picture="first",
    choices=(("Krita", "chalk"), ("Lera, 24,5 cl", "large clay"), ("LL-1-INK", "ink")),
)


@pytest.mark.parametrize(
    ("case", "sku", "label", "expected"),
    [
        ("a colour", "LL-1-CHK", "Krita, 18 cl", "chalk"),
        ("a colour and a size with a comma in it", "LL-1-CLY", "Lera, 24,5 cl", "large clay"),
        ("the same colour in another size", "LL-1-CLY-S", "Lera, 18 cl", "first"),
        ("an article number", "LL-1-INK", "Bläck, 18 cl", "ink"),
        ("a product without choices", "LL-1", "", "first"),
    ],
)
def test_the_picture_that_fits_best(case, sku, label, expected):
    assert CUP.picture_of(sku, label) == expected
