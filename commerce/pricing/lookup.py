"""Everything that decides the price of many variants, in at most four queries. Everyone who shows a price comes here.

Prices; the offers in force that fit, when there are any; the ledger, when a reduction is announced; the draft change
sets, when the shopper looks at drafts. What is made of them is arithmetic: `commerce.pricing.quote`.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from commerce import prepared
from commerce.customers.shopper import Shopper
from commerce.pricing import history
from commerce.pricing.discounts import CartOffer
from commerce.pricing.offers import DraftOffers, Offer
from commerce.pricing.quote import Candidate, Cut, Quote, quote
from commerce.pricing.unit_price import Content, content_of
from commerce.pricing.vat import changes_of_rate, charged, rate

DRAFT_PRICES = "prices:"  # and the number of a change set, in `Shopper.drafts`

IN_FORCE = (
    "({0}.valid_from IS NULL OR {0}.valid_from <= %(at)s) AND ({0}.valid_until IS NULL OR {0}.valid_until > %(at)s)"
)
FOR_SHOPPER = (
    "t.currency = %(currency)s AND t.is_active"
    " AND (t.is_for_everyone OR t.level_id = %(level)s OR t.organisation_id = %(organisation)s)"
    " AND " + IN_FORCE.format("t")
)
LIST_COLUMNS = "t.code, t.level_id, l.name, t.organisation_id, t.basis = 'net', t.policy, t.rank"

# Written out, since every page and every cart line asks it: through models it took four times as long.
PRICES = f"""
SELECT a.variant_id, a.id, {LIST_COLUMNS}, a.min_quantity, a.amount, p.tax_class, p.is_perishable,
       v.content_amount, v.content_unit,
       EXISTS (SELECT 1 FROM pricing_offer o WHERE {IN_FORCE.format("o")})
FROM pricing_price a
JOIN pricing_pricelist t ON t.id = a.price_list_id
LEFT JOIN customers_level l ON l.code = t.level_id
JOIN catalogue_variant v ON v.id = a.variant_id
JOIN catalogue_product p ON p.id = v.product_id
WHERE a.variant_id = ANY(%(variants)s::bigint[]) AND {FOR_SHOPPER} AND {IN_FORCE.format("a")}
"""  # noqa: S608 - only words of ours

CHANGES = f"""
SELECT c.variant_id, c.change_set_id, {LIST_COLUMNS}, c.min_quantity, c.amount, p.tax_class, p.is_perishable,
       v.content_amount, v.content_unit
FROM pricing_pricechange c
JOIN pricing_pricelist t ON t.id = c.price_list_id
LEFT JOIN customers_level l ON l.code = t.level_id
JOIN catalogue_variant v ON v.id = c.variant_id
JOIN catalogue_product p ON p.id = v.product_id
JOIN pricing_pricechangeset s ON s.id = c.change_set_id
WHERE c.variant_id = ANY(%(variants)s) AND c.change_set_id = ANY(%(sets)s) AND s.published_at IS NULL
  AND (s.starts_at IS NULL OR s.starts_at <= %(at)s) AND {FOR_SHOPPER}
ORDER BY c.change_set_id
"""  # noqa: S608 - only words of ours

FITS = """
    o.currency = %(currency)s
    AND (o.is_for_everyone OR %(level)s = ANY(o.levels) OR %(organisation)s = ANY(o.organisations))
    AND (o.is_for_everything OR v.product_id = ANY(o.products) OR EXISTS (
        SELECT 1 FROM catalogue_productcategory pc JOIN catalogue_category leaf ON leaf.id = pc.category_id
        WHERE pc.product_id = v.product_id
          AND (leaf.id = ANY(o.categories) OR leaf.parent_id = ANY(o.categories))))
"""
OFFER_COLUMNS = (
    "id, campaign, name_sv, name_en, kind, value, currency, is_for_everyone, levels, organisations, is_for_everything,"
    " products, categories, is_stackable, is_announced, is_shown_on_goods, valid_from, valid_until, buy, pay, code,"
    " minimum_sum, max_uses, uses"
)
# Live offers, and in a preview those of drafts in their stead.
ALL_OFFERS = f"""
(SELECT {OFFER_COLUMNS} FROM pricing_offer WHERE NOT campaign = ANY(%(drafted)s::text[])
 UNION ALL SELECT {OFFER_COLUMNS} FROM jsonb_populate_recordset(NULL::pricing_offer, %(drafts)s::jsonb))
