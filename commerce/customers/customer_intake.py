"""Taking in accounts from rows: who they are and at which level they buy. Never a password, a role or a state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from commerce.bulk import copy_in, copy_over, take_ids
from commerce.customers.access import refuse_without
from commerce.customers.models import User
from commerce.events.log import publish_each

FIELDS = ("first_name", "last_name", "phone", "level_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTold:
    """An account as it is to be; `pk` None: a new one, whose address nobody has. `level_was` of one that there is."""

    email: str
    first_name: str
    last_name: str
    phone: str
    level: str
    pk: int | None = None
    level_was: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        return self.first_name, self.last_name, self.phone, self.level


def take_in_customers(rows: Sequence[CustomerTold], *, by, reason: str, now: datetime) -> None:
    """Make new accounts, without a password and with an address that is yet to be proved, and write over the others.

    Each level that changes is remembered with the reason, as `access.change_access` does. The caller has locked the
    accounts, and has seen that none of them has a role.
    """
    refuse_without(reason)
    _make([row for row in rows if row.pk is None], by=by, reason=reason, now=now)
    old = [row for row in rows if row.pk is not None]
    copy_over(User, ("id", *FIELDS), [(row.pk, *row.values) for row in old])
    told = [
        (
            "customer.level_changed",
            f"user:{row.pk}",
            {"from": row.level_was, "to": row.level, "by": by.pk, "reason": reason.strip()},
        )
        for row in old
        if row.level != row.level_was
    ]
    publish_each(told, at=now)


def _make(rows: Sequence[CustomerTold], *, by, reason: str, now: datetime) -> None:
    made = list(zip(take_ids(User, len(rows)), rows, strict=True))
    copy_in(
        User,
        ("id", "email", "password", "date_joined", *FIELDS),
        [(pk, row.email, make_password(None), now, *row.values) for pk, row in made],
    )
    copy_in(
        EmailAddress, ("user_id", "email", "primary", "verified"), [(pk, row.email, True, False) for pk, row in made]
    )
    told = {"roles": [], "by": by.pk, "reason": reason.strip()}
    publish_each([("customer.taken_in", f"user:{pk}", {"level": row.level, **told}) for pk, row in made], at=now)
