"""An offer in one short sentence, as a shopkeeper says it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import formats
from django.utils.translation import gettext as _

from commerce.customers.shopper import Shopper
from commerce.pricing.offers import Kind, Terms
from commerce.pricing.templatetags.prices import money

COLUMNS = "o.kind, o.value, o.buy, o.pay, o.code, o.minimum_sum, o.max_uses"
# Offers that shoppers are told of though they make no price at the goods: three for two, above a sum, with a code.
BESIDE = f"""
SELECT v.id, {COLUMNS}
FROM pricing_offer o JOIN catalogue_variant v ON v.id = ANY(%(variants)s::bigint[])
WHERE NOT o.is_shown_on_goods AND o.is_announced AND o.currency = %(currency)s
  AND o.valid_from <= %(at)s AND (o.valid_until IS NULL OR o.valid_until > %(at)s)
  AND (o.max_uses IS NULL OR o.uses < o.max_uses) AND (o.kind <> 'free_shipping' OR NOT o.is_for_everything)
  AND (o.is_for_everyone OR %(level)s = ANY(o.levels) OR %(organisation)s = ANY(o.organisations))
  AND (o.is_for_everything OR v.product_id = ANY(o.products) OR EXISTS (
      SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
      WHERE pc.product_id = v.product_id
        AND (leaf.id = ANY(o.categories) OR leaf.parent_id = ANY(o.categories))))
ORDER BY o.id
"""  # noqa: S608 - only words of ours


def beside_prices(variant_ids: Iterable[int], *, shopper: Shopper) -> dict[int, list[str]]:
    """What to say at goods about offers that do not make their price, by variant. One query."""
    values: dict[str, Any] = {
        "variants": list(variant_ids),
        "currency": shopper.currency,
        "at": shopper.at,
        "level": shopper.level,
        "organisation": shopper.organisation,
    }
    told: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, values)
        for variant_id, kind, value, buy, pay, code, minimum_sum, max_uses in cursor.fetchall():
            terms = Terms(
                name_sv="",
                kind=kind,
                value=value,
                buy=buy,
                pay=pay,
                code=code,
                minimum_sum=minimum_sum,
                max_uses=max_uses,
            )
            told.setdefault(variant_id, []).append(sentence(terms))
    return told


def sentence(terms: Terms, *, goods: str = "") -> str:
    """What is given and what it asks: "20 % off candles with the code LJUS". Beside goods they need no naming."""
    said = _given(terms)
    if goods and terms.kind != Kind.FREE_SHIPPING:
        said = _("%(offer)s on %(goods)s") % {"offer": said, "goods": goods}
    if terms.code:
        said = _("%(offer)s with the code %(code)s") % {"offer": said, "code": terms.code}
    if terms.minimum_sum is not None:
        said = _("%(offer)s on goods for at least %(sum)s") % {"offer": said, "sum": money(terms.minimum_sum)}
    if terms.max_uses is not None:
        said = _("%(offer)s, for the first %(number)s orders") % {"offer": said, "number": terms.max_uses}
    return said


def _given(terms: Terms) -> str:
    value = terms.value or Decimal(0)
    if terms.kind == Kind.PERCENTAGE:
        return _("%(percent)s %% off") % {"percent": formats.number_format(value.normalize())}
    if terms.kind == Kind.AMOUNT:
        return _("%(amount)s off each") % {"amount": money(value)}
    if terms.kind == Kind.FIXED:
        return _("%(amount)s each") % {"amount": money(value)}
    if terms.kind == Kind.X_FOR_Y:
        return _("Buy %(buy)s, pay for %(pay)s") % {"buy": terms.buy, "pay": terms.pay}
    return _("Free delivery")