"""  # noqa: S608 - only words of ours
CUTS = f"""
SELECT v.id, o.id, o.name_sv, o.name_en, o.kind, o.value, o.is_stackable, o.is_announced, o.valid_from, o.valid_until
FROM catalogue_variant v, {{offers}} AS o
WHERE v.id = ANY(%(variants)s) AND o.is_shown_on_goods AND {FITS}
"""  # noqa: S608 - only words of ours

CART_OFFERS = f"""
SELECT o.id, o.name_sv, o.name_en, o.kind, o.value, o.buy, o.pay, o.code, o.minimum_sum, o.is_stackable,
       o.max_uses IS NULL OR o.uses < o.max_uses, o.max_uses IS NOT NULL,
       COALESCE(array_agg(v.id ORDER BY v.id) FILTER (WHERE v.id IS NOT NULL), '{{{{}}}}')
FROM {{offers}} AS o LEFT JOIN catalogue_variant v ON v.id = ANY(%(variants)s::bigint[]) AND {FITS}
WHERE NOT o.is_shown_on_goods AND {IN_FORCE.format("o")} AND (o.code = '' OR o.code = ANY(%(codes)s::text[]))
GROUP BY o.id, o.name_sv, o.name_en, o.kind, o.value, o.buy, o.pay, o.code, o.minimum_sum, o.is_stackable,
         o.max_uses, o.uses
ORDER BY o.id
"""  # noqa: S608 - only words of ours

RECORDS = """
SELECT r.variant_id, r.price_id, r.is_net, r.policy, r.rank, r.min_quantity, r.amount, r.audience,
       r.in_force_from, r.in_force_until, r.recorded_at
FROM pricing_pricerecord r
WHERE r.variant_id = ANY(%(variants)s) AND r.recorded_at <= %(at)s AND r.currency = %(currency)s
  AND r.min_quantity = 1 AND r.audience = ANY(%(audiences)s)
ORDER BY r.id
"""


@dataclass(slots=True)
class Found:
    """What decides a variant's price: VAT of prices and of the sale, prices in force, the offers that fit."""

    rate: Decimal
    charged: Decimal
    candidates: list[Candidate] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    announced: set[int] = field(default_factory=set)  # ids of the offers that are told of as reductions
    tax_class: str = ""
    is_perishable: bool = False
    content: Content | None = None

    def quote(self, variant_id: int, quantity: int, shopper: Shopper) -> Quote | None:
        return quote(
            variant_id,
            quantity,
            self.candidates,
            rate=self.rate,
            buyer_type=shopper.buyer_type,
            cuts=self.cuts,
            charged=self.charged,
            content=self.content,
        )


def gather(variant_ids: Iterable[int], *, shopper: Shopper) -> dict[int, Found]:
    """What is in force at `shopper.at` on lists for the shopper, with the offers that fit, by variant."""
    wanted = list(variant_ids)
    if not wanted:
        return {}
    values = _values(wanted, shopper)
    found: dict[int, Found] = {}
    some_offer = False
    rates: dict[str, tuple[Decimal, Decimal]] = {}

    def of_variant(variant_id: int, tax_class: str, is_perishable: bool, amount: Decimal | None, unit: str) -> Found:
        if variant_id not in found:
            if tax_class not in rates:
                rates[tax_class] = rate(tax_class, shopper.at), charged(shopper.vat_zone, tax_class, shopper.at)
            found[variant_id] = Found(
                *rates[tax_class],
                tax_class=tax_class,
                is_perishable=is_perishable,
                content=content_of(amount, unit),
            )
        return found[variant_id]

    rows = prepared.rows(PRICES, values)
    for variant_id, price_id, *columns, tax_class, is_perishable, content, unit, some_offer in rows:  # noqa: B007
        of_variant(variant_id, tax_class, is_perishable, content, unit).candidates.append(
            _candidate(variant_id, price_id, columns)
        )
    sets = draft_sets(shopper)
    if sets:
        for variant_id, set_id, *columns, amount, tax_class, is_perishable, content, unit in _rows(
            CHANGES, {**values, "sets": sets}
        ):
            one = of_variant(variant_id, tax_class, is_perishable, content, unit)
            draft = _candidate(variant_id, 0, [*columns, amount], change_set=set_id)
            one.candidates = [
                standing
                for standing in one.candidates
                if (standing.list_code, standing.min_quantity) != (draft.list_code, draft.min_quantity)
            ]
            if amount is not None:
                one.candidates.append(draft)
    if some_offer or _drafts_of_offers(shopper):
        for variant_id, cut, is_announced in _cuts(values, shopper):
            if variant_id in found:
                found[variant_id].cuts.append(cut)
                if is_announced:
                    found[variant_id].announced.add(cut.offer_id)
    return found


