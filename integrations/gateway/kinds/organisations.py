"""Organisations: business customers, what they are called, their level and terms, and where things are sent.

The number of a sole trader is a personal number, and leaves the shop masked also here. So a row is named by the
customer number, which Fortnox and the warehouse know too, or where there is none by the organisation number.
"""

import copy
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, TextField, When
from django.db.models import Value as Constant
from django.db.models.functions import Cast, Concat, NullIf, Right
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commerce.customers import organisation_changes
from commerce.customers.models import Level
from commerce.customers.organisation_forms import ADDRESSES
from commerce.customers.organisation_numbers import masked
from commerce.customers.organisations import Organisation
from commerce.customers.removal import delete_unused_organisations
from integrations.gateway.kinds.keyed import Asked, Chunk, Held, Key, Keyed, Refuse, Values, text
from integrations.gateway.kinds.kind import Field, Filters, Of, Queried, or_missing
from integrations.gateway.kinds.organisation_cells import (
    MARK,
    PLAIN,
    addresses,
    as_it_goes_out,
    digits_of,
    key_of,
    known_by,
    new_number,
    same_number,
    terms,
    vat_number_of,
)
from integrations.gateway.kinds.taking import Given, Taken, taken_away

NEEDED = ("address_1", "postal_code", "city")

_MASKED_NUMBER = Case(
    When(is_sole_trader=True, then=Concat(Constant(masked("xx")[:-2]), Right("number", 2))), default=F("number")
)
_MASKED_VAT = Case(When(is_sole_trader=False, then=NullIf("vat_number", Constant(""))))


