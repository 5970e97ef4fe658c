"""Setting up a second factor: proof of the mailbox first, then an authenticator app, then recovery codes."""

import secrets
from base64 import b32encode
from datetime import timedelta

import qrcode
import qrcode.image.svg
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from commerce.customers import mail
from commerce.customers.models import EmailProof, User

CODE_DIGITS = 8
VALID_FOR = timedelta(minutes=10)
WAIT_BETWEEN = timedelta(minutes=1)
MAX_TRIES = 5
RECOVERY_CODES = 10


def send_code(user, *, now):
    """Mail a new code, replacing the one before. Returns False, sending nothing, within a minute of the last one.

    A mail server that does not answer raises OSError.
    """
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if EmailProof.objects.filter(user=user, sent_at__gt=now - WAIT_BETWEEN).exists():
            return False
        fresh = {"code_hash": hash_of(user, code), "sent_at": now, "tries": 0}
        EmailProof.objects.update_or_create(user=user, defaults=fresh)
    mail.enrolment_code(user, code=code, minutes=VALID_FOR.seconds // 60).send()
    return True


def check_code(user, code, *, now):
    """Whether the code is the one mailed, at most ten minutes old and five tries in. A right code is used up."""
    with transaction.atomic():
        proof = EmailProof.objects.select_for_update().filter(user=user).first()
        if proof is None or now - proof.sent_at > VALID_FOR or proof.tries >= MAX_TRIES:
            return False
        if constant_time_compare(proof.code_hash, hash_of(user, code)):
            proof.delete()
            return True
        proof.tries += 1
        proof.save(update_fields=["tries"])
        return False


def code_is_sent(user, *, now):
    """Whether a code that still works has been mailed."""
    return EmailProof.objects.filter(user=user, sent_at__gte=now - VALID_FOR, tries__lt=MAX_TRIES).exists()


def hash_of(user, code):
    return salted_hmac("commerce.customers.enrolment", f"{user.pk} {code}", algorithm="sha256").hexdigest()


def waiting_device(user):
    """The user's device that is shown but not yet confirmed: the same secret however often the page is opened."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return device or TOTPDevice.objects.create(user=user, confirmed=False, name="app")


def confirm(user, token):
    """Make the waiting device the user's own if the token is right. Returns it and the recovery codes, else None."""
    device = verify_token(user, waiting_device(user).persistent_id, token)
    if not device:
        return None
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        return device, renew_recovery_codes(user)


def renew_recovery_codes(user):
    """Ten new codes instead of the old ones, each good for one log-in. They are readable here and never again."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery")
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user):
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


def secret_text(device):
    """The secret as an authenticator app takes it by hand, in groups of four."""
    secret = b32encode(device.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def qr_svg(device):
    """The secret as a QR code, as an SVG element to put in a page."""
    image = qrcode.make(device.config_url, image_factory=qrcode.image.svg.SvgPathFillImage, border=2)
    return image.to_string(encoding="unicode")
