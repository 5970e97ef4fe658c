"""Prices: one row for each amount on a list, from a quantity, with the time in which it is in force."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.money import to_ore
from commerce.pricing import drafting
from commerce.pricing.drafting import DraftRow
from commerce.pricing.intake import BASE, LARGEST_AMOUNT
from commerce.pricing.models import Price, PriceChangeSet, PriceList
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, article_number
from integrations.gateway.kinds.taking import (
    CannotUndo,
    Given,
    Outcome,
    Stop,
    Taken,
    Takes,
    compared,
    is_missing,
    refused,
)


def _lists() -> list[tuple[str, str]]:
    return list(PriceList.objects.order_by("name").values_list("code", "name"))


class Prices(Queried, Takes):
    code, title, short = "prices", _("Prices"), _("Prices")
    permission, take_permission = "pricing.view_price", "pricing.add_pricechangeset"
    stops = (
        Stop(
            code="changed",
            percent=30,
            said=_("%(count)s of %(whole)s prices on the list %(group)s would change (%(percent)s %%)."),
            counts=lambda taken: taken.outcome == Outcome.CHANGED,
            group=lambda row: str(row.values.get("price_list") or BASE),
        ),
    )
    fields = (
        article_number("variant__sku"),
        Field(
            code="price_list",
            name=_("Price list"),
            source="price_list__code",
            is_key=True,
            width=60,
            called=("prislista", "lista", "listkod", "list"),
        ),
        Field(
            code="min_quantity",
            name=_("From quantity"),
            source="min_quantity",
            of=Of.INTEGER,
            width=12,
            is_key=True,
            called=("från", "fr.o.m. antal", "antal", "quantity"),
        ),
        Field(
            code="amount",
            name=_("Amount"),
            source="amount",
            of=Of.DECIMAL,
            decimals=2,
            width=14,
            is_required=True,
            called=("pris", "nytt pris", "belopp", "price", "new price"),
        ),
        Field(code="currency", name=_("Currency"), source="price_list__currency", width=8, comes_in=False),
        Field(code="basis", name=_("Basis"), source="price_list__basis", width=8, comes_in=False),
        Field(
            code="valid_from",
            name=_("Valid from"),
            source="valid_from",
            of=Of.DATETIME,
            width=32,
            is_key=True,
            comes_in=False,
        ),
        Field(
            code="valid_until", name=_("Valid until"), source="valid_until", of=Of.DATETIME, width=32, comes_in=False
        ),
    )
    filters = (
        Filter(code="price_list", name=_("Price list"), choices=_lists),
        Filter(
            code="time",
            name=_("In force"),
            choices=lambda: [("now", str(_("Now"))), ("later", str(_("Later"))), ("past", str(_("Before now")))],
        ),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        found = Price.objects.order_by("variant_id", "price_list_id", "min_quantity", "valid_from")
        if chosen.get("price_list"):
            found = found.filter(price_list__code=chosen["price_list"])
        return found.filter(_in_time(chosen.get("time", ""), now))

    def begin(self, name: str, *, by, now: datetime) -> int:
        """A price change set that is a draft: nothing is in force before somebody has looked at it and published it."""
        return PriceChangeSet.objects.create(name=name[:120], author=by, created_at=now).pk

    def take(self, rows: Sequence[Given], *, into: int | None, by, now: datetime, reference: str) -> list[Taken]:
        """Draft the amounts that are not those in force. Without a set to draft in, say what would be."""
        became: list[Taken] = []
        whole: list[tuple[Given, DraftRow]] = []
        for row in rows:
            if fault := _fault(row):
                became.append(fault)
            else:
                whole.append((row, _draft(row)))
        wanted, faults = drafting.looked_up([draft for _row, draft in whole])
        if faults:
            became += [refused(whole[fault.place][0], fault.column, fault.message) for fault in faults]
            broken = {fault.place for fault in faults}
            whole = [one for place, one in enumerate(whole) if place not in broken]
            wanted, _none = drafting.looked_up([draft for _row, draft in whole])
        standing = _standing(wanted, now)
        told = [
            compared(row, "amount", standing.get(key), draft.amount)
            for (row, draft), key in zip(whole, wanted, strict=True)
        ]
        if into is not None:
            drafted = {
                key: amount
                for (key, amount), taken in zip(wanted.items(), told, strict=True)
                if taken.outcome != Outcome.UNCHANGED
            }
            drafting.write(into, drafted, by=by, now=now)
        return sorted([*became, *told], key=lambda taken: taken.line)

    def whole(self, group: str, *, now: datetime) -> int:
        return self.count({"price_list": group, "time": "now"}, now=now)

    def withdraw(self, into: int, *, by, now: datetime) -> None:
        """Delete the draft. One that has gone further, or that others have written in, is not the import's any more."""
        change_set = PriceChangeSet.objects.select_for_update().filter(pk=into).first()
        if change_set is None:
            return
        if change_set.state == PriceChangeSet.State.PUBLISHED:
            said = gettext("The price change set %(name)s is published. Take it back on its own page.")
        elif change_set.state != PriceChangeSet.State.DRAFT:
            said = gettext("The price change set %(name)s is not a draft any more. See its own page.")
        elif set(change_set.drafted_by) - {change_set.author_id}:
            said = gettext("Others have written in the price change set %(name)s since. See its own page.")
        else:
            change_set.delete()
            return
        raise CannotUndo(said % {"name": change_set.name})


def _fault(row: Given) -> Taken | None:
    for column in ("sku", "amount"):
        if is_missing(row.values.get(column)):
            return refused(row, column, gettext("It is missing."))
    amount, least = row.values["amount"], row.values.get("min_quantity")
    if not isinstance(amount, Decimal) or not 0 <= amount <= LARGEST_AMOUNT:
        return refused(row, "amount", gettext("%(amount)s is not a price.") % {"amount": amount})
    if least is not None and not 1 <= int(str(least)) <= 2_000_000_000:
        return refused(row, "min_quantity", gettext("A price begins at one piece or more."))
    return None


def _draft(row: Given) -> DraftRow:
    return DraftRow(
        sku=str(row.values["sku"]),
        price_list=str(row.values.get("price_list") or BASE),
        min_quantity=int(str(row.values.get("min_quantity") or 1)),
        amount=to_ore(row.values["amount"]),  # type: ignore[arg-type]  # a Decimal, says `_fault`
    )


def _standing(keys, now: datetime) -> dict[drafting.Key, Decimal]:
    variants, lists = {key[0] for key in keys}, {key[1] for key in keys}
    found = Price.objects.filter(
        drafting.in_force_at(now), variant_id__among=variants, price_list_id__among=lists
    ).values_list("variant_id", "price_list_id", "min_quantity", "amount")
    return {(variant, price_list, least): amount for variant, price_list, least, amount in found}


def _in_time(which: str, now: datetime) -> Q:
    has_begun = Q(valid_from=None) | Q(valid_from__lte=now)
    goes_on = Q(valid_until=None) | Q(valid_until__gt=now)
    return {"now": has_begun & goes_on, "later": Q(valid_from__gt=now), "past": ~goes_on}.get(which, Q())
