"""Whether a reduction may be announced as a campaign wants to (prisinformationslagen 7 a §; CJEU C-330/23).

What an offer claims has to be true of the lowest price in the 30 days before the reduction began, for each audience
that it is meant for. A code that anybody may use announces as much as a price tag does; a condition on the cart, such
as a minimum sum or three for two, says nothing about the price of one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection

from commerce.customers.models import Level
from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper
from commerce.money import net_of_gross, percent_off, to_ore
from commerce.pricing.history import PRIOR_DAYS, Segment, prior_price
from commerce.pricing.lookup import histories
from commerce.pricing.offers import ON_GOODS, DraftOffers, Kind, Phase, Terms, as_draft, plan
from commerce.pricing.quote import whole_percent
from commerce.pricing.vat import changes_of_rate, rate

AT_ONCE = 1000  # variants whose history is held in memory at the same time
ENOUGH = 100  # found wrong of one offer: the editor has to think again anyway
LONGEST = timedelta(weeks=4)
A_YEAR, MOST_OF_A_YEAR = timedelta(days=365), timedelta(days=61)
ZERO = Decimal(0)

IN_SCOPE = """
    v.is_active AND p.is_on_sale AND (
        %(everything)s OR p.id = ANY(%(products)s::bigint[]) OR EXISTS (
            SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
            WHERE pc.product_id = p.id
              AND (leaf.id = ANY(%(categories)s::bigint[]) OR leaf.parent_id = ANY(%(categories)s::bigint[]))))
"""
GOODS = f"""
SELECT v.id, v.sku, p.name_sv, v.label_sv, p.tax_class,
       EXISTS (SELECT 1 FROM pricing_offer o
               WHERE o.is_shown_on_goods AND o.currency = %(currency)s AND o.valid_from <= %(at)s
                 AND (o.valid_until IS NULL OR (o.valid_until > %(since)s AND o.valid_until > o.valid_from))
                 AND (o.is_for_everything OR p.id = ANY(o.products) OR EXISTS (
                     SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
                     WHERE pc.product_id = p.id
                       AND (leaf.id = ANY(o.categories) OR leaf.parent_id = ANY(o.categories)))))
FROM catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id WHERE {IN_SCOPE}
ORDER BY p.name_sv, v.position, v.id
"""  # noqa: S608 - only words of ours
# Goods whose price, without the offer, is no higher than it has been in the 30 days before: then what the offer takes
# off is taken off the lowest price too. Lists where the lowest wins, including VAT; all else is gone through in full.
NO_HIGHER = """
WITH held AS (
    SELECT variant_id, amount, policy = 'best' AND NOT is_net AS is_plain,
           GREATEST(in_force_from, recorded_at) AS start,
           LEAST(in_force_until, lead(recorded_at) OVER (PARTITION BY price_id ORDER BY recorded_at, id)) AS until
    FROM pricing_pricerecord
    WHERE variant_id = ANY(%(variants)s::bigint[]) AND currency = %(currency)s AND min_quantity = 1
      AND audience = ANY(%(audiences)s) AND recorded_at <= %(at)s
), prices AS (
    SELECT variant_id, bool_and(is_plain) AS is_plain,
           min(amount) FILTER (WHERE start < %(at)s) AS prior,
           min(amount) FILTER (WHERE until IS NULL OR until > %(at)s) AS uncut
    FROM held
    WHERE start <= %(at)s AND (until IS NULL OR (until > %(since)s AND until > start)) GROUP BY variant_id
)
SELECT variant_id FROM prices
WHERE is_plain AND CASE WHEN %(fixed)s::numeric IS NULL THEN uncut <= prior AND uncut >= %(amount)s
                   ELSE prior > %(fixed)s END
