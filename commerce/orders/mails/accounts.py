"""Mails about accounts, notices and goods that are back, as the admin shows them among all mails. None is saved."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from commerce.catalogue.models import Product, Variant
from commerce.customers import mail
from commerce.customers.models import User
from commerce.customers.organisations import MemberInvitation, Organisation
from commerce.orders.mails.desk import Other
from commerce.orders.models import Notice
from commerce.orders.returns import mail as return_mail
from commerce.stock import watch_mail
from commerce.stock.watch import StockWatch
from commerce.stock.watching import fingerprint

ADDRESS = "asa.oberg@example.se"
PERSON = {"email": ADDRESS, "first_name": "Åsa", "last_name": "Öberg"}


def _sign_up(locale: str) -> EmailMultiAlternatives:
    return _of_allauth("email_confirmation", locale, code="RT4K-9QXM")


def _password(locale: str) -> EmailMultiAlternatives:
    return _of_allauth("password_reset_key", locale, password_reset_url=settings.SITE_URL)


def _of_allauth(name: str, locale: str, **context: str) -> EmailMultiAlternatives:
    with override(locale):
        told = {**context, "site_url": settings.SITE_URL, "user": User(**PERSON)}
        return get_adapter().render_mail(f"account/email/{name}", ADDRESS, told)


def _enrolment(locale: str) -> EmailMultiAlternatives:
    with override(locale):
        return mail.enrolment_code(User(**PERSON), code="12345678", minutes=15)


def _invitation(locale: str) -> EmailMultiAlternatives:
    with override(locale):
        return mail.invitation(User(**PERSON), key="sample", days=3)


def _membership(locale: str) -> EmailMultiAlternatives:
    by = User(email="maj@example.se", first_name="Maj", last_name="Lind")
    asked = MemberInvitation(email=ADDRESS, organisation=Organisation(name="Kafé Ängen AB"), invited_by=by)
    with override(locale):
        return mail.membership(asked, key="sample", days=7)


def _notice(locale: str) -> EmailMultiAlternatives:
    notice = Notice(
        name="Åsa Öberg",
        email=ADDRESS,
        order_number="10042",
        goods="2 espressokoppar" if locale == "sv" else "2 espresso cups",
        received_at=timezone.now() - timedelta(minutes=1),
        locale=locale,
    )
    with override(locale):
        return return_mail.notice_receipt(notice, message_key="sample")


def _back(locale: str) -> EmailMultiAlternatives:
    names = {"name_sv": "Espressokopp Glimma", "name_en": "Espresso cup Glimma"}
    cup = Variant(sku="LL-1003-CEL", label_sv="Celadon", label_en="Celadon", product=Product(**names))
    asked_at = timezone.now() - timedelta(days=9)
    watch = StockWatch(variant=cup, email=ADDRESS, person=fingerprint(ADDRESS), locale=locale, asked_at=asked_at)
    return watch_mail.letter(watch, address="/", message_key="sample")


def samples() -> list[Other]:
    return [
        Other(
            code="stock-back",
            title=_("An article is back"),
            when=_("An article that was sold out can be bought again, and somebody has asked to be told."),
            sample=_back,
        ),
        Other(
            code="notice-receipt",
            title=_("Receipt of a withdrawal without an order"),
            when=_("A withdrawal comes in whose order we do not find by ourselves."),
            sample=_notice,
        ),
        Other(
            code="account-address",
            title=_("Code for a new account or address"),
            when=_("Somebody makes an account or changes the address."),
            sample=_sign_up,
        ),
        Other(
            code="account-password",
            title=_("New password"),
            when=_("Somebody has forgotten the password."),
            sample=_password,
        ),
        Other(
            code="account-second-factor",
            title=_("Code for two-step log-in"),
            when=_("Somebody who works in the admin sets up the second step for the first time."),
            sample=_enrolment,
        ),
        Other(
            code="account-invitation",
            title=_("Invitation to an account"),
            when=_("The owner makes an account for somebody."),
            sample=_invitation,
        ),
        Other(
            code="organisation-member",
            title=_("Invitation to buy for a company"),
            when=_("A company's administrator, or the owner, invites a member."),
            sample=_membership,
        ),
    ]
