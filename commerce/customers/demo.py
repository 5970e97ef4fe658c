"""Log-ins for trying the shop on one's own machine. They are no secret, so none is made where that would matter."""

from base64 import b32encode
from binascii import unhexlify
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import translation
from django_otp.plugins.otp_totp.models import TOTPDevice

from commerce.customers.models import Level, User
from commerce.customers.organisations import Membership, Organisation, Role

DOMAIN = "lyktalera.example"
PASSWORD = "lykta-och-lera"  # noqa: S105 - printed by `make run`
SECRETS = {  # hexadecimal, as django-otp keeps them
    "agare": "6c796b74612d6f63682d6c6572612d6167617265",
    "utvecklare": "6c796b74612d6f63682d6c6572612d7574766b6c",
    "order": "6c796b74612d6f63682d6c6572612d6f72646572",
}
PEOPLE = [
    # name of the mailbox, first name, last name, level, role
    ("user", "Ulla", "Uggla", Level.USER, ""),
    ("pro", "Petra", "Palm", Level.PRO, ""),
    ("premium", "Pelle", "Prim", Level.PREMIUM, ""),
    ("redaktor", "Rut", "Redin", Level.USER, "Redaktör"),
    ("import", "Ivar", "Importén", Level.USER, "Importredaktör"),
    ("pris", "Pia", "Prislund", Level.USER, "Prissättare"),
    ("agare", "Åsa", "Ägarsson", Level.USER, "Systemägare"),
    ("utvecklare", "Uno", "Utter", Level.USER, "Utvecklare"),
    ("order", "Otto", "Ordring", Level.USER, "Orderhandläggare"),
]
ORGANISATIONS = {  # by organisation number: made up, with the check digit that it must have
    "5555550101": {
        "name": "Kafé Kopparn AB",
        "vat_number": "SE555555010101",
        "level_id": Level.PRO,
        "payment_terms_days": 20,
        "credit_limit": Decimal(40_000),
        "po_number_required": True,
        "buyer_reference": "Karin Koppar",
        "invoice_email": "faktura@kopparn.example",
        "invoice_address_1": "Larmgatan 8",
        "invoice_postal_code": "392 32",
        "invoice_city": "Kalmar",
        "delivery_address_1": "Larmgatan 8, gården",
        "delivery_postal_code": "392 32",
        "delivery_city": "Kalmar",
    },
    "5555550200": {
        "name": "Rum & Rymd Inredningsarkitekter AB",
        "vat_number": "SE555555020001",
        "level_id": Level.PREMIUM,
        "payment_terms_days": 30,
        "credit_limit": Decimal(150_000),
        "buyer_reference": "Ateljén",
        "invoice_email": "ekonomi@rumochrymd.example",
        "invoice_address_1": "Nybrogatan 17",
        "invoice_postal_code": "114 39",
        "invoice_city": "Stockholm",
    },
}
MEMBERS = [
    # name of the mailbox, first name, last name, organisation, role there, spending limit
    ("kafe.chef", "Karin", "Koppar", "5555550101", Role.ADMINISTRATOR, None),
    ("kafe.inkop", "Bo", "Bönor", "5555550101", Role.BUYER, Decimal(2_500)),
    ("rum.chef", "Rakel", "Rymd", "5555550200", Role.ADMINISTRATOR, None),
    ("rum.attest", "Arvid", "Attest", "5555550200", Role.APPROVER, Decimal(25_000)),
]


def create_demo_logins():
    """Make or mend one log-in per level and role, and those of the members of two organisations.

    Returns rows of (level, role or organisation, e-mail, password, secret or ""). The secret is base32, for an
    authenticator app. Raises ImproperlyConfigured where the settings do not ask for it.
    """
    if not getattr(settings, "DEMO_LOGINS", False):
        raise ImproperlyConfigured("DEMO_LOGINS is not set: these passwords are known to everyone.")
    with transaction.atomic():
        people = [demo_login(*person) for person in PEOPLE]
        organisations = {number: demo_organisation(number) for number in ORGANISATIONS}
        return people + [demo_member(*member, organisations[member[3]]) for member in MEMBERS]


def demo_login(mailbox, first_name, last_name, level, role):
    email = f"{mailbox}@{DOMAIN}"
    names = {"first_name": first_name, "last_name": last_name, "level_id": level, "is_active": True}
    user, _ = User.objects.update_or_create(email=email, defaults=names)
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    user.groups.set(Group.objects.filter(name=role))
    secret = demo_secret(user, SECRETS[mailbox]) if mailbox in SECRETS else ""
    return role or user.level.name, email, PASSWORD, secret


def demo_organisation(number):
    """The organisation as it was, or made; what somebody has changed of it stays."""
    organisation, _ = Organisation.objects.get_or_create(number=number, defaults=ORGANISATIONS[number])
    return organisation


def demo_member(mailbox, first_name, last_name, _number, role, limit, organisation):
    _who, email, password, secret = demo_login(mailbox, first_name, last_name, Level.USER, "")
    Membership.objects.update_or_create(
        user=User.objects.get(email=email),
        defaults={"organisation": organisation, "role": role, "spending_limit": limit},
    )
    with translation.override(settings.LANGUAGE_CODE):
        return f"{organisation.name.split()[0]}, {Role(role).label}", email, password, secret


def demo_secret(user, key):
    device, _ = TOTPDevice.objects.get_or_create(user=user, key=key, defaults={"name": "demo"})
    return b32encode(unhexlify(device.key)).decode()


def otpauth_url(email):
    """The address that an authenticator app reads the demo secret from."""
    return TOTPDevice.objects.get(user__email=email, name="demo").config_url
