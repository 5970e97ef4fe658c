"""Mail about an account, in the language of the page that caused it: HTML as the shop looks, and a plain-text twin."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.customers.models import User
from commerce.customers.organisations import MemberInvitation


def enrolment_code(user: User, *, code: str, minutes: int) -> EmailMultiAlternatives:
    context = {"code": f"{code[:4]} {code[4:]}", "minutes": minutes}
    return _mail("enrolment_code", user.email, _("Your code for two-step log-in"), context)


def invitation(user: User, *, key: str, days: int) -> EmailMultiAlternatives:
    context = {"link": settings.SITE_URL + reverse("account_invitation", args=[key]), "days": days}
    return _mail("invitation", user.email, _("Your account at Lykta & Lera"), context)


def membership(invitation: MemberInvitation, *, key: str, days: int) -> EmailMultiAlternatives:
    link = settings.SITE_URL + reverse("organisation_invitation", args=[key])
    context = {"link": link, "days": days, "organisation": invitation.organisation, "invited_by": invitation.invited_by}
    subject = _("Buy for %(organisation)s at Lykta & Lera") % {
        "organisation": " ".join(invitation.organisation.name.split())
    }
    return _mail("membership", invitation.email, subject, context)


def _mail(template: str, address: str, subject: str, context: dict) -> EmailMultiAlternatives:
    context = {**context, "subject": subject, "site_url": settings.SITE_URL}
    body = render_to_string(f"mail/{template}.txt", context)
    mail = EmailMultiAlternatives(subject=subject, body=body, to=[address])
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail
