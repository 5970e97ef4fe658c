"""The mails about quotations as they look, for the admin's page of mails. Nothing is saved."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.orders.mails.desk import Other
from commerce.quotations import mail
from commerce.quotations.models import Quotation, QuotationLine
from commerce.quotations.states import QuotationState

Made = Callable[..., EmailMultiAlternatives]


def samples() -> list[Other]:
    return [
        Other(
            code="quotation-receipt",
            title=_("Receipt of a request for a quotation"),
            when=_("A customer asks for a quotation of the cart."),
            sample=_of(mail.received, is_sent=False),
        ),
        Other(
            code="quotation-sent",
            title=_("Quotation"),
            when=_("We send a quotation, or a new version of one."),
            sample=_of(mail.sent),
        ),
        Other(
            code="quotation-withdrawn",
            title=_("Quotation withdrawn"),
            when=_(
                "We take back a quotation, or do not give one that was asked for. Not when a new version replaces it."
            ),
            sample=_of(mail.withdrawn),
        ),
    ]


def _of(make: Made, *, is_sent: bool = True) -> Callable[[str], EmailMultiAlternatives]:
    def sample(locale: str) -> EmailMultiAlternatives:
        return make(_quotation(locale, is_sent=is_sent), lines=_lines(locale), message_key="sample")

    return sample


def _quotation(locale: str, *, is_sent: bool) -> Quotation:
    now = timezone.now()
    return Quotation(
        number=1042,
        state=QuotationState.SENT if is_sent else QuotationState.DRAFT,
        user=User(email="asa.oberg@example.se", first_name="Åsa", last_name="Öberg"),
        buyer_type="business",
        locale=locale,
        message="Till nya matsalen" if locale == "sv" else "For the new dining room",
        terms="Betalning 30 dagar netto." if locale == "sv" else "Payment in 30 days net.",
        delivery_name="Pallfrakt" if locale == "sv" else "Pallet freight",
        delivery_gross=Decimal("500.00"),
        valid_until=now + timedelta(days=30),
        net=Decimal("10000.00"),
        vat=Decimal("2500.00"),
        gross=Decimal("12500.00"),
        sent_at=now if is_sent else None,
        why="Priset var skrivet fel." if locale == "sv" else "The price was written wrong.",
    )


def _lines(locale: str) -> list[QuotationLine]:
    name = "Espressokopp Dis" if locale == "sv" else "Espresso cup Mist"
    return [QuotationLine(sku="LL-100", name=name, quantity=120, unit=Decimal("80.00"))]