def quotes(wanted: Mapping[int, int], *, shopper: Shopper) -> dict[int, Quote]:
    """Quote each variant in its quantity. One without a price for this shopper is left out: it is not for sale."""
    found = gather(wanted, shopper=shopper)
    priced = {}
    for variant_id, facts in found.items():
        answer = facts.quote(variant_id, wanted[variant_id], shopper)
        if answer is not None:
            priced[variant_id] = answer
    return _with_prior(priced, found, shopper)


def tiers(variant_ids: Iterable[int], *, shopper: Shopper) -> dict[int, list[tuple[int, Quote]]]:
    """For each variant the quantities from which its price falls, with the quote there; the first is that of one."""
    steps: dict[int, list[tuple[int, Quote]]] = defaultdict(list)
    found = gather(variant_ids, shopper=shopper)
    for variant_id, facts in found.items():
        for quantity in sorted({1, *(candidate.min_quantity for candidate in facts.candidates)}):
            answer = facts.quote(variant_id, quantity, shopper)
            if answer and (not steps[variant_id] or answer.unit_gross < steps[variant_id][-1][1].unit_gross):
                steps[variant_id].append((quantity, answer))
    first = _with_prior({pk: own[0][1] for pk, own in steps.items() if own and own[0][0] == 1}, found, shopper)
    return {pk: [(1, first[pk]), *own[1:]] if pk in first else own for pk, own in steps.items() if own}


def cart_offers(variant_ids: Iterable[int], *, shopper: Shopper, codes: Iterable[str] = ()) -> list[CartOffer]:
    """The offers that need the whole cart, each with the variants that it fits. One query.

    Those with a code only when it is among `codes`. One that is meant for others fits nothing here.
    """
    values = {**_values(list(variant_ids), shopper), "codes": [code.strip().upper() for code in codes]}
    values |= draft_offers_as_rows(shopper)
    statement = CART_OFFERS.format(offers=offers_and_drafts(shopper))
    return [
        CartOffer(
            offer_id=pk,
            name=name_en if shopper.locale == "en" and name_en else name_sv,
            kind=kind,
            value=value,
            buy=buy,
            pay=pay,
            code=code,
            minimum_sum=minimum_sum,
            is_stackable=is_stackable,
            has_uses_left=has_uses_left,
            is_counted=is_counted,
            variants=frozenset(variants),
        )
        for (
            pk,
            name_sv,
            name_en,
            kind,
            value,
            buy,
            pay,
            code,
            minimum_sum,
            is_stackable,
            has_uses_left,
            is_counted,
            variants,
        ) in prepared.rows(statement, values)
    ]


def histories(tax_classes: Mapping[int, str], *, shopper: Shopper) -> dict[int, list[history.Segment]]:
    """What one piece of each variant has cost such a shopper, until `shopper.at`. Two queries.

    Offers are matched by the categories of today: where a product stood in the past is not kept.
    """
    if not tax_classes:
        return {}
    values = _values(list(tax_classes), shopper)
    values["audiences"] = ["everyone", f"level:{shopper.level}", f"organisation:{shopper.organisation or 0}"]
    recorded: dict[int, list[tuple]] = defaultdict(list)
    for variant_id, *said in _rows(RECORDS, values):
        recorded[variant_id].append(tuple(said))
    cuts: dict[int, list[history.CutInForce]] = defaultdict(list)
    for variant_id, cut, is_announced, start, end in _cuts_over_time(values, shopper):
        cuts[variant_id].append(history.CutInForce(cut=cut, start=start, end=end, is_announced=is_announced))
    known: dict[tuple, list[history.Segment]] = {}  # many variants of a catalogue have been priced alike
    told = {}
    for variant_id, tax_class in tax_classes.items():
        shape = (tax_class, _alike(recorded[variant_id]), tuple(cuts[variant_id]))
        if shape not in known:
            known[shape] = _segments(*shape, shopper=shopper)
        told[variant_id] = known[shape]
    return told


def _alike(recorded: list[tuple]) -> tuple:
    """What was recorded of a variant's prices, with the number of each price in place of its key."""
    numbers: dict[int, int] = {}
    return tuple((numbers.setdefault(price_id, len(numbers)), *said) for price_id, *said in recorded)


def _segments(
    tax_class: str, recorded: Iterable[tuple], cuts: tuple[history.CutInForce, ...], *, shopper: Shopper
) -> list[history.Segment]:
    records = [
        history.Record(
            candidate=Candidate(
                variant_id=0,
                price_id=number,
                list_code="",
                level=None if audience == "everyone" else audience,
                level_name=None,
                is_net=is_net,
                policy=policy,
                rank=rank,
                min_quantity=least,
                amount=amount,
            ),
            start=start,
            end=end,
            recorded_at=at,
        )
        for number, is_net, policy, rank, least, amount, audience, start, end, at in recorded
    ]
    return history.segments(
        history.held(records),
        cuts,
        rate_at=_rate_of(tax_class),
        rate_changes=changes_of_rate(),
        buyer_type=shopper.buyer_type,
        until=max(shopper.at, max((one.start for one in cuts), default=shopper.at)) + datetime.resolution,
    )


