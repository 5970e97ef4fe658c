"""Products: one row for each variant. An organisation sees those on sale, a system all; nobody what they cost us."""

from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from ninja import Router

from integrations.api.caller import Caller
from integrations.api.listing import lists, reads
from integrations.api.rows import Noun, Part
from integrations.api.scopes import Scope
from integrations.gateway.kinds.products import Products

router = Router(tags=["products"])
KIND = Products()
WITHHELD = ("cost",)
ON_SALE = Q(is_active=True, product__is_on_sale=True)


def _of(caller: Caller) -> Part:
    return Part(KIND, ON_SALE if caller.organisation else None)


PRODUCTS = Noun(
    name="products",
    kind=KIND,
    of=_of,
    codes=tuple(code for code in KIND.codes if code not in WITHHELD),
    paged_by=("product_id", "position", "pk"),
)
lists(
    router,
    PRODUCTS,
    scope=Scope.READ_PRODUCTS,
    summary=_("Products, one row for each variant"),
    filters={"category": str, "only": Literal["sold", "not_sold"]},
)
reads(
    router,
    PRODUCTS,
    scope=Scope.READ_PRODUCTS,
    summary=_("One variant by its article number"),
    path="/products/{path:key}",
    name="read_product",
    by=lambda sku: Q(sku=sku),
)
