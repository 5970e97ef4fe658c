"""Products as Shopify exports them: several lines a product, in both the older and the newer names of the columns.

Reads a file into rows for `commerce.catalogue.intake`, `commerce.pricing.intake`, `commerce.stock.intake` and
`cms.intake.product_pages`. What each column becomes: docs/handbok/importera-produkter.md.
"""

import hashlib
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from integrations.formats.delimited import Delimited, Row
from integrations.formats.problems import Problem, Unreadable
from integrations.formats.shopify_product import OPTIONS, ProductReader, ShopifyProduct

COLUMNS = {
    "handle": ("handle", "url handle"),
    "title": ("title",),
    "body": ("body (html)", "body html", "description"),
    "vendor": ("vendor",),
    "type": ("type", "custom product type"),
    "category": ("product category", "standard product type"),
    "tags": ("tags",),
    "published": ("published", "published on online store"),
    "status": ("status",),
    "sku": ("variant sku", "sku"),
    "grams": ("variant grams", "weight value (grams)"),
    "quantity": ("variant inventory qty", "inventory quantity"),
    "price": ("variant price", "price"),
    "compare_at": ("variant compare at price", "compare-at price", "compare at price"),
    "taxable": ("variant taxable", "charge tax"),
    "barcode": ("variant barcode", "barcode"),
    "image": ("image src", "product image url"),
    "image_alt": ("image alt text",),
    "gift_card": ("gift card",),
    "seo_title": ("seo title",),
    "seo_description": ("seo description",),
}
COLUMNS |= {f"option{number}_name": (f"option{number} name",) for number in OPTIONS}
COLUMNS |= {f"option{number}": (f"option{number} value",) for number in OPTIONS}
Tell = Callable[[Problem], None]
REQUIRED = ("handle", "title", "price")


def read(file: Delimited, tell: Tell) -> Iterator[ShopifyProduct]:
    """Yield the products of an opened file one by one; `tell` is called with each Problem as it is found.

    Raises Unreadable when the header is missing or is not Shopify's.
    """
    names = _names(file)
    seen: set[bytes] = set()
    for rows, is_whole in _grouped(file, names, tell):
        handle = rows[0].cells[names["handle"]].strip()
        mark = hashlib.blake2b(handle.casefold().encode(), digest_size=8).digest()
        if mark in seen:
            said = _("The product %(handle)s was told further up; its lines must stand together.") % {"handle": handle}
            tell(Problem(line=rows[0].line, column=names["handle"], message=said, refuses=True))
            continue
        seen.add(mark)
        if product := ProductReader(names, rows, tell, is_whole).product():
            yield product
    for problem in file.taken_problems():
        tell(problem)


def _names(file: Delimited) -> dict[str, str]:
    """The file's own name of each column it has."""
    own = {}
    for name in file.columns:
        own.setdefault(name.casefold(), name)
    names = {key: next((own[known] for known in said if known in own), "") for key, said in COLUMNS.items()}
    missing = [COLUMNS[key][0].title() for key in REQUIRED if not names[key]]
    if len(missing) == len(REQUIRED):
        raise Unreadable(_("The first line is not Shopify's header: Handle, Title, … are missing."))
    if missing:
        raise Unreadable(_("The header lacks the columns %(names)s.") % {"names": ", ".join(missing)})
    return names


def _grouped(file: Delimited, names: dict[str, str], tell: Tell) -> Iterator[tuple[list[Row], bool]]:
    """The lines of each product, and whether all lines around them could be read."""
    rows: list[Row] = []
    is_whole = True
    for row in file.rows():
        is_broken = False
        for problem in file.taken_problems():
            tell(problem)
            is_broken |= problem.line is not None
        handle = row.cells[names["handle"]].strip()
        if not handle:
            tell(Problem(line=row.line, column=names["handle"], message=_("The line names no product.")))
            is_whole = False
            continue
        if rows and handle.casefold() != rows[0].cells[names["handle"]].strip().casefold():
            yield rows, is_whole and not is_broken
            rows, is_whole = [], True
        rows.append(row)
        is_whole &= not is_broken
    if rows:
        is_broken = any(problem.line is not None for problem in file.problems)
        yield rows, is_whole and not is_broken
