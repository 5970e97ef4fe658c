"""The unit price of very many variants inside a statement, to sort and filter a list by: the twin of `quote`.

Lists of thousands of products cannot be priced in Python. This says in SQL what `commerce.pricing.quote` says of one
piece: policies of lists, offers, rounding. A test holds the two together over random prices, offers and shoppers.
"""

from typing import Any

from commerce.customers.shopper import Shopper
from commerce.pricing.lookup import (
    FITS,
    FOR_SHOPPER,
    IN_FORCE,
    draft_offers_as_rows,
    draft_sets,
    offers_and_drafts,
)
from commerce.pricing.vat import rate_in_sql

STANDING = "pricing_price"
# In a preview: a draft's change stands in for the price that it would end; of several drafts the last one holds.
WITH_DRAFTS = """(
    SELECT DISTINCT ON (variant_id, price_list_id) * FROM (
        SELECT variant_id, price_list_id, min_quantity, amount, NULL::timestamptz AS valid_from,
               NULL::timestamptz AS valid_until, change_set_id AS draft
        FROM pricing_pricechange c JOIN pricing_pricechangeset s ON s.id = c.change_set_id
        WHERE c.change_set_id = ANY(%(sets)s::bigint[]) AND c.min_quantity = 1 AND s.published_at IS NULL
          AND (s.starts_at IS NULL OR s.starts_at <= %(at)s)
        UNION ALL
        SELECT variant_id, price_list_id, min_quantity, amount, valid_from, valid_until, 0 FROM pricing_price p
        WHERE min_quantity = 1 AND (valid_from IS NULL OR valid_from <= %(at)s)
          AND (valid_until IS NULL OR valid_until > %(at)s)
    ) AS known ORDER BY variant_id, price_list_id, draft DESC
)"""

# The parts, for statements that ask of other instants too (`commerce.pricing.proven`). Of the lists `t` that hold:
UNCUT = """
    bool_or(t.policy = 'exclusive') AS is_agreed,
    COALESCE((min(ARRAY[t.rank, {unit}]) FILTER (WHERE t.policy = 'exclusive'))[2],
             (min(ARRAY[t.rank, {unit}]) FILTER (WHERE t.policy = 'override'))[2], min({unit})) AS uncut
"""
# Of the offers `o` that hold; `side` is an amount of theirs as the buyer sees it.
CUTS_AT_ONCE = """
    max(o.value) FILTER (WHERE o.kind = 'percentage') AS percent,
    max({side}) FILTER (WHERE o.kind = 'amount') AS off,
    min({side}) FILTER (WHERE o.kind = 'fixed') AS fixed,
    product((100 - o.value) / 100) FILTER (WHERE o.is_stackable AND o.kind = 'percentage') AS stack_factor,
    sum({side}) FILTER (WHERE o.is_stackable AND o.kind = 'amount') AS stack_off,
    count(*) FILTER (WHERE o.is_stackable AND o.kind <> 'fixed') AS stacked
"""
# What the offers `c` make of the price `n`.
AFTER_CUTS = """
    CASE WHEN n.is_agreed THEN n.uncut ELSE LEAST(n.uncut,
        round(n.uncut * (100 - c.percent) / 100, 2),
        CASE WHEN c.off IS NOT NULL THEN GREATEST(n.uncut - c.off, 0) END,
        c.fixed,
        CASE WHEN c.stacked > 1 THEN
            GREATEST(round(n.uncut * COALESCE(c.stack_factor, 1) - COALESCE(c.stack_off, 0), 2), 0) END) END
"""

# Offers are picked out first: where there are none, no article is looked at for them.
UNITS = f"""
    WITH cutting AS MATERIALIZED (
        SELECT * FROM {{offers}} AS o WHERE o.is_shown_on_goods AND {{offer_in_force}}
    )
    SELECT n.variant_id, {AFTER_CUTS} AS amount
    FROM (
        SELECT v.id AS variant_id, {UNCUT}
        FROM {{wanted}} v
        JOIN {{prices}} a ON a.variant_id = v.id AND a.min_quantity = 1 AND a.amount IS NOT NULL
        JOIN pricing_pricelist t ON t.id = a.price_list_id
        WHERE {{for_shopper}} AND {{in_force}}
        GROUP BY v.id
    ) AS n
    LEFT JOIN (
        SELECT v.id AS variant_id, {CUTS_AT_ONCE}
        FROM cutting AS o JOIN {{wanted}} v ON {{fits}}
        GROUP BY v.id
    ) AS c ON c.variant_id = n.variant_id
"""  # noqa: S608 - only words of ours


def unit_amounts(wanted: str, *, shopper: Shopper) -> tuple[str, dict[str, Any]]:
    """A SELECT of variant_id and amount, as the buyer sees it, for what has a price; and its values beside.

    `wanted` is a relation of variants: id, product_id, tax_class. One without a price for the shopper is left out.
    """
    rate = rate_in_sql("v.tax_class", shopper.at)
    sets = draft_sets(shopper)
    statement = UNITS.format(
        wanted=wanted,
        unit=unit_in_sql("a.amount", "t.basis = 'net'", rate=rate, buyer_type=shopper.buyer_type),
        side=side_in_sql("o.value", rate=rate, buyer_type=shopper.buyer_type),
        prices=WITH_DRAFTS if sets else STANDING,
        for_shopper=FOR_SHOPPER,
        in_force=IN_FORCE.format("a"),
        offers=offers_and_drafts(shopper),
        offer_in_force=IN_FORCE.format("o"),
        fits=FITS,
    )
    values = {
        "currency": shopper.currency,
        "level": shopper.level,
        "organisation": shopper.organisation,
        "at": shopper.at,
        "sets": sets,
        **draft_offers_as_rows(shopper),
    }
    return statement, values


def unit_in_sql(amount: str, is_net: str, *, rate: str, buyer_type: str) -> str:
    """`Candidate.unit` as an expression: an amount of a list as the buyer sees it."""
    if buyer_type == "business":
        return f"CASE WHEN {is_net} THEN {amount} ELSE round({amount} * 100 / (100 + {rate}), 2) END"
    return f"CASE WHEN {is_net} THEN round({amount} * (100 + {rate}) / 100, 2) ELSE {amount} END"


def side_in_sql(amount: str, *, rate: str, buyer_type: str) -> str:
    """An offer's amount, which includes VAT, as the buyer sees it."""
    return f"round({amount} * 100 / (100 + {rate}), 2)" if buyer_type == "business" else amount
