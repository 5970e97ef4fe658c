"""Why something costs what it costs, in words for the owner: the winner and each rejected candidate with its reason.

It is told from `Quote.source`, so that an order line of last year and a question of today are told alike.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from commerce.customers.shopper import Shopper
from commerce.pricing.models import Price, PriceList
from commerce.register.columns import moment, money

FROM = re.compile(r"from (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One candidate: what it is, its amount where it has one, and how it fared."""

    name: str
    amount: str = ""
    why: str = ""
    is_winner: bool = False


@dataclass(slots=True, kw_only=True)
class Trace:
    """The winner first, then what cut it, then the rejected; `others` are prices that were not asked at all."""

    steps: list[Step] = field(default_factory=list)
    others: list[Step] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def told(source: Mapping[str, Any], *, names: Mapping[str, PriceList], currency: str) -> Trace:
    """The trace of one `Quote.source`. `names` are the price lists by code; one that is gone is told by its code."""
    trace = Trace()
    trace.steps.append(
        Step(
            name=_list_name(source, names),
            amount=_amount(source.get("amount"), currency),
            why=_how_it_won(source),
            is_winner=True,
        )
    )
    for cut in source.get("offers", ()):
        trace.steps.append(Step(name=_offer_name(cut), amount=_value(cut, currency), why=_("cuts the price")))
    for one in source.get("rejected", ()):
        name = _offer_name(one) if "offer" in one else _list_name(one, names)
        amount = _value(one, currency) if "offer" in one else _amount(one.get("amount"), currency)
        trace.steps.append(Step(name=name, amount=amount, why=reason(one.get("why", ""))))
    for key, label in (
        ("list_price", _("Price for everyone, including VAT")),
        ("before_offers", _("Before offers, as the buyer sees it")),
        ("prior_price", _("Lowest price of the 30 days before")),
        ("price_before", _("Price just before the reduction, since the goods are perishable")),
    ):
        if source.get(key):
            trace.facts.append((label, _amount(source[key], currency)))
    return trace


def lists_of(sources: Iterable[Mapping[str, Any]]) -> dict[str, PriceList]:
    """The price lists that the sources name, by code. One query."""
    codes = {one.get("list") for source in sources for one in (source, *source.get("rejected", ()))}
    return {one.code: one for one in PriceList.objects.filter(code__in=codes - {None})}


def reason(code: str) -> str:
    """The words for a reason of `commerce.pricing.quote`."""
    if found := FROM.fullmatch(code):
        return _("applies from %(quantity)s pcs") % {"quantity": found[1]}
    return {
        "shut out by an exclusive list": _("shut out: a list that counts alone has a price"),
        "overridden": _("overridden: another list goes first"),
        "higher": _("higher"),
        "tie": _("the same, and the shopper's own list, the higher tier or the older price goes first"),
        "contract price": _("not on a contract price"),
        "another offer is better": _("another offer is better"),
        "no lower": _("would not make it lower"),
    }.get(code, code)


def not_asked(variant_id: int, considered: Iterable[int], *, shopper: Shopper) -> list[Step]:
    """The variant's other prices, and why they were not even candidates for this shopper at this instant. One query."""
    prices = Price.objects.filter(variant=variant_id).exclude(pk__in=list(considered)).select_related("price_list")
    return [
        Step(
            name=price.price_list.name,
            amount=money(price.amount, price.price_list.currency),
            why=_why_not_asked(price, shopper),
        )
        for price in prices.order_by("price_list__name", "min_quantity", "valid_from", "pk")
    ]


def _why_not_asked(price: Price, shopper: Shopper) -> str:
    its = price.price_list
    if not its.is_active:
        return _("the list is not in use")
    if its.currency != shopper.currency:
        return _("in another currency, %(currency)s") % {"currency": its.currency}
    if not (its.is_for_everyone or its.level_id == shopper.level or _is_own(its, shopper)):
        return _("for others") if its.level_id or its.organisation_id else _("the list is for nobody")
    for one, begins, over in (
        (its, _("the list begins %(at)s"), _("the list ended %(at)s")),
        (price, _("begins %(at)s"), _("ended %(at)s")),
    ):
        if one.valid_from and one.valid_from > shopper.at:
            return begins % {"at": moment(one.valid_from)}
        if one.valid_until and one.valid_until <= shopper.at:
            return over % {"at": moment(one.valid_until)}
    return _("replaced by the draft")


def _is_own(price_list: PriceList, shopper: Shopper) -> bool:
    return price_list.organisation_id is not None and price_list.organisation_id == shopper.organisation


def _how_it_won(source: Mapping[str, Any]) -> str:
    if source.get("quotation"):
        return _("agreed in the quotation")
    words = {
        "exclusive": _("wins: the list counts alone"),
        "override": _("wins: the list goes before others"),
    }.get(source.get("policy", ""), _("wins: the lowest"))
    least = source.get("from_quantity") or 1
    return words if least == 1 else ", ".join([words, _("from %(quantity)s pcs") % {"quantity": least}])


def _list_name(one: Mapping[str, Any], names: Mapping[str, PriceList]) -> str:
    if one.get("quotation"):
        return _("Quotation %(number)s") % {"number": one["quotation"]}
    code = str(one.get("list", ""))
    return names[code].name if code in names else code


def _offer_name(one: Mapping[str, Any]) -> str:
    return _("Offer: %(name)s") % {"name": one.get("name", "")}


def _value(cut: Mapping[str, Any], currency: str) -> str:
    if cut.get("kind") == "percentage":
        return f"−{Decimal(cut['value']).normalize():f} %".replace(".", ",")
    shown = _amount(cut.get("value"), currency)
    return f"−{shown}" if cut.get("kind") == "amount" else shown


def _amount(text: Any, currency: str) -> str:
    try:
        return money(Decimal(str(text)), currency)
    except InvalidOperation:
        return ""
