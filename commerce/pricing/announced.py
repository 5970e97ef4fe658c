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
from commerce.pricing.history import Segment, prior_price
from commerce.pricing.lookup import histories
from commerce.pricing.offers import ON_GOODS, DraftOffers, Kind, Phase, Terms, as_draft, plan
from commerce.pricing.proven import proven
from commerce.pricing.quote import whole_percent
from commerce.pricing.vat import rate

AT_ONCE = 1000  # variants whose history is held in memory at the same time
ENOUGH = 100  # found wrong of one offer: the editor has to think again anyway
ZERO = Decimal(0)

IN_SCOPE = """
    v.is_active AND p.is_on_sale AND (
        %(everything)s OR p.id = ANY(%(products)s::bigint[]) OR EXISTS (
            SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
            WHERE pc.product_id = p.id
              AND (leaf.id = ANY(%(categories)s::bigint[]) OR leaf.parent_id = ANY(%(categories)s::bigint[]))))
"""
GOODS = f"""
SELECT v.id, v.sku, p.name_sv, v.label_sv, p.tax_class, p.is_perishable
FROM catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id WHERE {IN_SCOPE}
ORDER BY p.name_sv, v.position, v.id
"""  # noqa: S608 - only words of ours
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
    is_perishable: bool


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
    is_perishable: bool  # then `prior` is the price just before


@dataclass(frozen=True, slots=True)
class Audience:
    name: str
    key: str  # as the ledger has it
    shopper: Shopper


def goods_of(terms: Terms) -> list[Goods]:
    """The articles on sale that an offer is for. One query."""
    values: dict[str, Any] = {
        "everything": terms.is_for_everything,
        "products": list(terms.products),
        "categories": list(terms.categories),
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
                is_perishable=is_perishable,
            )
            for pk, sku, name, label, tax_class, is_perishable in cursor.fetchall()
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
            draft = _with_offer(campaign, phases, terms, now=now)
            found += islice(_unlawful(terms, draft, at=phase.start or now), ENOUGH)
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


def _unlawful(terms: Terms, draft: DraftOffers, *, at: datetime) -> Iterator[Unlawful]:
    goods = goods_of(terms)
    levels_differ = _levels_have_offers(draft, at)
    known: set[tuple[int, Decimal]] = set()
    first: Audience | None = None
    for audience in audiences_of(terms, at=at):
        asked = goods
        if first and not audience.shopper.organisation and not levels_differ:
            own = _with_own_prices(goods, [first.key, audience.key])
            asked = [one for one in asked if one.variant_id in own]
        first = first or audience
        shopper = replace(audience.shopper, drafts=frozenset([draft]))
        right = proven(terms, [one.variant_id for one in asked], shopper=shopper)
        asked = [one for one in asked if one.variant_id not in right]
        for place in range(0, len(asked), AT_ONCE):
            chunk = asked[place : place + AT_ONCE]
            told = histories({one.variant_id: one.tax_class for one in chunk}, shopper=shopper)
            for one in chunk:
                wrong = fault_of(terms, one, told.get(one.variant_id, []), audience, at)
                if wrong and (one.variant_id, wrong.lawful) not in known:
                    known.add((one.variant_id, wrong.lawful))
                    yield wrong


def fault_of(
    terms: Terms, goods: Goods, history: Sequence[Segment], audience: Audience, at: datetime
) -> Unlawful | None:
    """What the offer claims of one article and may not, by what it has cost the audience; None when all is true."""
    holds = next((one for one in reversed(history) if one.start <= at and (one.end is None or at < one.end)), None)
    if holds is None or not holds.is_reduced:
        return None  # no price, or one that no offer cuts: nothing is announced
    prior = prior_price(history, at=at, is_perishable=goods.is_perishable)
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
        is_perishable=goods.is_perishable,
    )


def _levels_have_offers(draft: DraftOffers, at: datetime) -> bool:
    """Whether offers tell levels apart around then, so that their histories differ though their prices do not."""
    if any(terms.levels for phase in draft.phases for terms in phase.terms):
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pricing_offer WHERE cardinality(levels) > 0 AND valid_from <= %s"
            " AND (valid_until IS NULL OR (valid_until > %s AND valid_until > valid_from)))",
            [at, at - timedelta(days=365)],
        )
        return cursor.fetchone()[0]


def _with_own_prices(goods: Sequence[Goods], audiences: list[str]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(WITH_OWN_PRICES, [[one.variant_id for one in goods], audiences])
        return {pk for (pk,) in cursor.fetchall()}
