"""People with accounts, made one at a time for tests, and browsers in which they have logged in."""

import time

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from factory.django import DjangoModelFactory
from stdnum import luhn

from commerce.customers import mfa
from commerce.customers.models import Address, User
from commerce.customers.organisations import Membership, Organisation

PASSWORD = "en-lykta-i-natten"


class UserFactory(DjangoModelFactory):
    """A customer with a verified address. `UserFactory(roles=["Redaktör"])` gives roles."""

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    first_name = "Siv"
    last_name = factory.Sequence(lambda n: f"Person{n}")
    password = factory.django.Password(PASSWORD)

    class Meta:
        model = User
        skip_postgeneration_save = True

    @factory.post_generation
    def roles(self, create, names):
        if names:
            groups = Group.objects.filter(name__in=names)
            assert len(groups) == len(names), f"no such roles: {names}"
            self.groups.set(groups)

    @factory.post_generation
    def verified_address(self, create, verified):
        EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=verified is not False)


class AddressFactory(DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    first_name = "Siv"
    last_name = "Person"
    address_1 = "Storgatan 1"
    postal_code = "393 51"
    city = "Kalmar"

    class Meta:
        model = Address


def organisation_number(n):
    """The n:th made-up organisation number, with the check digit it must have."""
    digits = f"5590{n % 100_000:05}"
    return digits + luhn.calc_check_digit(digits)


class OrganisationFactory(DjangoModelFactory):
    """A Pro organisation without members."""

    name = factory.Sequence(lambda n: f"Firma {n} AB")
    number = factory.Sequence(organisation_number)

    class Meta:
        model = Organisation


class MembershipFactory(DjangoModelFactory):
    """A buyer of an organisation of its own. `MembershipFactory(role=Role.ADMINISTRATOR)` runs it."""

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)

    class Meta:
        model = Membership


class TOTPDeviceFactory(DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    name = "app"

    class Meta:
        model = TOTPDevice


class StaticDeviceFactory(DjangoModelFactory):
    """Recovery codes. `StaticDeviceFactory(codes=["abcdefgh"])` says which."""

    user = factory.SubFactory(UserFactory)
    name = "recovery"

    class Meta:
        model = StaticDevice
        skip_postgeneration_save = True

    @factory.post_generation
    def codes(self, create, codes):
        for code in codes or []:
            self.token_set.create(token=code)


def owner(**fields):
    return UserFactory(roles=["Systemägare"], **fields)


def logged_in(user):
    """A browser in which the user has given the password, and nothing more."""
    browser = Client()
    browser.force_login(user)
    return browser


def verified(user, *, at=None):
    """A browser in which the user has given the password and a second factor, now or `at` seconds since 1970."""
    browser = logged_in(user)
    session = browser.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDeviceFactory(user=user).persistent_id
    session[mfa.FACTOR_PROVED_AT] = session[mfa.ADMIN_USED_AT] = at or time.time()
    session.save()
    return browser


def token_for(device, *, at=None, steps=0):
    """What the app of this device shows now, or `steps` half-minutes from now."""
    device.refresh_from_db()
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = (at or time.time()) + steps * device.step
    return f"{totp.token():06}"


def wrong_token(device):
    """Six digits that no step around now gives."""
    right = {token_for(device, steps=steps) for steps in range(-2, 3)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in right)
