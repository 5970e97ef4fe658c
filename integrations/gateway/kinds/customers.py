"""People with accounts. They ask for a right of their own, out and in.

In comes who they are and at which level they buy; never a password, a role, or whether the account is open.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.customers.customer_intake import CustomerTold, take_in_customers
from commerce.customers.models import Address, Level, User
from commerce.customers.removal import delete_unused_accounts
from integrations.gateway.kinds.keyed import Asked, Chunk, Held, Key, Keyed, Refuse, Values, text
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, during, or_missing
from integrations.gateway.kinds.taking import Given, Taken, taken_away

LONGEST_EMAIL = 254
MOST = {"first_name": 150, "last_name": 150, "phone": 40}


def _address(name: str) -> Subquery:
    """What the address says that the checkout begins with."""
    return Subquery(Address.objects.filter(user=OuterRef("pk"), is_default=True).values(name)[:1])


class Customers(Queried, Keyed):
    code, title, short = "customers", _("Customers with accounts"), _("Customers")
    permission, take_permission = "customers.view_user", "customers.change_user"
    is_personal = True
    fields = (
        Field(
            code="email",
            name=_("E-mail address"),
            source="email",
            is_key=True,
            is_required=True,
            width=254,
            called=("e-post", "mejl", "mail", "epost"),
        ),
        Field(code="first_name", name=_("First name"), source="first_name", width=150, made=or_missing),
        Field(code="last_name", name=_("Last name"), source="last_name", width=150, made=or_missing),
        Field(code="phone", name=_("Phone"), source="phone", width=40, made=or_missing, is_code=True),
        Field(code="level", name=_("Level"), source="level__code", width=20),
        Field(
            code="organisation",
            name=_("Organisation"),
            source="membership__organisation__name",
            width=120,
            comes_in=False,
        ),
        Field(code="role", name=_("Role"), source="membership__role", width=13, comes_in=False),
        Field(code="address_1", name=_("Address"), source=_address("address_1"), width=120, comes_in=False),
        Field(
            code="address_2",
            name=_("Address, continued"),
            source=_address("address_2"),
            width=120,
            made=or_missing,
            comes_in=False,
        ),
        Field(
            code="postal_code",
            name=_("Postal code"),
            source=_address("postal_code"),
            width=12,
            is_code=True,
            comes_in=False,
        ),
        Field(code="city", name=_("City"), source=_address("city"), width=80, comes_in=False),
        Field(code="country", name=_("Country"), source=_address("country"), width=2, comes_in=False),
        Field(
            code="date_joined",
            name=_("Customer since"),
            source="date_joined",
            of=Of.DATETIME,
            width=32,
            comes_in=False,
        ),
        Field(code="is_active", name=_("Active"), source="is_active", of=Of.YES_NO, width=4, comes_in=False),
    )
    filters = (
        Filter(code="since", name=_("From and including")),
        Filter(code="until", name=_("Until and including")),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return User.objects.filter(**during(chosen, "date_joined")).order_by("pk")

    # --- in ---

    def look_up(self, rows: Sequence[Given], *, by) -> Chunk:
        """The words are the levels that an account may have, and the addresses of those who work in the shop."""
        emails = {_email(row) for row in rows}
        found = User.objects.annotate(lower=Lower("email")).filter(lower__in=emails).order_by("pk")
        columns = ("pk", "lower", "first_name", "last_name", "phone", "level_id")
        held = {
            email: Held(pk=pk, values=_values(email, first or None, last or None, phone or None, level))
            for pk, email, first, last, phone, level in found.select_for_update(of=("self",), no_key=True).values_list(
                *columns
            )
        }
        at_work = Q(groups__isnull=False) | Q(is_staff=True) | Q(is_superuser=True)
        staff = set(
            User.objects.filter(at_work, pk__among=[one.pk for one in held.values()]).values_list("pk", flat=True)
        )
        return Chunk(held, (set(Level.objects.exclude(code=Level.KONSUMENT).values_list("code", flat=True)), staff))

    def read(self, row: Given, chunk: Chunk) -> tuple[Key, Values]:
        text(row, "email", most=LONGEST_EMAIL, is_needed=True)
        values: Values = {"email": _email(row)}
        values |= {name: text(row, name, most=most) for name, most in MOST.items() if name in row.values}
        if "level" in row.values:
            values["level"] = text(row, "level", is_needed=True)
        return values["email"], values

    def examine(self, asked: Asked, chunk: Chunk) -> None:
        levels, staff = chunk.words
        if asked.held and asked.held.pk in staff:
            raise Refuse("email", gettext("Whoever works in the shop is changed in the register of users."))
        if asked.is_new:
            try:
                validate_email(asked.key)
            except ValidationError as error:
                raise Refuse("email", gettext("It is no e-mail address.")) from error
        level = asked.changes.get("level", (None, None))[1]
        if level is not None and level not in levels:
            raise Refuse("level", gettext("There is no level %(code)s for accounts.") % {"code": level})

    def write(self, asked: list[Asked], chunk: Chunk, *, by, now: datetime, reference: str) -> None:
        reason = gettext("Taken in from %(name)s") % {"name": reference}
        take_in_customers([_told(one) for one in asked], by=by, reason=reason, now=now)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """Take away accounts that an import made and nobody has used."""
        keys = {_email(row): row for row in rows}
        found = User.objects.annotate(lower=Lower("email")).filter(lower__in=keys).values_list("pk", "lower")
        given = {pk: keys[email] for pk, email in found}
        reason = gettext("The import of %(name)s was undone") % {"name": reference}
        return taken_away(given, delete_unused_accounts(list(given), by=by, reason=reason, now=now))


def _email(row: Given) -> str:
    return str(row.values.get("email") or "").strip().lower()


def _values(email: str, first: str | None, last: str | None, phone: str | None, level: str) -> Values:
    return {"email": email, "first_name": first, "last_name": last, "phone": phone, "level": level}


def _told(asked: Asked) -> CustomerTold:
    whole = asked.whole((*MOST, "level"))
    return CustomerTold(
        pk=asked.held.pk if asked.held else None,
        email=asked.key,
        first_name=str(whole["first_name"] or ""),
        last_name=str(whole["last_name"] or ""),
        phone=str(whole["phone"] or ""),
        level=str(whole["level"] or Level.USER),
        level_was=str(asked.held.values["level"]) if asked.held else "",
    )
