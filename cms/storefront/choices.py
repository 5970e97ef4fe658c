"""What a shopper has asked of a list, read from the address and written back to it.

    ?farg=celadon&farg=klara&pris=100-400&i_lager=1&sort=pris&sida=2

Words that no list knows and values that make no sense are ignored; only a page beyond the last is not found.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.http import Http404

PRICE, STOCK, SORT, PAGE, QUERY = "pris", "i_lager", "sort", "sida", "q"
RECOMMENDED, CHEAPEST, DEAREST, NEWEST, BY_NAME = "", "pris", "-pris", "nyast", "namn"
SORTS = (RECOMMENDED, CHEAPEST, DEAREST, NEWEST, BY_NAME)
HIGHEST_PRICE = Decimal(10) ** 9
HIGHEST_PAGE = 10**6


@dataclass(frozen=True)
class Choices:
    """`values` are attribute value ids by attribute id. Written back, they come in the vocabulary's order."""

    vocabulary: object
    values: dict = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None
    in_stock: bool = False
    sort: str = RECOMMENDED
    page: int = 1
    query: str = ""

    @property
    def is_narrowed(self):
        return bool(self.values or self.low is not None or self.high is not None or self.in_stock)

    def cleared(self):
        return replace(self, values={}, low=None, high=None, in_stock=False, page=1)

    def toggled(self, value):
        """With a value added, or taken away if it was there; from the first page."""
        own = list(self.values.get(value.attribute.id, []))
        own.remove(value.id) if value.id in own else own.append(value.id)
        values = {**self.values, value.attribute.id: own}
        return replace(self, values={pk: ids for pk, ids in values.items() if ids}, page=1)

    def but(self, **changes):
        return replace(self, **{"page": 1, **changes})

    def canonical(self):
        """What search engines know these choices by: a page of the whole list; filtered or sorted, the list itself."""
        is_whole = not (self.is_narrowed or self.sort or self.query)
        return Choices(vocabulary=self.vocabulary, page=self.page if is_whole else 1)

    def address(self, path):
        """The address of the list with these choices; without any it is the list's own."""
        pairs = [(QUERY, self.query)] if self.query else []
        for one in self.vocabulary.filters:
            chosen = self.values.get(one.id, [])
            pairs += [(one.param, value.code) for value in one.values if value.id in chosen]
        if self.low is not None or self.high is not None:
            pairs.append((PRICE, f"{_plain(self.low)}-{_plain(self.high)}"))
        pairs += [(STOCK, "1")] if self.in_stock else []
        pairs += [(SORT, self.sort)] if self.sort else []
        pairs += [(PAGE, self.page)] if self.page > 1 else []
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read(query, vocabulary, *, words=""):
    """The choices that an address's query makes. Raises Http404 for a page that no list can have."""
    values = {}
    for one in vocabulary.filters:
        codes = {code for text in query.getlist(one.param) for code in text.split(",")}
        if chosen := [value.id for value in one.values if value.code in codes]:
            values[one.id] = chosen
    low, high = _price_range(query)
    sort = query.get(SORT, RECOMMENDED)
    return Choices(
        vocabulary=vocabulary,
        values=values,
        low=low,
        high=high,
        in_stock=query.get(STOCK) == "1",
        sort=sort if sort in SORTS else RECOMMENDED,
        page=page_of(query),
        query=words,
    )


def _price_range(query):
    """`pris=100-400`, or the two fields of the filter form; a range the wrong way round is turned."""
    low, dash, high = query.get(PRICE, "").partition("-")
    low = _amount(query.get(f"{PRICE}_min") or (low if dash else ""))
    high = _amount(query.get(f"{PRICE}_max") or high)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return low, high


def _amount(text):
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount <= HIGHEST_PRICE else None


def page_of(query):
    """The number of the page asked for. Raises Http404 for one that no list can have."""
    text = query.get(PAGE, "")
    if not (text.isascii() and text.isdigit()):
        return 1
    if len(text) > len(str(HIGHEST_PAGE)):
        raise Http404
    return max(int(text), 1)


def _plain(amount):
    """An amount as it stands in an address: no exponent, no zeros after the comma."""
    if amount is None:
        return ""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
