"""Which article a picture is of, by its name: `LL-1001-CHK_2.jpg`, `LL-1001-CHK (3).webp`, `LL-1001-CHK/front.jpg`."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from django.db.models.functions import Upper

from commerce.catalogue.models import Product, Variant

BREAK = re.compile(r"[\s_.,()+-]+")
DIGITS = re.compile(r"(\d+)")
SHORTEST = 2


class Match(NamedTuple):
    """The product, and the SKU where the name tells a variant of several."""

    product_id: int
    sku: str


def candidates(name: str) -> list[str]:
    """What the name may say, the longest first: the stem, less and less of it, then the folders from within."""
    path = PurePosixPath(name)
    stem = path.stem.strip()
    ends = [len(stem), *(found.start() for found in reversed(list(BREAK.finditer(stem))))]
    said = [stem[:end] for end in ends] + [part.strip() for part in reversed(path.parts[:-1])]
    return [word.upper() for word in dict.fromkeys(said) if len(word) >= SHORTEST]


def match(names: Iterable[str]) -> Mapping[str, Match]:
    """The names that tell an article, in three queries however many: by SKU, else by the product's code."""
    told = {name: candidates(name) for name in names}
    words = {word for said in told.values() for word in said}
    variants = Variant.objects.annotate(word=Upper("sku")).filter(word__in=words)
    by_sku = {word: Match(product, sku) for word, sku, product in variants.values_list("word", "sku", "product_id")}
    products = Product.objects.annotate(word=Upper("code")).filter(word__in=words)
    by_code = {word: Match(pk, "") for word, pk in products.values_list("word", "pk")}
    alone = _with_one_variant({found.product_id for found in by_sku.values()})
    matched = {}
    for name, said in told.items():
        found = next(
            (by_sku.get(word) or by_code.get(word) for word in said if word in by_sku or word in by_code), None
        )
        if found:
            matched[name] = found._replace(sku="") if found.product_id in alone else found
    return matched


def _with_one_variant(products: set[int]) -> set[int]:
    several: dict[int, int] = {}
    for pk in Variant.objects.filter(product__among=products, is_active=True).values_list("product_id", flat=True):
        several[pk] = several.get(pk, 0) + 1
    return {pk for pk, count in several.items() if count == 1}
