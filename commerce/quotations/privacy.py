"""What the quotations' room holds about a person. One's own go; an organisation's stay without naming the person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from commerce.customers.person import GONE, Kept, Person, Room
from commerce.customers.privacy import redacted
from commerce.quotations.models import Quotation

OF_QUOTATION = ("state", "message", "terms", "net", "vat", "gross", "currency", "created_at", "sent_at", "valid_until")


def export(person: Person) -> Mapping[str, Any]:
    own = Quotation.objects.filter(user=person.user_id).exclude(user=None).prefetch_related("lines").order_by("pk")
    return {
        "quotations": [
            {"number": str(one)}
            | {name: getattr(one, name) for name in OF_QUOTATION}
            | {"lines": [{"sku": line.sku, "quantity": line.quantity, "unit": line.unit} for line in one.lines.all()]}
            for one in own
        ]
    }


def forget(person: Person, now: datetime) -> Mapping[str, int]:
    """What was bought by one's own quotation stays on the order, with its prices."""
    if person.user_id is None:
        return {}
    own = Quotation.objects.filter(user=person.user_id, organisation=None)
    for quotation in own:
        quotation.orders.update(quotation=None)
        quotation.lines.all().delete()
    counts = {"quotations": own.delete()[0]}
    for quotation in Quotation.objects.filter(user=person.user_id).exclude(organisation=None):
        parties = redacted(quotation.parties, person)
        if parties:
            parties["buyer"] |= {"person": GONE, "email": ""}
        Quotation.objects.filter(pk=quotation.pk).update(
            message="", parties=parties, terms=person.redact(quotation.terms), why=person.redact(quotation.why)
        )
    return counts


ROOM = Room(
    title=gettext_lazy("Quotations"),
    export=export,
    forget=forget,
    goes=(gettext_lazy("Your quotations."),),
    stays=(
        Kept(
            gettext_lazy("Quotations to a company, without your name."),
            gettext_lazy("They are the company's contracts."),
        ),
    ),
)
