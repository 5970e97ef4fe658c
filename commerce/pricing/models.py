"""The models of pricing, each where what is done with it is."""

from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.ledger import PriceRecord
from commerce.pricing.lists import Interval, Price, PriceList
from commerce.pricing.offers import Offer

__all__ = ["Interval", "Offer", "Price", "PriceChange", "PriceChangeSet", "PriceList", "PriceRecord"]
