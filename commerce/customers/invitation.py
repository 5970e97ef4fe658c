"""Inviting a user: an account without a password, and a link that lets its owner choose one."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from commerce.customers import mail
from commerce.customers.access import refuse_without, remember
from commerce.customers.models import User

VALID_FOR = timedelta(days=7)
SALT = "commerce.customers.invitation"


def invite(user, access, *, by, reason, now):
    """Save a new user with this access and no password. The mail is `send`'s, once the transaction is over."""
    refuse_without(reason)
    with transaction.atomic():
        user.level_id = access.level
        user.set_unusable_password()
        user.save()
        user.groups.set(Group.objects.filter(name__in=access.roles))
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
        change = {"level": access.level, "roles": sorted(access.roles)}
        remember("customer.invited", user, change, by=by, reason=reason, now=now)
    return user


def send(user):
    """Mail the link. A mail server that does not answer raises OSError; the invitation itself stands."""
    key = signing.dumps({"user": user.pk, "state": state(user)}, salt=SALT)
    mail.invitation(user, key=key, days=VALID_FOR.days).send()


def invited(key):
    """The user that a link belongs to; None when it is forged, older than seven days, used, or its user disabled."""
    try:
        value = signing.loads(key, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=value["user"], is_active=True).first()
    return user if user and constant_time_compare(value["state"], state(user)) else None


def state(user):
    """Changes when the password or the address does, which makes a link work once."""
    return salted_hmac(SALT, f"{user.pk} {user.password} {user.email}", algorithm="sha256").hexdigest()


def accept(user, password):
    """Set the password. Whoever has the link reads the mailbox, so the address is verified too."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
        )
