"""Service points near an address, for a page that must not wait: asked once an hour for a place, two seconds at most.

A carrier that does not answer is left alone for a minute, so that the next shopper does not wait for it. What is chosen
travels with the page as a sealed word, and no carrier is asked again when the order is placed.
"""

import hashlib
import re
from dataclasses import asdict, replace
from datetime import timedelta

from django.core import signing
from django.core.cache import cache

from commerce.orders.models import DeliveryMethod
from commerce.orders.shipping import CarrierUnavailable, Near, Point, carriers

KEPT, REST = timedelta(hours=1), timedelta(minutes=1)
SEALED_FOR = timedelta(days=1)
SALT = "service point"
SWEDISH = re.compile(r"[0-9]{5}")
POSTAL_CODE = re.compile(r"[0-9A-Za-z -]{3,12}")


class Unsealed(Exception):
    """Not a choice that we have offered, or one of yesterday's."""


def can_choose(method: DeliveryMethod | None) -> bool:
    return method is not None and bool(method.points_of) and method.carrier in carriers()


def known(method: DeliveryMethod, near: Near) -> list[Point] | None:
    """Those that have been asked for already; None: nobody has, or there is no whole address yet."""
    if not _is_whole(near):
        return None
    kept = cache.get(_key(method, near))
    return None if kept is None else [Point(**one) for one in kept]


def ask(method: DeliveryMethod, near: Near) -> list[Point]:
    """The nearest, nearest first. Raises CarrierUnavailable, at once where the carrier has just not answered."""
    if (found := known(method, near)) is not None:
        return found
    if not _is_whole(near):
        return []
    resting = f"service-points-rest-{method.carrier}"
    if cache.get(resting):
        raise CarrierUnavailable("it did not answer a moment ago")
    try:
        found = [_as_written(one) for one in carriers()[method.carrier].points(method.points_of, near)]
    except CarrierUnavailable:
        cache.set(resting, True, REST.total_seconds())
        raise
    cache.set(_key(method, near), [asdict(one) for one in found], KEPT.total_seconds())
    return found


def sealed(point: Point, method: DeliveryMethod) -> str:
    """A choice as the page sends it back. `opened` reads it."""
    return signing.dumps([method.carrier, method.points_of, _kept(point)], salt=SALT, compress=True)


def opened(word: str) -> tuple[str, str, Point]:
    """The carrier, its name of the points, and the point. Raises Unsealed."""
    try:
        carrier, points_of, point = signing.loads(word, salt=SALT, max_age=SEALED_FOR)
        return carrier, points_of, Point(**point)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise Unsealed from error


def chosen(word: str, method: DeliveryMethod | None) -> Point | None:
    """The point that was chosen, if it is one of this delivery's: it may have been chosen for another."""
    if not word or method is None:
        return None
    carrier, points_of, point = opened(word)
    return point if (carrier, points_of) == (method.carrier, method.points_of) else None


def _as_written(point: Point) -> Point:
    """With a Swedish postal code as people write it: 393 54."""
    if point.country == "SE" and SWEDISH.fullmatch(point.postal_code):
        return replace(point, postal_code=f"{point.postal_code[:3]} {point.postal_code[3:]}")
    return point


def _kept(point: Point) -> dict[str, str]:
    """Without opening hours: they are for choosing by."""
    return {name: value for name, value in asdict(point).items() if name != "hours"}


def _is_whole(near: Near) -> bool:
    return bool(near.country and POSTAL_CODE.fullmatch(near.postal_code))


def _key(method: DeliveryMethod, near: Near) -> str:
    place = [method.carrier, method.points_of, near.country, near.postal_code.replace(" ", ""), near.address.casefold()]
    return f"service-points-{hashlib.sha256(repr(place).encode()).hexdigest()}"
