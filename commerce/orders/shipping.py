"""Port: what a carrier must do. An adapter is one class in one folder, and one line in the settings.

A carrier here is whoever the shop books with: a broker of many carriers, or one itself. The shop's own delivery method
says which, and under what names it knows what is booked (`DeliveryMethod.product`) and its service points
(`DeliveryMethod.points_of`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from commerce.orders.states import ScanStatus


class CarrierUnavailable(Exception):
    """The carrier could not be asked, or did not answer in time: go on without, nothing has happened."""


class PointClosed(Exception):
    """The service point that was chosen takes no parcels any more. `key` is the carrier's name of it."""

    def __init__(self, key: str):
        super().__init__(f"service point {key} is closed")
        self.key = key


class CannotCancel(Exception):
    """The carrier has taken the parcel, or is past letting the booking go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Where service points are looked for."""

    country: str
    postal_code: str
    city: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place where parcels are fetched. `key` is the carrier's name of it."""

    key: str
    name: str
    address_1: str
    postal_code: str
    city: str
    country: str
    hours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who sends or receives. `name` is the company where there is one, `person` who it is for there."""

    name: str
    address_1: str
    postal_code: str
    city: str
    country: str
    person: str = ""
    address_2: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some of one article in a parcel; `grams` and `net` are of one, `vat_rate` in percent."""

    sku: str
    name: str
    quantity: int
    grams: int
    net: Decimal
    vat_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """A parcel to be booked. `anchor` is our own name of it, by which a booking is found again: no two have one.

    `was_tried` says that somebody has asked for it before, so that it may be booked already.
    """

    anchor: str
    order_number: str
    product: str
    sender: Party
    receiver: Party
    pieces: tuple[Piece, ...]
    net: Decimal
    vat: Decimal
    currency: str
    asked_at: datetime
    serial: int
    point: Point | None = None
    points_of: str = ""
    was_tried: bool = False

    @property
    def grams(self) -> int:
        """What the goods weigh, never nothing: what nobody has weighed counts as a hundred grams."""
        return sum(piece.grams * piece.quantity for piece in self.pieces) or 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """What a carrier has taken on. `carrier` is who drives, where the one we booked with says so."""

    remote_id: str
    tracking_number: str = ""
    tracking_url: str = ""
    carrier: str = ""
    label: bytes = b""  # a PDF, where it came with the answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Something that happened to a parcel on its way, in the carrier's words. `key` names it among the parcel's."""

    key: str
    at: datetime
    status: ScanStatus
    words: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a carrier would take for a consignment, excluding VAT."""

    product: str
    name: str
    net: Decimal
    currency: str


class Carrier(Protocol):
    """Every call has a timeout and may be made twice; none is made inside a transaction.

    `points` and `offers` raise CarrierUnavailable and take two seconds at most: a shopper waits. What the others raise
    is for whoever carries deliveries out (`integrations.errors`); `book` raises PointClosed, `cancel` CannotCancel.
    """

    code: str
    name: str | Promise

    def offers(self, consignment: Consignment) -> Sequence[Offer]:
        """What it would cost. Empty where the carrier tells no prices."""

    def points(self, points_of: str, near: Near) -> Sequence[Point]:
        """The nearest service points, nearest first."""

    def look_up(self, consignment: Consignment) -> Booked | None:
        """The booking that bears our anchor; None: they have none."""

    def book(self, consignment: Consignment) -> Booked:
        """Book it. Not asked twice without `look_up` in between."""

    def label(self, booked: Booked, consignment: Consignment) -> bytes:
        """What is stuck on the parcel, as PDF."""

    def cancel(self, booked: Booked, consignment: Consignment) -> None:
        """Let the booking go. One that is gone already is no fault."""

    def follows(self, number: str) -> bool:
        """Whether parcels with this tracking number can be followed here, whoever booked them."""

    def track(self, booked: Booked, anchor: str) -> Sequence[Seen]:
        """What has happened to a parcel so far."""


PORT = (
    "code",
    "name",
    "offers",
    "points",
    "look_up",
    "book",
    "label",
    "cancel",
    "follows",
    "track",
)


@cache
def carriers() -> dict[str, Carrier]:
    """Every registered carrier by code."""
    return {code: import_string(path)() for code, path in settings.CARRIERS.items()}


def follower_of(code: str, number: str) -> Carrier | None:
    """Who tells most of a parcel: the one whose own number it bears, else the one that booked it."""
    by_number = next((one for one in carriers().values() if number and one.follows(number)), None)
    return by_number or carriers().get(code)
