"""The models of pricing, each where what is done with it is."""

from commerce.history.tracked import tracked
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.ledger import PriceRecord
from commerce.pricing.lists import Interval, Price, PriceList
from commerce.pricing.offers import Offer

__all__ = ["Interval", "Offer", "Price", "PriceChange", "PriceChangeSet", "PriceList", "PriceRecord"]

tracked(PriceChangeSet, exclude=("created_at",))
tracked(PriceChange, of="change_set", exclude=("was_amount", "was_from", "was_until", "made_price"))
