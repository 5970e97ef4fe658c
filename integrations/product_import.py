"""Importing products: goods, prices, stock and pages, a chunk at a time, each chunk whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from cms.images import ShopImage
from cms.intake.hold import hold_pages
from cms.intake.page_changes import DRAFTED, KEPT, ProductPageRow
from cms.intake.page_text import PageText, Picture
from cms.intake.picture_intake import NotAPicture, PictureFile, take_in_pictures
from cms.intake.product_pages import write_product_pages
from cms.links import ProductLink
from commerce.bulk import settled_together
from commerce.catalogue.hold import hold_products, take_turn, variants_of
from commerce.catalogue.intake import CHANGED, NEW, REFUSED, UNCHANGED, Report, take_in
from commerce.catalogue.models import Category, Product
from commerce.pricing.intake import hold_prices, take_in_prices
from commerce.stock.intake import take_in_stock
from commerce.stock.reserve import lock as lock_stock
from integrations.ahead import read_ahead
from integrations.formats.problems import Problem
from integrations.formats.shopify_product import ShopifyProduct
from integrations.picture_fetch import FetchFailed, fetch_picture

CHUNK = 1_000
AT_ONCE = 4
Tell = Callable[[Problem], None]


@dataclass(slots=True)
class Summary:
    """What came of an import. `changes` names, by product, what is new in it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    changes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drafted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def import_products(
    products: Iterable[ShopifyProduct], *, now: datetime, tell: Tell, dry_run: bool = False, with_images: bool = False
) -> Summary:
    """Take in the products and make their pages. What is refused is told by line, and stops nothing else.

    Each chunk is one transaction; a dry run does the same and takes it back. Pictures are fetched between them.
    """
    summary = Summary()
    for chunk in read_ahead(_prepared(_chunks(products)), most=1):
        pictures = _fetch(chunk, tell) if with_images and not dry_run else {}
        with transaction.atomic(), settled_together():
            _hold(chunk)
            _take_in(chunk, pictures, summary, now, tell)
            if dry_run:
                transaction.set_rollback(True)
    return summary


def _hold(chunk: list[ShopifyProduct]) -> None:
    """Lock what is going to be written, in the order that shoppers and editors do: pages, stock, prices, products."""
    codes = [product.row.code for product in chunk]
    take_turn()
    hold_pages(products=codes, categories={product.row.categories[0].code for product in chunk})
    variants = variants_of(codes)
    lock_stock(variants)
    hold_prices(variants)
    hold_products(codes)


def _chunks(products: Iterable[ShopifyProduct]) -> Iterator[list[ShopifyProduct]]:
    waiting = iter(products)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _prepared(chunks: Iterable[list[ShopifyProduct]]) -> Iterator[list[ShopifyProduct]]:
    """The chunks, with what can be made of their texts before the database is asked."""
    for chunk in chunks:
        for product in chunk:
            product.text.prepare()
        yield chunk


def _take_in(
    chunk: list[ShopifyProduct], pictures: dict[str, int], summary: Summary, now: datetime, tell: Tell
) -> None:
    live = {product.row.code for product in chunk if product.is_live}
    report = take_in([product.row for product in chunk], now=now, on_sale=live)
    told = _tell_of(report, chunk, tell)
    taken = [product for product in chunk if told[product.row.code].outcome != REFUSED]
    changes = {code: list(each.changed) for code, each in told.items()}
    _take_in_prices(taken, report.variants, changes, now, tell)
    _take_in_stock(taken, report.variants, changes, now, tell)
    pages = _write_pages(taken, report, pictures, now)
    for code, became in pages.items():
        if became not in (NEW, UNCHANGED, KEPT):
            changes[code].append("page")
        if became == DRAFTED:
            summary.drafted.append(code)
        elif became == KEPT:
            summary.kept.append(code)
    for code, each in told.items():
        outcome = CHANGED if each.outcome == UNCHANGED and changes[code] else each.outcome
        summary.outcomes[outcome] += 1
        if outcome in (NEW, CHANGED):
            summary.changes[code] = () if outcome == NEW else tuple(changes[code])
    summary.counts["variants"] += sum(len(product.row.variants) for product in taken)
    summary.counts["compared"] += sum(product.compared for product in taken)
    summary.counts["derived"] += sum(product.derived for product in taken)
    summary.counts["images"] += sum(len(product.images) for product in taken)
    offered = [product.row.code for product in taken if product.is_live]
    summary.counts["without maker"] += Product.objects.filter(code__in=offered, manufacturer=None).count()


