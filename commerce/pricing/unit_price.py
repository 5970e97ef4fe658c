"""The unit price (jämförpris): what a kilogram, litre, metre, square or cubic metre, or one piece of many costs.

Prisinformationslagen 2 and 7-10 §§, KOVFS 2012:1 4 §: beside the price, with two decimals and its measure written out.
It is reckoned from the amount that stands beside it, whoever looks and whether or not it is reduced. Small packs are
compared by the same measures as large ones: nothing is told per 100 g or 100 ml.
"""

from decimal import Decimal
from typing import NamedTuple

from commerce.catalogue.models import ContentUnit
from commerce.money import per_measure

# unit -> (the measure that prices are compared by, how many of the unit it is)
MEASURES = {
    ContentUnit.GRAM: (ContentUnit.KILOGRAM, Decimal(1000)),
    ContentUnit.KILOGRAM: (ContentUnit.KILOGRAM, Decimal(1)),
    ContentUnit.MILLILITRE: (ContentUnit.LITRE, Decimal(1000)),
    ContentUnit.CENTILITRE: (ContentUnit.LITRE, Decimal(100)),
    ContentUnit.LITRE: (ContentUnit.LITRE, Decimal(1)),
    ContentUnit.CENTIMETRE: (ContentUnit.METRE, Decimal(100)),
    ContentUnit.METRE: (ContentUnit.METRE, Decimal(1)),
    ContentUnit.SQUARE_METRE: (ContentUnit.SQUARE_METRE, Decimal(1)),
    ContentUnit.CUBIC_METRE: (ContentUnit.CUBIC_METRE, Decimal(1)),
    ContentUnit.PIECE: (ContentUnit.PIECE, Decimal(1)),
}


class Content(NamedTuple):
    """What one piece holds: an amount above nothing in a `ContentUnit`."""

    amount: Decimal
    unit: str

    @property
    def measure(self) -> ContentUnit:
        return MEASURES[ContentUnit(self.unit)][0]


class UnitPrice(NamedTuple):
    amount: Decimal
    measure: ContentUnit


def content_of(amount: Decimal | None, unit: str) -> Content | None:
    """The content as a variant holds it; None for goods that are not sold by a measure."""
    return None if amount is None else Content(amount, unit)


def unit_price(price: Decimal, content: Content | None) -> UnitPrice | None:
    """What a price is per measure. None where nothing is measured, or where the two would be the same."""
    if content is None:
        return None
    measure, of_unit = MEASURES[ContentUnit(content.unit)]
    if content.amount == of_unit:
        return None
    return UnitPrice(per_measure(price, content.amount, of_unit), measure)