"""
WITH_OWN_PRICES = """
SELECT DISTINCT variant_id FROM pricing_pricerecord WHERE variant_id = ANY(%s::bigint[]) AND audience = ANY(%s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    variant_id: int
    sku: str
    product: str
    name: str
    tax_class: str
    has_offers: bool  # others around then, or earlier ones of the same campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlawful:
    """What an offer claims of an article and may not. `lawful` is the most that may be announced for that price.

    It is percent for an offer of percent, else an amount as the buyer sees it. `prior` is None for goods that had no
    price before.
    """

    offer: str
    kind: str
    sku: str
    product: str
    name: str
    audience: str
    claimed: Decimal
    lawful: Decimal
    unit: Decimal
    prior: Decimal | None


@dataclass(frozen=True, slots=True)
class Audience:
    name: str
    key: str  # as the ledger has it
    shopper: Shopper


def goods_of(terms: Terms, *, at: datetime) -> list[Goods]:
    """The articles on sale that an offer is for. One query."""
    values: dict[str, Any] = {
        "everything": terms.is_for_everything,
        "products": list(terms.products),
        "categories": list(terms.categories),
        "currency": terms.currency,
        "at": at,
        "since": at - PRIOR_DAYS,
    }
    with connection.cursor() as cursor:
        cursor.execute(GOODS, values)
        return [
            Goods(
                variant_id=pk,
                sku=sku,
                product=name,
                name=f"{name}, {label}" if label else name,
                tax_class=tax_class,
                has_offers=has_offers,
            )
            for pk, sku, name, label, tax_class, has_offers in cursor.fetchall()
        ]


def claims_a_price(terms: Terms) -> bool:
    """Whether an offer says of single articles that their price is reduced."""
    return terms.is_announced and terms.kind in ON_GOODS and terms.minimum_sum is None


def unlawful(campaign: str, phases: Iterable[Phase], *, now: datetime) -> list[Unlawful]:
    """What would be announced wrongly at the instant when each new offer of these phases begins; of each, `ENOUGH`."""
    phases = list(phases)
    begins = plan(campaign, phases, now=now).begins
    found: list[Unlawful] = []
    for phase in begins:
        [terms] = phase.terms
        if claims_a_price(terms):
            at = phase.start or now
            is_first = not any(one.start and one.start < at for one in begins)
            draft = _with_offer(campaign, phases, terms, now=now)
            found += islice(_unlawful(terms, draft, at=at, is_first=is_first), ENOUGH)
    return found


def audiences_of(terms: Terms, *, at: datetime) -> list[Audience]:
    """Those whom the offer is for: levels as consumers, whom the law protects, and organisations that are named."""
    levels = Level.objects.order_by("rank")
    if not terms.is_for_everyone:
        levels = levels.filter(code__in=terms.levels)
    found = [
        Audience(level.name, f"level:{level.code}", Shopper(at=at, level=level.code, currency=terms.currency))
        for level in levels
    ]
    for one in Organisation.objects.filter(pk__in=terms.organisations).order_by("name", "pk"):
        shopper = Shopper(
            at=at,
            level=one.level_id or Level.KONSUMENT,
            buyer_type="business",
            organisation=one.pk,
            currency=terms.currency,
        )
        found.append(Audience(one.name, f"organisation:{one.pk}", shopper))
    return found


def _with_offer(campaign: str, phases: Sequence[Phase], terms: Terms, *, now: datetime) -> DraftOffers:
    """The campaign's offers at the goods; `terms` among them, though it asks for a code."""
    bare = replace(terms, code="", max_uses=None)
    swapped = [replace(phase, terms=tuple(bare if one == terms else one for one in phase.terms)) for phase in phases]
    return as_draft(campaign, swapped, now=now)


def _unlawful(terms: Terms, draft: DraftOffers, *, at: datetime, is_first: bool) -> Iterator[Unlawful]:
    goods = goods_of(terms, at=at)
    may_be_plain = is_first and not any(at - PRIOR_DAYS < instant <= at for instant in changes_of_rate())
    levels_differ = _levels_have_offers(draft, at)
    known: set[tuple[int, Decimal]] = set()
    first: Audience | None = None
    for audience in audiences_of(terms, at=at):
        asked = goods
        if first and not audience.shopper.organisation and not levels_differ:
            own = _with_own_prices(goods, [first.key, audience.key])
            asked = [one for one in asked if one.variant_id in own]
        if may_be_plain:
            right = _no_higher(terms, [one.variant_id for one in asked if not one.has_offers], audience, at)
            asked = [one for one in asked if one.variant_id not in right]
        first = first or audience
        for place in range(0, len(asked), AT_ONCE):
            chunk = asked[place : place + AT_ONCE]
            shopper = replace(audience.shopper, drafts=frozenset([draft]))
            told = histories({one.variant_id: one.tax_class for one in chunk}, shopper=shopper)
            for one in chunk:
                wrong = _fault(terms, one, told.get(one.variant_id, []), audience, at)
                if wrong and (one.variant_id, wrong.lawful) not in known:
                    known.add((one.variant_id, wrong.lawful))
                    yield wrong


def _no_higher(terms: Terms, variants: list[int], audience: Audience, at: datetime) -> set[int]:
    """Those of the variants where the offer is right by two figures of the ledger. One query."""
    shopper = audience.shopper
    keys = ["everyone", f"level:{shopper.level}", f"organisation:{shopper.organisation or 0}"]
    values: dict[str, Any] = {
        "variants": variants,
        "currency": shopper.currency,
        "audiences": keys,
        "at": at,
        "since": at - PRIOR_DAYS,
        "fixed": terms.value if terms.kind == Kind.FIXED else None,
        "amount": terms.value if terms.kind == Kind.AMOUNT else ZERO,
    }
    with connection.cursor() as cursor:
        cursor.execute(NO_HIGHER, values)
        return {pk for (pk,) in cursor.fetchall()}


def _fault(terms: Terms, goods: Goods, history: Sequence[Segment], audience: Audience, at: datetime) -> Unlawful | None:
    holds = next((one for one in reversed(history) if one.start <= at and (one.end is None or at < one.end)), None)
    if holds is None or not holds.is_reduced:
        return None  # no price, or one that no offer cuts: nothing is announced
    prior = prior_price(history, at=at)
    value = terms.value or ZERO
    if terms.kind == Kind.PERCENTAGE:
        claimed, lawful = value, Decimal(whole_percent(prior, holds.unit)) if prior else ZERO
        is_true = prior is not None and holds.unit <= to_ore(percent_off(prior, value))
    else:
        lawful = max(ZERO, prior - holds.unit) if prior else ZERO
        if terms.kind == Kind.AMOUNT:
            is_business = audience.shopper.buyer_type == "business"
            claimed = net_of_gross(value, rate(goods.tax_class, at)) if is_business else value
            is_true = lawful >= claimed
        else:
            claimed, is_true = ZERO, lawful > 0
    if is_true:
        return None
    return Unlawful(
        offer=terms.name_sv,
        kind=terms.kind,
        sku=goods.sku,
        product=goods.product,
        name=goods.name,
        audience=audience.name,
        claimed=claimed,
        lawful=lawful,
        unit=holds.unit,
        prior=prior,
    )


def _levels_have_offers(draft: DraftOffers, at: datetime) -> bool:
    """Whether offers tell levels apart around then, so that their histories differ though their prices do not."""
    if any(terms.levels for phase in draft.phases for terms in phase.terms):
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pricing_offer WHERE cardinality(levels) > 0 AND valid_from <= %s"
            " AND (valid_until IS NULL OR (valid_until > %s AND valid_until > valid_from)))",
            [at, at - A_YEAR],
        )
        return cursor.fetchone()[0]


