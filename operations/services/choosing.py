"""The services in a customer's cart: put there, changed, taken out, and looked at again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from commerce.customers.models import User
from operations.services import editing, fields, prices
from operations.services.catalogue import ServiceVersion
from operations.services.ordered import MOST_CHOICES, ServiceChoice


class TooMany(Exception):
    """The cart holds as many services as it can."""


class Chosen(NamedTuple):
    """One service in the cart as it is now. `is_orderable`: it is still offered, in the version that was chosen."""

    choice: ServiceChoice
    price: prices.Price
    is_orderable: bool


def put(
    user: User,
    version: ServiceVersion,
    *,
    recipients: Sequence[Mapping[str, str]],
    hours: int = 1,
    written: Mapping[str, str] | None = None,
    cleaned: Mapping[str, Any] | None = None,
    choice: ServiceChoice | None = None,
    now: datetime,
) -> ServiceChoice:
    """Put a service in the cart, or write `choice` anew. Raises TooMany.

    `written` is the form as it was sent, `cleaned` as it was read.
    """
    if choice is None and ServiceChoice.objects.filter(user=user).count() >= MOST_CHOICES:
        raise TooMany
    made = choice or ServiceChoice(user=user)
    made.version, made.put_at = version, now
    made.recipients = [{"name": one["name"], "email": one["email"]} for one in recipients]
    made.hours = hours if version.is_by_the_hour else 1
    made.answers = dict(written or {})
    made.told = fields.answers(version.fields, cleaned or {})
    made.save()
    return made


def chosen(user_id: int, *, now: datetime) -> list[Chosen]:
    """What is in the cart, in the order it came there. Two queries; one where there is nothing."""
    rows = list(
        ServiceChoice.objects.filter(user=user_id)
        .select_related("version__service", "version__category")
        .order_by("pk")
    )
    if not rows:
        return []
    standing = set(editing.offered().values_list("pk", flat=True))
    return [looked_at(one, standing, now=now) for one in rows]


def looked_at(choice: ServiceChoice, standing: set[int], *, now: datetime) -> Chosen:
    price = prices.price(choice.version, quantity=choice.quantity, now=now)
    return Chosen(choice, price, choice.version_id in standing)


def named(choices: Iterable[ServiceChoice]) -> str:
    """Just these, as they are now: one that is written anew gets another name."""
    return ".".join(name_of(one) for one in choices)


def name_of(choice: ServiceChoice) -> str:
    return f"{choice.pk}-{choice.version_id}-{int(choice.put_at.timestamp() * 1000)}"


def total(rows: Sequence[Chosen], buyer_type: str) -> Decimal:
    return sum((one.price.told(buyer_type) for one in rows if one.is_orderable), start=Decimal(0))
