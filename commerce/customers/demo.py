"""Log-ins for trying the shop on one's own machine. They are no secret, so none is made where that would matter."""

from base64 import b32encode
from binascii import unhexlify

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from commerce.customers.models import Level, User

DOMAIN = "lyktalera.example"
PASSWORD = "lykta-och-lera"  # noqa: S105 - printed by `make run`
SECRETS = {  # hexadecimal, as django-otp keeps them
    "agare": "6c796b74612d6f63682d6c6572612d6167617265",
    "utvecklare": "6c796b74612d6f63682d6c6572612d7574766b6c",
}
PEOPLE = [
    # name of the mailbox, first name, last name, level, role
    ("user", "Ulla", "Uggla", Level.USER, ""),
    ("pro", "Petra", "Palm", Level.PRO, ""),
    ("premium", "Pelle", "Prim", Level.PREMIUM, ""),
    ("redaktor", "Rut", "Redin", Level.USER, "Redaktör"),
    ("import", "Ivar", "Importén", Level.USER, "Importredaktör"),
    ("agare", "Åsa", "Ägarsson", Level.USER, "Systemägare"),
    ("utvecklare", "Uno", "Utter", Level.USER, "Utvecklare"),
]


def create_demo_logins():
    """Make or mend one log-in per level and role. Returns rows of (level or role, e-mail, password, secret or "").

    The secret is base32, for an authenticator app. Raises ImproperlyConfigured where the settings do not ask for it.
    """
    if not getattr(settings, "DEMO_LOGINS", False):
        raise ImproperlyConfigured("DEMO_LOGINS is not set: these passwords are known to everyone.")
    with transaction.atomic():
        return [demo_login(*person) for person in PEOPLE]


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


def demo_secret(user, key):
    device, _ = TOTPDevice.objects.get_or_create(user=user, key=key, defaults={"name": "demo"})
    return b32encode(unhexlify(device.key)).decode()


def otpauth_url(email):
    """The address that an authenticator app reads the demo secret from."""
    return TOTPDevice.objects.get(user__email=email, name="demo").config_url
