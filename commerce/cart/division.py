"""A cart whose goods go to several addresses: which pieces to which, kept with the cart.

What is kept is what the shopper said, as keys of his own addresses and pieces by variant. What it means is seen each
time the cart is looked at, since the cart and the addresses may have changed: pieces that are no more are taken from
the last address first, and what is not divided goes to the first.

    [{"to": "17", "pieces": {"4711": 2}}, {"to": "organisation", "pieces": {"4711": 1}}]
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from commerce.cart.lines import Row
from commerce.cart.models import Cart
from commerce.customers import addresses
from commerce.customers.countries import served
from commerce.customers.may import Function, may
from commerce.customers.models import User
from commerce.customers.shopper import Shopper, organisation_of

MOST_ADDRESSES = 20
ORGANISATION = "organisation"
Fields = Mapping[str, str]  # those of an order's address
Kept = Sequence[Mapping[str, Any]]


class NotHis(Exception):
    """An address that is not the shopper's to send to. `key` is what was asked for."""

    def __init__(self, key: str):
        super().__init__(key)
        self.key = key


class CannotDivide(Exception):
    """Why the goods cannot be sent so. `reason` is countries, quotation, many, nothing, or uneven with `uneven`: by
    variant how many pieces are divided and how many there are."""

    def __init__(self, reason: str, uneven: Mapping[int, tuple[int, int]] | None = None):
        super().__init__(reason)
        self.reason, self.uneven = reason, dict(uneven or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Goods that go to one address. `number` counts from 1; `pieces` are by variant."""

    number: int
    key: str
    address: Fields
    pieces: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """What a cart's division means now."""

    groups: tuple[Group, ...]

    @property
    def country(self) -> str:
        return self.groups[0].address["country"]

    @property
    def can_be_sent(self) -> bool:
        """All to one country, and one that goods are sent to."""
        countries = {group.address["country"] for group in self.groups}
        return len(countries) == 1 and countries <= {code for code, _name in served()}

    @property
    def pieces(self) -> list[Mapping[int, int]]:
        return [group.pieces for group in self.groups]

    def pieces_of(self, variant_id: int) -> dict[int, int]:
        """How many pieces of it each group has, by number; those without are left out."""
        return {one.number: one.pieces[variant_id] for one in self.groups if variant_id in one.pieces}

    @property
    def seen(self) -> str:
        """Short for all of it: another address or another number of pieces gives another word."""
        told = [[dict(group.address), sorted(group.pieces.items())] for group in self.groups]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]


def destinations(user: User) -> dict[str, Fields]:
    """Where a shopper may send goods, by key: his organisation's own address, then those that he keeps."""
    found: dict[str, Fields] = {}
    organisation = organisation_of(user)
    kind = "delivery" if organisation and organisation.delivery_address_1 else "invoice"
    if organisation and getattr(organisation, f"{kind}_address_1"):
        place = ("address_1", "address_2", "postal_code", "city", "country")
        found[ORGANISATION] = {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "company": organisation.name,
            **{name: getattr(organisation, f"{kind}_{name}") for name in place},
        }
    return found | {str(one.pk): addresses.fields(one) for one in addresses.of(user)}


def divide(kept: Kept, held: Mapping[int, int]) -> list[tuple[str, dict[int, int]]]:
    """What is held, by variant, as it was said to be divided: every piece goes somewhere, none to two places.

    Each address has what it was said to have while there is so much, the earlier ones first; the first has the rest.
    An address without a piece is left out.
    """
    left = {variant: quantity for variant, quantity in held.items() if quantity > 0}
    parts: list[tuple[str, dict[int, int]]] = []
    for one in kept:
        said = {int(variant): count for variant, count in one["pieces"].items()}
        taken = {variant: min(said.get(variant, 0), number) for variant, number in left.items()}
        left = {variant: number - taken[variant] for variant, number in left.items()}
        parts.append((one["to"], taken))
    if parts:
        first = parts[0][1]
        for variant, number in left.items():
            first[variant] += number
    thinned = [(key, {variant: count for variant, count in pieces.items() if count}) for key, pieces in parts]
    return [(key, pieces) for key, pieces in thinned if pieces]


def division_of(cart: Cart, rows: Iterable[Row], *, shopper: Shopper) -> Division | None:
    """How the cart is divided for this shopper. None, without a query, for one that goes to one address.

    A quotation is for one address, and a level that may not send to several has none.
    """
    if not cart.division or cart.user_id is None or cart.quotation_id is not None:
        return None
    if not may(shopper.level, Function.SEVERAL_ADDRESSES):
        return None
    known = destinations(_user(cart.user_id))
    kept = [one for one in cart.division if one["to"] in known]
    parts = divide(kept, {row.variant.pk: row.quantity for row in rows})
    groups = [
        Group(number=number, key=key, address=known[key], pieces=pieces)
        for number, (key, pieces) in enumerate(parts, start=1)
    ]
    return Division(groups=tuple(groups)) if groups else None


def keep(cart: Cart, wanted: Sequence[tuple[str, Mapping[int, int]]]) -> None:
    """Keep with the cart which pieces, by variant, go to which address, by key; the first has what is added later.

    Every piece in the cart is divided, under its lock. Raises NotHis, CannotDivide, Cart.DoesNotExist; then nothing has
    changed.
    """
    with transaction.atomic():
        held = Cart.objects.select_for_update().get(pk=cart.pk)
        if held.user_id is None:
            raise Cart.DoesNotExist
        if held.quotation_id is not None:
            raise CannotDivide("quotation")
        known = destinations(_user(held.user_id))
        for key, _pieces in wanted:
            if key not in known:
                raise NotHis(key)
        _refuse(wanted, known, dict(held.lines.values_list("variant_id", "quantity")))
        held.division = [
            {"to": key, "pieces": {str(variant): count for variant, count in pieces.items() if count}}
            for key, pieces in wanted
            if any(pieces.values())
        ]
        held.save(update_fields=["division", "changed_at"])
        cart.division = held.division


def forget(cart: Cart) -> None:
    """The goods go to one address, which the checkout asks for."""
    with transaction.atomic():
        held = Cart.objects.select_for_update().get(pk=cart.pk)
        if held.division is not None:
            held.division = None
            held.save(update_fields=["division", "changed_at"])
        cart.division = None


def _refuse(
    wanted: Sequence[tuple[str, Mapping[int, int]]], known: Mapping[str, Fields], held: Mapping[int, int]
) -> None:
    if not held:
        raise CannotDivide("nothing")
    used = [key for key, pieces in wanted if any(pieces.values())]
    if len(used) > MOST_ADDRESSES:
        raise CannotDivide("many")
    if len({known[key]["country"] for key in used}) > 1:
        raise CannotDivide("countries")
    counted = {variant: sum(pieces.get(variant, 0) for _key, pieces in wanted) for variant in held}
    uneven = {variant: (counted[variant], there) for variant, there in held.items() if counted[variant] != there}
    if uneven or any(count < 0 for _key, pieces in wanted for count in pieces.values()):
        raise CannotDivide("uneven", uneven)


def _user(user_id: int) -> User:
    return User.objects.select_related("membership__organisation").get(pk=user_id)
