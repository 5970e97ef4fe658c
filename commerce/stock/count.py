"""Correcting the stock by hand after a count."""

from django.db import transaction

from commerce.events.log import publish
from commerce.stock.models import Stock


class CountedMeanwhile(Exception):
    """The figure is another than the one that was on screen. `on_hand` is what it is now."""

    def __init__(self, on_hand: int):
        super().__init__(f"on hand is {on_hand} now")
        self.on_hand = on_hand


class BelowAllocated(Exception):
    """Fewer than orders have claimed. `allocated` is how many that is."""

    def __init__(self, allocated: int):
        super().__init__(f"{allocated} are allocated")
        self.allocated = allocated


def recount(variant_id, *, on_hand, seen, now):
    """Set what is on the shelf, under a lock, if it still is what was `seen`.

    Raises CountedMeanwhile, BelowAllocated; then nothing has changed.
    """
    with transaction.atomic():
        stock = Stock.objects.select_for_update(of=("self",)).select_related("variant").get(pk=variant_id)
        if stock.on_hand != seen:
            raise CountedMeanwhile(stock.on_hand)
        if on_hand < stock.allocated:
            raise BelowAllocated(stock.allocated)
        if on_hand != seen:
            stock.on_hand = on_hand
            stock.save(update_fields=["on_hand"])
            publish("stock.counted", f"variant:{stock.variant.sku}", {"was": seen, "on_hand": on_hand}, at=now)
        return stock


def count_all(figures, *, reason, now):
    """Set what is on the shelf of rows that the caller has locked: `{stock: on hand}`. Writes an event with the reason.

    The database refuses a figure below what orders have claimed.
    """
    for stock, on_hand in figures.items():
        told = {"was": stock.on_hand, "on_hand": on_hand, "reason": reason}
        publish("stock.counted", f"variant:{stock.variant.sku}", told, at=now)
        stock.on_hand = on_hand
    Stock.objects.bulk_update(figures, ["on_hand"])
