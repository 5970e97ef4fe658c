"""Reading Ongoing's stock: what has changed since the last time, and all of it each night or after a long stop.

Between the question and the taking in, what Ongoing says about orders is read: the figures know of it already.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from commerce.stock.models import Warehouse
from integrations import cursors
from integrations.flows.runs import Run
from integrations.source import Parked
from integrations.warehouses import orders, stock
from integrations.warehouses.ongoing import reading, words
from integrations.warehouses.ongoing.interface import SYSTEM, Ongoing, Thing

STREAM, WHOLE = "ongoing.stock", "ongoing.stock.whole"
OVERLAP = timedelta(minutes=10)
LOOK_BACK = timedelta(hours=23)  # Ongoing tells of 24
WHOLE_EVERY = timedelta(hours=24)


def read_stock(ongoing: Ongoing, run: Run, *, is_whole: bool = False, now: datetime) -> None:
    """Take in the stock of the warehouse that Ongoing runs. Nothing is read while it runs none."""
    warehouse = Warehouse.objects.filter(run_by=SYSTEM).first()
    if warehouse is None:
        run.why = "no warehouse is run by Ongoing"
        return
    begun = orders.moment()
    since = None if is_whole else _since(begun)
    for asked_at, page in _pages(ongoing, warehouse, since):
        reading.read_changes(ongoing, now=now)
        _take(warehouse, page, run, asked_at=asked_at, now=now)
    cursors.advance(STREAM, begun.isoformat(), now=now)
    if since is None:
        cursors.advance(WHOLE, begun.isoformat(), now=now)
    if not run.has_done_something:
        run.why = "no figure has changed" + (f" since {since:%Y-%m-%d %H:%M} UTC" if since else "")


def read_some(ongoing: Ongoing, skus: Iterable[str], run: Run, *, now: datetime) -> None:
    """Take in the stock of some articles, whether it has changed there or not."""
    warehouse = Warehouse.objects.filter(run_by=SYSTEM).first()
    if warehouse is not None:
        asked_at = orders.moment()
        page = ongoing.articles(skus)
        reading.read_changes(ongoing, now=now)
        _take(warehouse, page, run, asked_at=asked_at, now=now)


def sellable_of(article: Thing) -> int:
    """Not what is on the shelf: less what is locked, and what orders of all channels will have."""
    told = article.get("inventoryInfo") or {}
    if told.get("sellableNumberOfItems") is None:
        raise Parked(f"Ongoing says nothing of how many can be sold of {article.get('articleNumber')}")
    return words.whole(told["sellableNumberOfItems"])


# --- the steps ---


def _since(begun: datetime) -> datetime | None:
    """From when changes are asked for; None for all of it: the first time, after a stop, and once a day."""
    last, whole = cursors.position(STREAM), cursors.position(WHOLE)
    if not last or not whole or begun - datetime.fromisoformat(whole) > WHOLE_EVERY:
        return None
    since = datetime.fromisoformat(last) - OVERLAP
    return since if begun - since < LOOK_BACK else None


def _pages(ongoing: Ongoing, warehouse: Warehouse, since: datetime | None) -> Iterator[tuple[datetime, list[Thing]]]:
    """Each page with the moment just before it was asked for; and those that nobody could be sure of the last time."""
    pages, asked_at = ongoing.article_pages(since), orders.moment()
    while page := next(pages, None):
        yield asked_at, page
        asked_at = orders.moment()
    if skus := stock.unsure(warehouse):
        asked_at = orders.moment()
        yield asked_at, ongoing.articles(skus)


def _take(warehouse: Warehouse, page: Iterable[Thing], run: Run, *, asked_at: datetime, now: datetime) -> None:
    figures: dict[str, int] = {}
    for article in page:
        run.read += 1
        try:
            figures[article.get("articleNumber") or ""] = sellable_of(article)
        except Parked as reason:
            run.failed += 1
            run.error = run.error or str(reason)
    reference = f"{SYSTEM} {asked_at:%Y-%m-%d %H:%M:%S}"
    changed, unknown = stock.take_figures(warehouse, figures, asked_at=asked_at, reference=reference, now=now)
    run.changed += changed
    if unknown:
        run.error = run.error or f"articles that we do not have: {', '.join(unknown[:20])}"
