"""Opening and closing the sale of a product: called when its page is published and taken down."""

from commerce.catalogue.models import Product
from commerce.events.log import publish_all

OPENED, CLOSED = "product.sale_opened", "product.sale_closed"


def open_sale(product_ids, *, now):
    """Products can be bought from now on. Returns how many were closed before."""
    return _set(product_ids, True, OPENED, now)


def tell_of_opening(codes, *, now):
    """Say of products that were made on sale what `open_sale` says of those it opens."""
    if codes:
        publish_all(OPENED, [f"product:{code}" for code in codes], at=now)


def close_sale(product_ids, *, now):
    """Products can no longer be bought; what is in carts is refused at checkout. Returns how many were open."""
    return _set(product_ids, False, CLOSED, now)


def _set(product_ids, is_on_sale, kind, now):
    changed = Product.objects.filter(pk__among=product_ids, is_on_sale=not is_on_sale)
    codes = list(changed.values_list("code", flat=True))
    if codes:
        changed.update(is_on_sale=is_on_sale)
        publish_all(kind, [f"product:{code}" for code in codes], at=now)
    return len(codes)
