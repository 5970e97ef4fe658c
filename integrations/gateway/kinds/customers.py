"""People with accounts, and the organisations that they buy for. Both tell of people, and ask for a right of their own.

The number of a sole trader is a personal number, and leaves the shop masked also here.
"""

from datetime import datetime

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models import Value as Constant
from django.db.models.functions import Concat, NullIf, Right
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import Address, User
from commerce.customers.organisation_numbers import masked
from commerce.customers.organisations import Organisation
from integrations.gateway.kinds.kind import Field, Filter, Filters, Of, Queried, during, or_missing

_MASKED_NUMBER = Case(
    When(is_sole_trader=True, then=Concat(Constant(masked("xx")[:-2]), Right("number", 2))), default=F("number")
)
_MASKED_VAT = Case(When(is_sole_trader=False, then=NullIf("vat_number", Constant(""))))


def _address(name: str) -> Subquery:
    """What the address says that the checkout begins with."""
    return Subquery(Address.objects.filter(user=OuterRef("pk"), is_default=True).values(name)[:1])


class Customers(Queried):
    code, title, short = "customers", _("Customers with accounts"), _("Customers")
    permission = "customers.view_user"
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


class Organisations(Queried):
    code, title, short = "organisations", _("Organisations"), _("Organisations")
    permission = "customers.view_organisation"
    is_personal = True
    fields = (
        Field(
            code="number",
            name=_("Organisation number"),
            source=_MASKED_NUMBER,
            is_code=True,
            is_key=True,
            is_required=True,
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
