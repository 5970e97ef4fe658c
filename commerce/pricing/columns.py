"""What rooms below show of prices: the price column of products and variants, and the way to all their prices."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.catalogue.registers.products import ProductRegister
from commerce.catalogue.registers.variants import VariantRegister
from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import quotes
from commerce.pricing.register import overview_address, prices_address
from commerce.register.columns import EMPTY, column, money


@column(_("Price"), number=True)
def consumer_price(row):
    """What one costs a consumer now, VAT included; of a product, its cheapest variant."""
    if not row.consumer_quotes:
        return EMPTY
    lowest, highest = row.consumer_quotes[0], row.consumer_quotes[-1]
    shown = money(lowest, "SEK")
    return shown if lowest == highest else format_html("{} {}", gettext("from"), shown)


def load_variant_prices(rows, request):
    found = _consumer_prices(row.pk for row in rows)
    for row in rows:
        row.consumer_quotes = [found[row.pk]] if row.pk in found else []


def load_product_prices(rows, request):
    owners = dict(Variant.objects.filter(product__in=rows, is_active=True).values_list("pk", "product"))
    found = defaultdict(list)
    for variant_id, amount in _consumer_prices(owners).items():
        found[owners[variant_id]].append(amount)
    for row in rows:
        row.consumer_quotes = sorted(found[row.pk])


def _consumer_prices(variant_ids):
    found = quotes(dict.fromkeys(variant_ids, 1), shopper=Shopper(at=timezone.now()))
    return {variant_id: quote.unit_gross for variant_id, quote in found.items()}


def variant_links(variant, request):
    overview = f"{overview_address(variant.product_id)}?variant={variant.pk}"
    links = [(_("All its prices"), overview), (_("Prices"), prices_address(variant=variant.pk))]
    if request.user.has_perm("pricing.add_price"):
        links.append((_("Add a price"), f"{reverse('pricing_price_modeladmin_create')}?variant={variant.pk}"))
    return links


def product_links(product, request):
    return [(_("All its prices"), overview_address(product.pk)), (_("Prices"), prices_address(product=product.pk))]


ProductRegister.contribute(consumer_price, load=load_product_prices, links=product_links, place=10)
VariantRegister.contribute(consumer_price, load=load_variant_prices, links=variant_links, place=10)
