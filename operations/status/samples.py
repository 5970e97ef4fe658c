"""The letter about an outage as it looks, for the admin's page of mails. Nothing is saved."""

from datetime import UTC, datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_lazy as _

from commerce.customers.models import User
from commerce.orders.mails.desk import Other
from operations.status import telling
from operations.status.disturbed import Component, Disturbance
from operations.status.followed import OutageFollower
from operations.status.letters import letter
from operations.status.planned import PlannedOutage


def samples() -> list[Other]:
    return [
        Other(
            code="outage_planned",
            title=_("The shop is going to be closed"),
            when=_("A planned outage is approved or called off: to those who asked for it on their account pages."),
            sample=_planned,
        ),
        Other(
            code="outage_disturbance",
            title=_("Something does not work"),
            when=_("A disturbance begins, and when it is over: to those who asked for it on their account pages."),
            sample=_disturbed,
        ),
    ]


def _reader(locale: str) -> OutageFollower:
    return OutageFollower(user=User(email="asa.oberg@example.se", first_name="Åsa", last_name="Öberg"), locale=locale)


def _planned(locale: str) -> EmailMultiAlternatives:
    outage = PlannedOutage(
        name="Ny databasserver",
        words_sv="Varukorgen finns kvar.",
        words_en="Your basket stays.",
        starts_at=datetime(2026, 12, 20, 1, tzinfo=UTC),
        ends_at=datetime(2026, 12, 20, 3, tzinfo=UTC),
    )
    return letter(outage, telling.APPROVED, _reader(locale), message_key="sample")


def _disturbed(locale: str) -> EmailMultiAlternatives:
    disturbance = Disturbance(
        component=Component.CHECKOUT,
        effect=Disturbance.Effect.DEGRADED,
        words_sv="Kort nekas just nu. Swish fungerar.",
        words_en="Cards are refused just now. Swish works.",
        begins_at=datetime(2026, 11, 28, 8, 12, tzinfo=UTC),
    )
    return letter(disturbance, telling.BEGAN, _reader(locale), message_key="sample")
