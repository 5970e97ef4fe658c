"""Articles that an import made, taken away again: with the product and its draft page, where they were all it had.

Only those that nothing has happened to. The others are refused, each with what stands in the way.
"""

from collections.abc import Sequence

from cms.intake.hold import hold_pages
from cms.intake.removal import OF_PRODUCT, delete_pages, pages_in_use
from commerce.catalogue import removal
from commerce.catalogue.hold import take_turn
from commerce.catalogue.models import Variant
from integrations.gateway.kinds.taking import Given, Taken, taken_away


def without(rows: Sequence[Given]) -> list[Taken]:
    """Locks as intakes do: pages first, then articles and products. The caller owns the transaction."""
    given = {str(row.values["sku"]): row for row in rows}
    take_turn()
    codes = Variant.objects.filter(sku__among=list(given)).values_list("product__code", flat=True)
    hold_pages(products=set(codes), categories=())
    articles = removal.held(given)
    why = removal.in_use(articles)
    emptied = removal.without_others(articles)
    stays = pages_in_use(emptied) | removal.products_in_use(emptied, besides=OF_PRODUCT)
    why = {one.sku: stays[one.product] for one in articles if one.product in stays} | why
    free = [one for one in articles if one.sku not in why]
    gone = removal.without_others(free)
    delete_pages(gone)
    removal.delete(free, products=gone)
    kept = {one.pk: why[one.sku] for one in articles if one.sku in why}
    return taken_away({one.pk: given[one.sku] for one in articles}, kept)
