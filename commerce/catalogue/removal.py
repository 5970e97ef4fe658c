"""Taking away articles that were made by mistake, before anybody has had to do with them.

What has been bought, carted, priced, stocked, changed or named elsewhere is never taken away: it is retired.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from commerce.catalogue.models import (
    Product,
    ProductAttribute,
    ProductCategory,
    ProductOption,
    Variant,
    VariantValue,
)
from commerce.history.versions import event_model
from commerce.references import references

PARTS_OF_VARIANT = (VariantValue,)
PARTS_OF_PRODUCT = (ProductAttribute, ProductCategory, ProductOption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A variant that may go, and its product."""

    sku: str
    pk: int
    product: int


def held(skus: Collection[str]) -> list[Article]:
    """The articles, locked so that nothing can be made to refer to them. The caller has taken its turn."""
    rows = Variant.objects.filter(sku__among=skus).order_by("pk").select_for_update(of=("self",))
    articles = [
        Article(sku=sku, pk=pk, product=product) for sku, pk, product in rows.values_list("sku", "pk", "product_id")
    ]
    products = {one.product for one in articles}
    list(Product.objects.filter(pk__among=products).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    return articles


def in_use(articles: Collection[Article]) -> dict[str, str]:
    """By SKU why it must stay."""
    keys = {one.pk: one.sku for one in articles}
    return {keys[key]: why for key, why in _why(Variant, keys, PARTS_OF_VARIANT).items()}


def without_others(articles: Collection[Article]) -> set[int]:
    """The products that have no variants but these."""
    products = {one.product for one in articles}
    others = Variant.objects.filter(product_id__among=products).exclude(pk__in=[one.pk for one in articles])
    return products - set(others.values_list("product_id", flat=True))


def products_in_use(products: Collection[int], *, besides: Collection[type[Model]]) -> dict[int, str]:
    """By key why a product must stay; `besides` are what goes with it, its page above all."""
    return _why(Product, products, PARTS_OF_PRODUCT, (Variant, *besides))


def delete(articles: Collection[Article], *, products: Collection[int]) -> None:
    """The articles, and the products that are left without any. Nothing refers to them, as was asked under the lock."""
    Variant.objects.filter(pk__among=[one.pk for one in articles]).delete()
    Product.objects.filter(pk__among=list(products)).delete()


def _why(
    model: type[Model], keys: Collection[int], parts: Collection[type[Model]], besides: Collection[type[Model]] = ()
) -> dict[int, str]:
    """What an import makes has no versions; what is done to it or its parts afterwards has."""
    used = references(model, keys, besides=(*parts, *besides))
    found = {key: _("It is in use: %(what)s.") % {"what": what} for key, what in used.items()}
    for part, column in ((model, "pgh_obj_id"), *((part, f"{model._meta.model_name}_id") for part in parts)):
        changed = event_model(part)._base_manager.filter(**{f"{column}__in": list(keys)})
        for key in changed.order_by().values_list(column, flat=True).distinct():
            found.setdefault(key, _("It has been changed since."))
    return found
