"""Article numbers that somebody may have meant, by how many groups of three letters they share (pg_trgm)."""

from collections.abc import Sequence

from django.db import connection

MOST_ASKED, MOST_SHOWN = 20, 3
NEAR = """
SELECT asked.written, found.sku
FROM unnest(%(written)s::text[]) AS asked (written)
CROSS JOIN LATERAL (
    SELECT v.sku FROM catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id
    WHERE upper(v.sku) %% upper(asked.written) AND v.is_active AND p.is_on_sale
    ORDER BY similarity(upper(v.sku), upper(asked.written)) DESC, v.sku LIMIT %(most)s
) found
"""


def skus(written: Sequence[str]) -> dict[str, list[str]]:
    """For each number that is none, those on sale that are most like it, the likest first; one query for them all.

    Looked up for the first twenty: somebody who has more than that wrong has pasted something else.
    """
    likely: dict[str, list[str]] = {}
    if written:
        with connection.cursor() as cursor:
            cursor.execute(NEAR, {"written": list(written)[:MOST_ASKED], "most": MOST_SHOWN})
            for asked, sku in cursor.fetchall():
                likely.setdefault(asked, []).append(sku)
    return likely