class Organisations(Queried, Keyed):
    code, title, short = "organisations", _("Organisations"), _("Organisations")
    permission, take_permission = "customers.view_organisation", "customers.change_organisation"
    is_personal = True
    fields = (
        Field(
            code="customer",
            name=_("Customer number"),
            source=Concat(Constant(MARK), Cast("pk", TextField()), output_field=TextField()),
            is_code=True,
            is_key=True,
            width=16,
            called=("kundnr", "kund", "customer no"),
        ),
        Field(
            code="number",
            name=_("Organisation number"),
            source=_MASKED_NUMBER,
            is_code=True,
            is_key=True,
            width=16,
            called=("orgnr", "org.nr", "organisationsnr"),
        ),
        Field(code="name", name=_("Name"), source="name", width=120, called=("företag", "company")),
        Field(
            code="is_sole_trader", name=_("Sole trader"), source="is_sole_trader", of=Of.YES_NO, width=4, comes_in=False
        ),
        Field(code="vat_number", name=_("VAT number"), source=_MASKED_VAT, is_code=True, width=14),
        Field(code="level", name=_("Level"), source="level__code", width=20),
        Field(
            code="payment_terms_days",
            name=_("Payment terms, days"),
            source="payment_terms_days",
            of=Of.INTEGER,
            width=6,
        ),
        Field(code="credit_limit", name=_("Credit limit"), source="credit_limit", of=Of.DECIMAL, decimals=2, width=16),
        Field(
            code="po_number_required",
            name=_("Order number required"),
            source="po_number_required",
            of=Of.YES_NO,
            width=4,
        ),
        Field(code="buyer_reference", name=_("Reference"), source="buyer_reference", width=80, made=or_missing),
        Field(
            code="invoice_email",
            name=_("E-mail address for invoices"),
            source="invoice_email",
            width=254,
            made=or_missing,
        ),
        *(
            Field(
                code=f"{what}_{part}",
                name=name,
                source=f"{what}_{part}",
                width=120,
                made=or_missing,
                is_code=part == "postal_code",
            )
            for what, names in (
                (
                    "invoice",
                    (
                        _("Invoice address"),
                        _("Invoice address, continued"),
                        _("Invoice postal code"),
                        _("Invoice city"),
                        _("Invoice country"),
                    ),
                ),
                (
                    "delivery",
                    (
                        _("Delivery address"),
                        _("Delivery address, continued"),
                        _("Delivery postal code"),
                        _("Delivery city"),
                        _("Delivery country"),
                    ),
                ),
            )
            for part, name in zip(("address_1", "address_2", "postal_code", "city", "country"), names, strict=True)
        ),
        Field(code="is_active", name=_("Active"), source="is_active", of=Of.YES_NO, width=4, comes_in=False),
    )

    def query(self, chosen: Filters, *, now: datetime) -> QuerySet:
        return Organisation.objects.order_by("pk")

    # --- in ---

    def look_up(self, rows: Sequence[Given], *, by) -> Chunk:
        """The words are the organisations by key, and the levels that an organisation may have."""
        keys = [pk for row in rows if (pk := key_of(row))]
        numbers = {digits for row in rows if (digits := digits_of(row))}
        wanted = Q(pk__among=keys) | Q(number__among=numbers)
        found = list(Organisation.objects.filter(wanted).order_by("pk").select_for_update(no_key=True))
        held: dict[Key, Held] = {}
        for one in found:
            held[one.pk] = Held(pk=one.pk, values=as_it_goes_out(one))
        by_number = {one.number: one for one in found if one.number}
        levels = set(Level.objects.exclude(code=Level.KONSUMENT).values_list("code", flat=True))
        return Chunk(held, ({one.pk: one for one in found}, by_number, levels))

    def read(self, row: Given, chunk: Chunk) -> tuple[Key, Values]:
        organisations, by_number, levels = chunk.words
        known = known_by(row, organisations, by_number)
        values: Values = {}
        if known is None:
            values["number"] = new_number(row)
        elif row.values.get("number"):
            values["number"] = same_number(row, known)
        if "name" in row.values:
            values["name"] = text(row, "name", most=120, is_needed=True)
        if "vat_number" in row.values:
            values["vat_number"] = vat_number_of(row, known, str(values.get("number") or ""))
        if "level" in row.values:
            values["level"] = text(row, "level", is_needed=True)
            if values["level"] not in levels:
                said = gettext("There is no level %(code)s for organisations.")
                raise Refuse("level", said % {"code": values["level"]})
        values |= terms(row)
        values |= {name: text(row, name, most=most) for name, most in PLAIN.items() if name in row.values}
        values |= addresses(row, known)
        return (known.pk if known else values["number"]), values

    def examine(self, asked: Asked, chunk: Chunk) -> None:
        if asked.is_new and not asked.values.get("name"):
            raise Refuse("name", gettext("A new organisation must have a name."))
        for what in ADDRESSES:
            whole = asked.whole(f"{what}_{part}" for part in (*NEEDED, "address_2"))
            for part in NEEDED:
                if any(whole.values()) and not whole[f"{what}_{part}"]:
                    raise Refuse(f"{what}_{part}", gettext("Write the whole address, or none of it."))

    def write(self, asked: list[Asked], chunk: Chunk, *, by, now: datetime, reference: str) -> None:
        organisations = chunk.words[0]
        told: dict[str, Any] = {"by": by, "now": now}
        told["reason"] = gettext("Taken in from %(name)s") % {"name": reference}
        new = [_after(one, Organisation(number=str(one.values["number"]))) for one in asked if one.is_new]
        if new:
            organisation_changes.create_all(new, **told)
        decided = [
            (before := organisations[one.key], _after(one, copy.copy(before)), sorted(one.changes))
            for one in asked
            if not one.is_new
        ]
        if decided:
            organisation_changes.decide_all(decided, **told)

    def without(self, rows: Sequence[Given], *, by, now: datetime, reference: str) -> list[Taken]:
        """Take away organisations that an import made and nobody has used."""
        numbers = {digits_of(row): row for row in rows}
        found = Organisation.objects.filter(number__among=list(numbers)).values_list("pk", "number")
        given = {pk: numbers[number] for pk, number in found}
        reason = gettext("The import of %(name)s was undone") % {"name": reference}
        return taken_away(given, delete_unused_organisations(list(given), by=by, reason=reason, now=now))


def _after(asked: Asked, organisation: Organisation) -> Organisation:
    """The organisation with what the row says anew of it."""
    for code, (_was, value) in asked.changes.items():
        if code == "level":
            organisation.level_id = str(value)
        else:
            setattr(organisation, code, "" if value is None and code != "credit_limit" else value)
    return organisation