def _with_own_prices(goods: Sequence[Goods], audiences: list[str]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(WITH_OWN_PRICES, [[one.variant_id for one in goods], audiences])
        return {pk for (pk,) in cursor.fetchall()}


OVERLAPPING = """
SELECT o.campaign, o.name_sv, o.valid_from, o.valid_until, o.is_stackable, o.is_announced AND o.is_shown_on_goods,
       count(*)
FROM pricing_offer o, catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id
WHERE o.campaign <> %(campaign)s AND o.currency = %(currency)s
  AND (o.valid_until IS NULL OR (o.valid_until > %(since)s AND o.valid_until > o.valid_from))
  AND (%(until)s::timestamptz IS NULL OR o.valid_from < %(until)s) AND {scope}
  AND (o.is_for_everything OR p.id = ANY(o.products) OR EXISTS (
      SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
      WHERE pc.product_id = p.id AND (leaf.id = ANY(o.categories) OR leaf.parent_id = ANY(o.categories))))
GROUP BY o.id ORDER BY o.valid_from, o.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An offer of another campaign that is for some of the same articles in a span of time."""

    campaign: str
    name: str
    start: datetime
    until: datetime | None
    is_stackable: bool
    is_announced: bool
    articles: int


def beside(campaign: str, terms: Terms, *, since: datetime, until: datetime | None) -> list[Beside]:
    """Offers of other campaigns on the same articles, in force at some time in [since, until)."""
    values: dict[str, Any] = {
        "campaign": campaign,
        "currency": terms.currency,
        "since": since,
        "until": until,
        "everything": terms.is_for_everything,
        "products": list(terms.products),
        "categories": list(terms.categories),
    }
    names = tuple(Beside.__dataclass_fields__)
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPPING.format(scope=IN_SCOPE), values)
        return [Beside(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def days_of_sale(campaign: str, phases: Iterable[Phase], *, now: datetime) -> tuple[timedelta | None, timedelta]:
    """The longest that an announced reduction of these phases lasts, None for without end, and how long the same goods
    are reduced in all in the year that ends with it (KOVRS 2023:1: a few weeks at a time, about two months a year).
    """
    longest: timedelta | None = timedelta(0)
    in_all = timedelta(0)
    for phase in phases:
        start = phase.start or now
        for terms in phase.terms:
            if not claims_a_price(terms):
                continue
            until = phase.until or start + A_YEAR
            longest = None if phase.until is None or longest is None else max(longest, until - start)
            year = until - A_YEAR
            spans = [(start, until)] + [
                (one.start, one.until or until)
                for one in beside(campaign, terms, since=year, until=until)
                if one.is_announced
            ]
            in_all = max(in_all, _union(spans, year, until))
    return longest, in_all


def _union(spans: list[tuple[datetime, datetime]], since: datetime, until: datetime) -> timedelta:
    covered, reached = timedelta(0), since
    for start, end in sorted(spans):
        begins, ends = max(start, reached), min(end, until)
        if begins < ends:
            covered, reached = covered + (ends - begins), ends
    return covered
