"""What the versions of a price change set hold: its name and time, and the prices that it drafts."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commerce.catalogue.models import Variant
from commerce.customers.models import User
from commerce.history.names import Names
from commerce.history.versions import Kept, State, event_model
from commerce.pricing import drafting
from commerce.pricing.change_sets import PriceChange, PriceChangeSet, SetRefused
from commerce.pricing.lists import PriceList
from commerce.register.columns import money

MOST = 2_000  # prices of a set that its versions tell one by one


def _tell(state: State, names: Names) -> dict[str, str]:
    return _tell_writers(state, names) | dict(_words(row, names) for row in state.rows(PriceChange))


def _tell_writers(state: State, names: Names) -> dict[str, str]:
    """The accounts by name; the set keeps their numbers."""
    label = str(capfirst(PriceChangeSet._meta.get_field("drafted_by").verbose_name))
    return {label: ", ".join(names.of(User, pk) for pk in (state.values or {}).get("drafted_by", []))}


def _words(row: dict[str, Any], names: Names) -> tuple[str, str]:
    price_list = names.row(PriceList, row["price_list_id"])
    label = f"{names.of(Variant, row['variant_id'])} · {price_list.name if price_list else row['price_list_id']}"
    if row["min_quantity"] > 1:
        label = _("%(price)s · from %(count)s") % {"price": label, "count": row["min_quantity"]}
    if row["amount"] is None:
        return label, _("ends")
    return label, money(row["amount"], price_list.currency if price_list else "")


def _put_back(change_set: PriceChangeSet, state: State, *, by: Any, now: Any) -> None:
    """The drafted prices as the version says, and no others. Raises ValidationError where they cannot be written."""
    wanted = {_key(row): row["amount"] for row in state.rows(PriceChange)}
    there = {_key(row) for row in change_set.changes.values("variant_id", "price_list_id", "min_quantity")}
    try:
        drafting.write(change_set.pk, wanted, forgotten=there - wanted.keys(), by=by, now=now)
    except SetRefused as refusal:
        raise ValidationError(str(refusal)) from refusal


def _key(row: Mapping[str, Any]) -> drafting.Key:
    return row["variant_id"], row["price_list_id"], row["min_quantity"]


ALONE = Kept(model=PriceChangeSet, tell=_tell_writers)
WHOLE = Kept(model=PriceChangeSet, parts={PriceChange: "change_set"}, tell=_tell, also=_put_back)


def of_set(set_id: int) -> Kept:
    """With its prices, unless they are so many that only its name and time are told and put back. Two queries."""
    rows = PriceChange.objects.filter(change_set=set_id)[: MOST + 1].count()
    kept = event_model(PriceChange)._default_manager.filter(change_set=set_id)[: MOST + 1].count()
    return ALONE if max(rows, kept) > MOST else WHOLE
