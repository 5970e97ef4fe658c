"""What stands beside the text in a page's editor but is no part of the page."""

from collections import defaultdict

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from cms.links import ProductLink
from commerce.catalogue.models import Variant
from commerce.pricing.models import Price
from commerce.register.columns import chip, money
from commerce.stock.states import state_chip

MOST_VARIANTS = 50


class ProductPanel(Panel):
    """The product that the page tells about: articles, prices and stock, each with its register one step away.

    Read only, and three queries whatever the product's size. Without a product it says so and leads to a choice.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/product_panel.html"

        def get_context_data(self, parent_context=None):
            shown = beside(self.instance, user=self.request.user, now=timezone.now())
            return super().get_context_data(parent_context) | shown


def beside(page, *, user, now):
    """What the panel shows for a page."""
    linked = ProductLink.objects.filter(translation_key=page.translation_key).select_related("product__brand")
    link = linked.first() if page.pk else None
    if link is None:
        may_link = page.pk and user.has_perm("cms.add_productlink")
        return {"product": None, "link_url": reverse("product_of_page", args=[page.pk]) if may_link else ""}
    product = link.product
    variants = list(Variant.objects.filter(product=product).select_related("stock").order_by("position", "pk"))
    shown = variants[:MOST_VARIANTS]
    lists, amounts = _prices(shown, now=now)
    return {
        "product": product,
        "sale": chip(_("on sale"), "good") if product.is_on_sale else chip(_("not on sale")),
        "lists": lists,
        "rows": [_row(variant, [(name, amounts[variant.pk, name]) for name in lists]) for variant in shown],
        "variant_count": len(variants),
        "hidden_count": len(variants) - len(shown),
        "sees_products": user.has_perm("catalogue.view_product"),
        "sees_prices": user.has_perm("pricing.view_price"),
        "sees_stock": user.has_perm("stock.view_stock"),
        "adds_stock": user.has_perm("stock.add_stock"),
    }


def _prices(variants, *, now):
    """The price lists by rank, and `{(variant id, list): [words, ...]}` of prices that hold or will. One query."""
    lists: dict[str, int] = {}
    amounts: dict = defaultdict(list)
    rows = Price.objects.filter(Q(valid_until=None) | Q(valid_until__gt=now), variant__in=variants)
    for price in rows.select_related("price_list__level").order_by("min_quantity", "valid_from"):
        name = price.price_list.name
        lists[name] = price.price_list.level.rank if price.price_list.level else 0
        amounts[price.variant_id, name].append(_words(price, now=now))
    return sorted(lists, key=lambda name: (lists[name], name)), amounts


def _words(price, *, now):
    return {
        "amount": money(price.amount, price.price_list.currency),
        "from_quantity": price.min_quantity if price.min_quantity > 1 else None,
        "from_date": formats.date_format(timezone.localtime(price.valid_from), "Y-m-d")
        if price.valid_from and price.valid_from > now
        else None,
        "is_net": price.price_list.basis == "net",
    }


def _row(variant, amounts):
    stock = getattr(variant, "stock", None)
    return {"variant": variant, "amounts": amounts, "stock": stock, "state": state_chip(stock) if stock else ""}
