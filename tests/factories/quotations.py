"""Quotations, made through their own life."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from commerce.customers.shopper import shopper_for
from commerce.pricing.vat import SWEDEN
from commerce.quotations import drafting, life
from commerce.quotations.drafting import Written
from tests.factories.customers import MembershipFactory, UserFactory, owner


def pro(**fields):
    """One who buys for himself at the level Pro."""
    return UserFactory(level_id="pro", **fields)


def shopper_of(user, *, locale="sv", at=None):
    return shopper_for(user, locale=locale, at=at or timezone.now())


def today():
    return timezone.now().astimezone(SWEDEN).date()


def drafted(*lines, user=None, locale="sv", delivery="495.00", days=10, terms="Betalning 30 dagar netto.", now=None):
    """A draft of (variant, quantity, unit or None) triples for a member of an organisation, or for `user`."""
    user = user or MembershipFactory().user
    now = now or timezone.now()
    begun = drafting.begin(shopper_of(user, at=now, locale=locale), user_id=user.pk, by=owner().pk, now=now)
    return drafting.write(
        begun.pk,
        [
            Written(variant_id=variant.pk, quantity=quantity, unit=unit and Decimal(unit), reason="storköp")
            for variant, quantity, unit in lines
        ],
        delivery=("pall", "Pallfrakt", Decimal(delivery)),
        valid_through=now.astimezone(SWEDEN).date() + timedelta(days=days),
        terms=terms,
        by=begun.made_by_id,
        now=now,
    )


def sent(*lines, now=None, **fields):
    draft = drafted(*lines, now=now, **fields)
    return life.send(draft.pk, by=draft.made_by_id, now=now or timezone.now())


def at_desk(quotation, what):
    """The address of what the desk does with it."""
    return reverse(f"quotation_{what}", args=[quotation.pk])


def written(*rows, kept=0, **head):
    """What the desk's form sends: rows of sku, quantity, price of its own, reason."""
    told = {
        "form-TOTAL_FORMS": str(len(rows)),
        "form-INITIAL_FORMS": str(kept),
        "delivery": "ombud",
        "delivery_name": "Pallfrakt",
        "delivery_price": "400",
        "valid_through": (today() + timedelta(days=10)).isoformat(),
        "terms": "Betalning 30 dagar netto.",
        "seen": "0",
        **head,
    }
    for place, row in enumerate(rows):
        told |= dict(zip([f"form-{place}-{name}" for name in ("sku", "quantity", "unit", "reason")], row, strict=True))
    return told
