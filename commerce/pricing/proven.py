"""Which articles an offer may announce a reduction of, proven for all of them in one statement.

It is the twin in SQL of `history.segments` and `history.prior_price` over many articles: what each has cost the
audience, when the reduction that holds began, what the lowest price of the 30 days before it was, and whether the offer
is true of that. It only lets through: what it does not prove is gone through one by one (`commerce.pricing.announced`),
which also finds the words. A test holds the two together over random prices, lists and offers.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from commerce.customers.shopper import Shopper
from commerce.pricing.amounts import AFTER_CUTS, CUTS_AT_ONCE, UNCUT, side_in_sql, unit_in_sql
from commerce.pricing.history import PRIOR_DAYS
from commerce.pricing.lookup import FITS, draft_offers_as_rows, offers_and_drafts
from commerce.pricing.offers import Kind, Terms
from commerce.pricing.vat import changes_of_rate, rate_in_sql

SPANS = """
SELECT o.valid_from, o.valid_until FROM {offers} AS o
WHERE o.is_shown_on_goods AND o.currency = %(currency)s AND o.valid_from <= %(at)s
  AND (o.valid_until IS NULL OR o.valid_until > o.valid_from)
"""
CLAIMS = {
    Kind.PERCENTAGE: "unit <= round(prior * (100 - %(value)s) / 100, 2)",
    Kind.AMOUNT: "prior - unit >= {claimed}",
    Kind.FIXED: "prior > unit",
}
# Prices and offers hold over spans; where one begins or ends the price may change, and those are the edges. Between two
# edges the price stands still. What is not announced as a reduction is left to the other way, and so is its article.
PROVEN = f"""
WITH goods AS (
    SELECT v.id, v.product_id, p.tax_class, p.is_perishable
    FROM unnest(%(variants)s::bigint[]) AS wanted (id)
    JOIN catalogue_variant v ON v.id = wanted.id JOIN catalogue_product p ON p.id = v.product_id
), prices AS (
    SELECT variant_id, unit, policy, rank, GREATEST(start, %(since)s) AS start, until
    FROM (
        SELECT p.id AS variant_id, {{unit}} AS unit, r.policy, r.rank,
               GREATEST(r.in_force_from, r.recorded_at) AS start,
               LEAST(r.in_force_until, lead(r.recorded_at) OVER (PARTITION BY r.price_id ORDER BY r.recorded_at, r.id))
                   AS until
        FROM pricing_pricerecord r JOIN goods p ON p.id = r.variant_id
        WHERE r.currency = %(currency)s AND r.min_quantity = 1 AND r.audience = ANY(%(audiences)s)
          AND r.recorded_at <= %(at)s
    ) AS held
    WHERE start <= %(at)s AND (until IS NULL OR (until > start AND until > %(since)s))
), cuts AS (
    SELECT v.id AS variant_id, o.kind, o.value, {{side}} AS side, o.is_stackable, o.is_announced,
           GREATEST(o.valid_from, %(since)s) AS start, o.valid_until AS until
    FROM goods v, {{offers}} AS o
    WHERE o.is_shown_on_goods AND {FITS} AND o.valid_from <= %(at)s
      AND (o.valid_until IS NULL OR (o.valid_until > o.valid_from AND o.valid_until > %(since)s))
), edges AS (
    SELECT variant_id, start AS at FROM prices
    UNION SELECT variant_id, until FROM prices WHERE until <= %(at)s
    UNION SELECT variant_id, start FROM cuts
    UNION SELECT variant_id, until FROM cuts WHERE until <= %(at)s
), n AS (
    SELECT e.variant_id, e.at, {UNCUT.format(unit="t.unit")}
    FROM edges e
    JOIN prices t ON t.variant_id = e.variant_id AND t.start <= e.at AND (t.until IS NULL OR t.until > e.at)
    GROUP BY e.variant_id, e.at
), c AS (
    SELECT e.variant_id, e.at, {CUTS_AT_ONCE.format(side="o.side")}
    FROM edges e
    JOIN cuts o ON o.variant_id = e.variant_id AND o.start <= e.at AND (o.until IS NULL OR o.until > e.at)
    GROUP BY e.variant_id, e.at
), shown AS (
    SELECT e.variant_id, e.at, n.uncut, CASE WHEN n.uncut IS NOT NULL THEN {AFTER_CUTS} END AS unit
    FROM edges e
    LEFT JOIN n ON n.variant_id = e.variant_id AND n.at = e.at
    LEFT JOIN c ON c.variant_id = e.variant_id AND c.at = e.at
), segments AS (
    SELECT variant_id, at AS start, lead(at) OVER line AS until, unit, COALESCE(unit < uncut, false) AS is_reduced,
           COALESCE(lag(unit) OVER line < unit OR lag(unit) OVER line >= lag(uncut) OVER line, true) AS begins
    FROM shown WINDOW line AS (PARTITION BY variant_id ORDER BY at)
), runs AS (
    SELECT variant_id, max(start) AS last, max(start) FILTER (WHERE begins) AS began FROM segments GROUP BY variant_id
), facts AS (
    SELECT g.id AS variant_id, g.tax_class, bool_or(s.is_reduced) FILTER (WHERE s.start = r.last) AS is_reduced,
           min(s.unit) FILTER (WHERE s.start = r.last) AS unit,
           CASE WHEN g.is_perishable THEN
               (array_agg(s.unit ORDER BY s.start DESC) FILTER (WHERE s.start < r.began AND s.unit IS NOT NULL))[1]
           ELSE min(s.unit) FILTER (WHERE s.start < r.began AND s.until > r.began - %(prior_days)s) END AS prior
    FROM goods g JOIN runs r ON r.variant_id = g.id JOIN segments s ON s.variant_id = g.id
    GROUP BY g.id, g.tax_class, g.is_perishable
)
SELECT variant_id FROM facts p
WHERE (NOT is_reduced OR {{claim}}) AND variant_id NOT IN (SELECT variant_id FROM cuts WHERE NOT is_announced)
"""  # noqa: S608 - only words of ours


def proven(terms: Terms, variant_ids: Iterable[int], *, shopper: Shopper) -> set[int]:
    """Those of the variants of which the offer is true for such a shopper when it begins, at `shopper.at`.

    The offer itself is among `shopper.drafts`. Two queries. Nothing is proven over a change of a VAT rate.
    """
    since = _since(shopper) - PRIOR_DAYS
    if any(since < instant <= shopper.at for instant in changes_of_rate()):
        return set()
    rate = rate_in_sql("p.tax_class", shopper.at)
    side = rate_in_sql("v.tax_class", shopper.at)
    statement = PROVEN.format(
        offers=offers_and_drafts(shopper),
        unit=unit_in_sql("r.amount", "r.is_net", rate=rate, buyer_type=shopper.buyer_type),
        side=side_in_sql("o.value", rate=side, buyer_type=shopper.buyer_type),
        claim=CLAIMS[Kind(terms.kind)].format(
            claimed=side_in_sql("%(value)s::numeric", rate=rate, buyer_type=shopper.buyer_type)
        ),
    )
    values = {
        **_values(shopper),
        "variants": list(variant_ids),
        "audiences": ["everyone", f"level:{shopper.level}", f"organisation:{shopper.organisation or 0}"],
        "since": since,
        "prior_days": PRIOR_DAYS,
        "value": terms.value,
    }
    return {pk for (pk,) in _rows(statement, values)}


def _since(shopper: Shopper) -> datetime:
    """A reduction that holds at `shopper.at` began no earlier: before it there was a moment without any offer."""
    spans = _rows(SPANS.format(offers=offers_and_drafts(shopper)), _values(shopper))
    began = shopper.at
    while earlier := [start for start, until in spans if start < began and (until is None or until >= began)]:
        began = min(earlier)
    return began


def _values(shopper: Shopper) -> dict[str, Any]:
    return {
        "at": shopper.at,
        "currency": shopper.currency,
        "level": shopper.level,
        "organisation": shopper.organisation,
        **draft_offers_as_rows(shopper),
    }


def _rows(statement: str, values: dict[str, Any]) -> Sequence[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
