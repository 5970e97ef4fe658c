"""The letters about a service order beside those of its tickets, in the reader's language."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commerce.customers.models import User
from commerce.orders.mail import plain
from operations.services import notices
from operations.services.ordered import PartState, ServiceOrder, ServicePart
from operations.services.words import Line, line


def letter(
    order: ServiceOrder, what: str, to: User, *, parts: list[ServicePart], message_key: str
) -> EmailMultiAlternatives:
    """Ready to send. `parts` are those it tells of, with `version` and `ticket`; `message_key` makes the Message-ID."""
    with override(order.locale):
        subject, lead = _said(what, order)
        context: dict[str, Any] = {
            "subject": subject,
            "lead": lead,
            "order": order,
            "lines": [_line(one) for one in parts],
            "why": parts[0].why if what in (notices.REFUSED, notices.CANCELLED) and parts else "",
            "url": settings.SITE_URL + _page(order, what, to),
            "is_asked": what == notices.ASKED,
            "site_url": settings.SITE_URL,
        }
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        mail = EmailMultiAlternatives(
            subject=subject,
            body=plain("service_order", context),
            to=[to.email],
            headers={"Message-ID": f"<{message_key}@{host}>", "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("mail/service_order.html", context), "text/html")
        return mail


def told_of(order: ServiceOrder, what: str, part_id: int | None) -> list[ServicePart]:
    """The parts that a letter is about: one, those that wait, or all."""
    rows = order.parts.select_related("version", "ticket").order_by("position")
    if part_id is not None:
        return list(rows.filter(pk=part_id))
    return list(rows.filter(state=PartState.AWAITING) if what == notices.ASKED else rows)


def _said(what: str, order: ServiceOrder) -> tuple[str, str]:
    number = {"number": order.number, "name": str(order.requester)}
    match what:
        case notices.ASKED:
            return (
                _("Services to approve: order %(number)s") % number,
                _("%(name)s has ordered services that wait for your approval.") % number,
            )
        case notices.REFUSED:
            return (
                _("A service in order %(number)s was not approved") % number,
                _("A service that you ordered was not approved, and is not carried out.") % number,
            )
        case notices.CANCELLED:
            return (
                _("A service in order %(number)s is cancelled") % number,
                _("A service that you ordered is cancelled, and is not carried out.") % number,
            )
        case _:
            return (
                _("Your service order %(number)s") % number,
                _("Thank you for your order. Each part goes its own way, and you are told of what happens to each."),
            )


def _line(part: ServicePart) -> Line:
    return line(part)


def _page(order: ServiceOrder, what: str, to: User) -> str:
    """Where the reader sees it: at the company's or one's own account, or at the desk for one who approves there."""
    membership = getattr(to, "membership", None)
    is_of_company = membership is not None and membership.organisation_id == order.organisation_id
    if what == notices.ASKED and not is_of_company:
        return reverse("services_serviceorder_modeladmin_inspect", args=[order.pk])
    return reverse("service_order", args=[order.number])
