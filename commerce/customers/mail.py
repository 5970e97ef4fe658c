"""Mail about an account, in the language of the page that caused it: HTML as the shop looks, and a plain-text twin."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commerce.customers.models import User


def enrolment_code(user: User, *, code: str, minutes: int) -> EmailMultiAlternatives:
    context = {"code": f"{code[:4]} {code[4:]}", "minutes": minutes}
    return _mail("enrolment_code", user, _("Your code for two-step log-in"), context)


def invitation(user: User, *, key: str, days: int) -> EmailMultiAlternatives:
    context = {"link": settings.SITE_URL + reverse("account_invitation", args=[key]), "days": days}
    return _mail("invitation", user, _("Your account at Lykta & Lera"), context)


def _mail(template: str, user: User, subject: str, context: dict) -> EmailMultiAlternatives:
    context = {**context, "user": user, "subject": subject, "site_url": settings.SITE_URL}
    body = render_to_string(f"mail/{template}.txt", context)
    mail = EmailMultiAlternatives(subject=subject, body=body, to=[user.email])
    mail.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    return mail