def _with_prior(priced: dict[int, Quote], found: Mapping[int, Found], shopper: Shopper) -> dict[int, Quote]:
    """Say the prior price of those whose price an announced offer makes."""
    reduced = {
        pk: found[pk].tax_class
        for pk, answer in priced.items()
        if answer.cuts and found[pk].announced.intersection(cut.offer_id for cut in answer.cuts)
    }
    for variant_id, segments in histories(reduced, shopper=shopper).items():
        is_perishable = found[variant_id].is_perishable
        prior = history.prior_price(segments, at=shopper.at, is_perishable=is_perishable)
        priced[variant_id] = replace(priced[variant_id], prior_unit=prior, is_perishable=is_perishable)
    return priced


def _rate_of(tax_class: str) -> Callable[[datetime], Decimal]:
    return lambda at: rate(tax_class, at)


def _cuts(values: dict[str, Any], shopper: Shopper) -> Iterable[tuple[int, Cut, bool]]:
    for variant_id, cut, is_announced, start, end in _cuts_over_time(values, shopper):
        if start <= shopper.at and (end is None or shopper.at < end):
            yield variant_id, cut, is_announced


def _cuts_over_time(values: dict[str, Any], shopper: Shopper):
    statement = CUTS.format(offers=offers_and_drafts(shopper))
    values = values | draft_offers_as_rows(shopper)
    for variant_id, pk, name_sv, name_en, kind, value, is_stackable, is_announced, start, end in _rows(
        statement, values
    ):
        name = name_en if shopper.locale == "en" and name_en else name_sv
        cut = Cut(offer_id=pk, name=name, kind=kind, value=value, is_stackable=is_stackable)
        yield variant_id, cut, is_announced, start, end


def draft_sets(shopper: Shopper) -> list[int]:
    """The change sets that the shopper looks at, in rising order."""
    return sorted(int(one.removeprefix(DRAFT_PRICES)) for one in shopper.drafts if str(one).startswith(DRAFT_PRICES))


def offers_and_drafts(shopper: Shopper) -> str:
    """The relation of offers as this shopper sees them; its values are `draft_offers_as_rows`."""
    return ALL_OFFERS if _drafts_of_offers(shopper) else "pricing_offer"


def draft_offers_as_rows(shopper: Shopper) -> dict[str, Any]:
    drafts = _drafts_of_offers(shopper)
    if not drafts:
        return {}
    return {"drafted": [draft.campaign for draft in drafts], "drafts": _as_rows(drafts, shopper)}


def _drafts_of_offers(shopper: Shopper) -> list[DraftOffers]:
    return [one for one in shopper.drafts if isinstance(one, DraftOffers)]


def _as_rows(drafts: Iterable[DraftOffers], shopper: Shopper) -> str:
    """Draft offers as rows of the table of offers; their ids are negative, so that none is taken for a live one."""
    rows = [
        {
            **asdict(terms),
            "campaign": draft.campaign,
            "is_shown_on_goods": terms.is_shown_on_goods,
            "uses": 0,
            "valid_from": phase.start or shopper.at,
            "valid_until": phase.until,
        }
        for draft in drafts
        for phase in draft.phases
        for terms in phase.terms
    ]
    names = [str(one.column) for one in Offer._meta.local_concrete_fields]
    numbered = [{**{name: row.get(name) for name in names}, "id": -number} for number, row in enumerate(rows, start=1)]
    return json.dumps(numbered, cls=DjangoJSONEncoder)


def _candidate(variant_id: int, price_id: int, columns: list, *, change_set: int | None = None) -> Candidate:
    code, level, level_name, organisation, is_net, policy, rank, min_quantity, amount = columns
    return Candidate(
        variant_id=variant_id,
        price_id=price_id,
        list_code=code,
        level=level,
        level_name=level_name,
        organisation=organisation,
        is_net=is_net,
        policy=policy,
        rank=rank,
        min_quantity=min_quantity,
        amount=amount,
        change_set=change_set,
    )


def _values(variants: list[int], shopper: Shopper) -> dict[str, Any]:
    return {
        "variants": variants,
        "currency": shopper.currency,
        "level": shopper.level,
        "organisation": shopper.organisation,
        "at": shopper.at,
    }


def _rows(statement: str, values: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