def _tell_of(report: Report, chunk: list[ShopifyProduct], tell: Tell) -> dict:
    lines = {product.row.code: product.line for product in chunk}
    for taken in report.products:
        for said in filter(None, (taken.reason, *taken.notes)):
            tell(Problem(line=lines[taken.code], message=f"{taken.code}: {said}"))
    return {taken.code: taken for taken in report.products}


def _take_in_prices(
    taken: list[ShopifyProduct], variants: dict[str, int], changes: dict[str, list[str]], now: datetime, tell: Tell
) -> None:
    owners = {price.sku: product for product in taken for price in product.prices}
    report = take_in_prices([price for product in taken for price in product.prices], now=now, variants=variants)
    for row in [*report.new, *(row for row, _old in report.changed)]:
        _note(changes, owners[row.sku], "price")
    for row, reason in report.refused:
        tell(Problem(line=owners[row.sku].line, message=reason))


def _take_in_stock(
    taken: list[ShopifyProduct], variants: dict[str, int], changes: dict[str, list[str]], now: datetime, tell: Tell
) -> None:
    owners = {sku: product for product in taken for sku in product.stock}
    figures = {sku: quantity for product in taken for sku, quantity in product.stock.items()}
    report = take_in_stock(figures, variants=variants, reference="import", now=now)
    for sku in [*report.new, *report.changed]:
        _note(changes, owners[sku], "stock")
    for sku, reason in report.refused.items():
        tell(Problem(line=owners[sku].line, message=reason))


def _note(changes: dict[str, list[str]], product: ShopifyProduct, what: str) -> None:
    if what not in changes[product.row.code]:
        changes[product.row.code].append(what)


def _write_pages(
    taken: list[ShopifyProduct], report: Report, pictures: dict[str, int], now: datetime
) -> dict[str, str]:
    ids = {each.code: each.product_id for each in report.products if each.product_id}
    codes = {product.row.categories[0].code for product in taken}
    categories = dict(Category.objects.filter(code__among=codes).values_list("code", "pk"))
    rows = []
    for product in taken:
        shown = {image.url: pictures[image.url] for image in product.images if image.url in pictures}
        rows.append(
            ProductPageRow(
                product_id=ids[product.row.code],
                code=product.row.code,
                category_id=categories[product.row.categories[0].code],
                texts={"sv": _with_gallery(product, shown)},
                is_live=product.is_live,
                sources=shown or None,
            )
        )
    return write_product_pages(rows, now=now).outcomes


def _with_gallery(product: ShopifyProduct, shown: dict[str, int]) -> PageText:
    """The page's text with its pictures; without any, the page keeps those it has."""
    if not shown:
        return product.text
    images = {shown[image.url]: image for image in product.images if image.url in shown}
    return replace(product.text, gallery=tuple(Picture(image_id=pk, alt=image.alt) for pk, image in images.items()))


# --- Pictures ---


def _fetch(chunk: list[ShopifyProduct], tell: Tell) -> dict[str, int]:
    """The pictures of the chunk by address: those fetched before, and those that can be fetched now."""
    found = _fetched_before([product.row.code for product in chunk])
    wanted = {image.url: image for product in chunk for image in product.images if image.url not in found}
    addresses = iter(wanted)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        while batch := list(islice(addresses, AT_ONCE)):
            for url, answer in zip(batch, workers.map(_fetched, batch), strict=True):
                try:
                    if isinstance(answer, FetchFailed):
                        raise answer
                    found |= take_in_pictures({url: PictureFile(content=answer, title=wanted[url].alt)})
                except (FetchFailed, NotAPicture) as error:
                    said = _("The picture %(url)s was left out. %(reason)s") % {"url": url[:200], "reason": error}
                    tell(Problem(line=wanted[url].line, message=said))
    return found


def _fetched(url: str) -> bytes | FetchFailed:
    try:
        return fetch_picture(url)
    except FetchFailed as failure:
        return failure


def _fetched_before(codes: list[str]) -> dict[str, int]:
    links = ProductLink.objects.filter(product__code__among=codes, written__has_key="sources")
    known = {url: pk for sources in links.values_list("written__sources", flat=True) for url, pk in sources.items()}
    kept = set(ShopImage.objects.filter(pk__among=set(known.values())).values_list("pk", flat=True))
    return {url: pk for url, pk in known.items() if pk in kept}
