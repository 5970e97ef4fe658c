"""Which products a list shows, and how many there are by each filter: one statement for all of it.

The statement goes through the products of the list once. A filter's own choice does not narrow its own counts, so that
a shopper sees what choosing another value would give. The amount that a product is sorted and filtered by is the one
its card shows, the lowest of its variants' (`commerce.pricing.amounts`).
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from cms.storefront import cards
from cms.storefront import choices as asked
from commerce import prepared
from commerce.pricing.amounts import unit_amounts

PAGE_SIZE = 24
# With so few, a plan made once suits them; it counts them by the statement, since it does not know their numbers.
FEW_CATEGORIES = 4

ORDER = {
    asked.RECOMMENDED: "place, id",
    asked.CHEAPEST: "amount ASC NULLS LAST, place, id",
    asked.DEAREST: "amount DESC NULLS LAST, place, id",
    asked.NEWEST: "created_at DESC, id DESC",
    asked.BY_NAME: "sort_key, id",
}

IN_CATEGORIES = """
    SELECT l.id, l.product_id, l.facet_values, l.created_at, l.sort_key, min(c.position) AS place
    FROM catalogue_productcategory c JOIN cms_listedproduct l ON l.product_id = c.product_id
    WHERE c.category_id = ANY({categories}::bigint[]) AND l.locale_id = %(locale)s AND l.is_listed
    GROUP BY l.id, l.product_id, l.facet_values, l.created_at, l.sort_key
"""

STATEMENT = """
WITH base AS MATERIALIZED ({base}),
variants AS MATERIALIZED (
    SELECT v.id, v.product_id, p.tax_class, s.available > 0 AS in_stock
    FROM base b
    JOIN catalogue_product p ON p.id = b.product_id
    JOIN catalogue_variant v ON v.product_id = b.product_id AND v.is_active
    LEFT JOIN stock_stock s ON s.variant_id = v.id
),
units AS MATERIALIZED ({units}),
offers AS MATERIALIZED (
    SELECT v.product_id, min(u.amount) AS amount, bool_or(v.in_stock) AS in_stock
    FROM variants v LEFT JOIN units u ON u.variant_id = v.id
    GROUP BY v.product_id
),
goods AS MATERIALIZED (
    SELECT b.*, o.amount, COALESCE(o.in_stock, false) AS in_stock, {price_fits} AS price_fits,
           {stock_fits} AS stock_fits {groups}
    FROM base b LEFT JOIN offers o ON o.product_id = b.product_id
),
fitting AS MATERIALIZED (SELECT * FROM goods WHERE price_fits AND stock_fits AND {all_groups}),
shown AS (SELECT id, row_number() OVER (ORDER BY {order}) AS number FROM fitting
          ORDER BY number LIMIT %(size)s OFFSET %(offset)s)
SELECT (SELECT count(*) FROM fitting),
       (SELECT json_agg(json_build_array({columns}) ORDER BY s.number)
        FROM shown s JOIN cms_listedproduct l ON l.id = s.id),
       (SELECT json_object_agg(value, number) FROM (
           SELECT value, count(*) AS number FROM goods, unnest(facet_values) AS value
           WHERE price_fits AND stock_fits AND ({counted}) GROUP BY value) AS counts),
       (SELECT min(amount) FROM goods WHERE stock_fits AND {all_groups}),
       (SELECT max(amount) FROM goods WHERE stock_fits AND {all_groups}),
       (SELECT count(*) FROM goods WHERE in_stock AND price_fits AND {all_groups})
"""


@dataclass(slots=True)
class Listing:
    """One page of a list. `counts` are products by attribute value id; `low` and `high` span the prices there are."""

    count: int
    rows: list
    counts: dict = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None
    in_stock: int = 0

    @property
    def page_count(self):
        return max(1, -(-self.count // PAGE_SIZE))


def in_categories(category_ids, chosen, *, shopper, locale_id):
    """A page of the products of some categories, as chosen. One query."""
    ids = list(category_ids)
    if not 0 < len(ids) <= FEW_CATEGORIES:
        base = IN_CATEGORIES.format(categories="%(categories)s")
        return _run(base, {"categories": ids}, chosen, shopper, locale_id)
    values = {f"category_{number}": pk for number, pk in enumerate(ids)}
    base = IN_CATEGORIES.format(categories=f"ARRAY[{', '.join(f'%({name})s' for name in values)}]")
    return _run(base, values, chosen, shopper, locale_id, ask=prepared.rows)


def of_products(base, values, chosen, *, shopper, locale_id):
    """The same for another set: `base` selects id, product_id, facet_values, created_at, sort_key and place."""
    return _run(base, values, chosen, shopper, locale_id)


def _rows(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _run(base, values, chosen, shopper, locale_id, *, ask=_rows):
    values = values | {
        "locale": locale_id,
        "size": PAGE_SIZE,
        "offset": (chosen.page - 1) * PAGE_SIZE,
        "low": chosen.low,
        "high": chosen.high,
    }
    [(count, found, counts, low, high, in_stock)] = ask(_statement(base, chosen, shopper, values), values)
    rows = [cards.row(columns) for columns in _read(found) or []]
    counts = {int(value): number for value, number in (_read(counts) or {}).items()}
    return Listing(count=count, rows=rows, counts=counts, low=low, high=high, in_stock=in_stock)


def _read(value):
    """JSON as the driver gives it: Django has it leave the text as it is."""
    return json.loads(value) if isinstance(value, str) else value


def _statement(base, chosen, shopper, values):
    """The statement for these choices. Only our own words are put into it; what a shopper wrote is passed beside it."""
    names = []
    for number, (attribute_id, ids) in enumerate(chosen.values.items()):
        names.append(f"fits_{number}")
        values[f"chosen_{number}"], values[f"attribute_{number}"] = ids, attribute_id
    groups = "".join(
        f", b.facet_values && %(chosen_{number})s::bigint[] AS {name}" for number, name in enumerate(names)
    )
    bounds = [
        text
        for text, bound in (("o.amount >= %(low)s", chosen.low), ("o.amount <= %(high)s", chosen.high))
        if bound is not None
    ]
    units, of_units = unit_amounts("variants", shopper=shopper)
    values |= of_units
    return STATEMENT.format(
        base=base,
        columns=cards.COLUMNS,
        units=units,
        price_fits=" AND ".join(bounds) if bounds else "true",
        stock_fits="COALESCE(o.in_stock, false)" if chosen.in_stock else "true",
        groups=groups,
        all_groups=" AND ".join(names) or "true",
        counted=_counted(names),
        order=ORDER[chosen.sort],
    )


def _counted(names):
    """A value counts the products that all groups fit, its own attribute's group aside."""
    conditions = [" AND ".join(names) or "true"]
    for number, name in enumerate(names):
        others = " AND ".join(["true", *(other for other in names if other != name)])
        own = f"SELECT id FROM catalogue_attributevalue WHERE attribute_id = %(attribute_{number})s"  # noqa: S608
        conditions.append(f"({others} AND value IN ({own}))")
    return " OR ".join(conditions)
