"""An article in the fields that Google Merchant Center made and that Prisjakt, PriceRunner and Meta read too.

What each field may hold: support.google.com/merchants/answer/7052112 and schema.prisjakt.nu/feeds/offer/fields.
"""

import re
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from commerce.pricing.vat import SWEDEN
from integrations.feeds.articles import Article

AVAILABILITY = {"in": "in_stock", "low": "in_stock", "order": "backorder", "out": "out_of_stock"}
OPTIONS = {  # the field for an option, by how its attribute may be called
    "color": ("farg", "color", "colour", "kulor"),
    "size": ("storlek", "size"),
    "material": ("material",),
    "pattern": ("monster", "pattern"),
}
MEASURES = {"m2": "sqm", "m3": "cbm", "st": "ct"}  # what readers call them; the others are called the same
COLUMNS = (
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "availability",
    "availability_date",
    "price",
    "sale_price",
    "sale_price_effective_date",
    "unit_pricing_measure",
    "unit_pricing_base_measure",
    "brand",
    "gtin",
    "identifier_exists",
    "condition",
    "item_group_id",
    "product_type",
    *OPTIONS,
    "shipping_weight",
)
ADDITIONAL_PICTURES = 10
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_OPTION, LONGEST_SORT = 150, 5_000, 100, 750
PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/()-]{0,34}[A-Za-z0-9)]|[A-Za-z0-9]")
LONGEST_SALE = timedelta(days=365)
SPACE = re.compile(r"\s+")


def fields_of(article: Article, *, now: datetime) -> dict[str, str]:
    """Every field of `COLUMNS` that there is something to say in, in their order."""
    told = {
        "id": identity(article),
        "title": cut(f"{article.name}, {article.label}" if article.label else article.name, LONGEST_TITLE),
        "description": cut(article.description or article.name, LONGEST_DESCRIPTION),
        "link": article.url,
        "image_link": article.pictures[0] if article.pictures else "",
        "availability": AVAILABILITY[article.stock],
        "availability_date": _availability_date(article),
        "price": money(article.prior or article.price, article),
        "sale_price": money(article.price, article) if article.prior else "",
        "sale_price_effective_date": _sale_interval(article, now),
        **_measured(article),
        "brand": cut(article.brand, 70),
        "gtin": article.gtin,
        "identifier_exists": "" if article.gtin else "no",
        "condition": "new",
        "item_group_id": str(article.product_id) if article.has_siblings else "",
        "product_type": cut(" > ".join(article.sort), LONGEST_SORT),
        **_options(article),
        "shipping_weight": f"{article.weight_g} g" if article.weight_g else "",
    }
    return {name: value for name, value in told.items() if value}


def additional_pictures(article: Article) -> tuple[str, ...]:
    return article.pictures[1 : ADDITIONAL_PICTURES + 1]


def identity(article: Article) -> str:
    """Its article number, which never changes hands; a number of ours where it has what a reader does not take."""
    return article.sku if PLAIN_ID.fullmatch(article.sku) else f"v{article.variant_id}"


def money(amount: Decimal, article: Article) -> str:
    return f"{amount:.2f} {article.currency}"


def cut(text: str, most: int) -> str:
    """The text on one line, no longer than a reader takes, and not cut within a word."""
    line = SPACE.sub(" ", text).strip()
    if len(line) <= most:
        return line
    return line[: most - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…" if " " in line[: most - 1] else line[:most]


def _availability_date(article: Article) -> str:
    if article.stock != "order" or article.expected_on is None:
        return ""
    return _moment(datetime.combine(article.expected_on, time.min, tzinfo=SWEDEN))


def _sale_interval(article: Article, now: datetime) -> str:
    """When the lower price holds, where that is known and within the year that readers take."""
    begins, ends = article.reduced_from, article.reduced_until
    if begins is None or ends is None or ends > now + LONGEST_SALE:
        return ""
    return f"{_moment(begins)}/{_moment(ends)}"


def _measured(article: Article) -> dict[str, str]:
    """How much a piece holds and the measure that the shop compares prices by, so that readers tell the same."""
    if article.content is None:
        return {}
    amount, unit = article.content
    return {
        "unit_pricing_measure": f"{amount.normalize():f} {MEASURES.get(unit, unit)}",
        "unit_pricing_base_measure": f"1 {MEASURES.get(article.content.measure, article.content.measure)}",
    }


def _moment(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _options(article: Article) -> dict[str, str]:
    return {
        field: cut(next((article.options[code] for code in codes if code in article.options), ""), LONGEST_OPTION)
        for field, codes in OPTIONS.items()
    }
