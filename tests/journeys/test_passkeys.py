"""Somebody who runs the shop adds a passkey in the browser, and logs in with it the next time."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import override_settings

from config.settings import local
from tests.factories.customers import PASSWORD, owner, verified
from tests.journeys.conftest import DESKTOP
from tests.journeys.words import sv

pytestmark = pytest.mark.krav("4.1.3")

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_used(new_visitor, shop):
    at = shop.address.replace("127.0.0.1", "localhost")  # a key is never made for a number
    hasher = Argon2PasswordHasher()  # the open shop knows none of the quick ones of tests
    me = owner()
    me.password = hasher.encode(PASSWORD, hasher.salt())
    me.save()
    with override_settings(SECRET_KEY=local.SECRET_KEY):
        key = verified(me).cookies["sessionid"].value
    visitor = new_visitor(**DESKTOP)
    visitor.context.add_cookies([{"name": "sessionid", "value": key, "url": at}])
    page = visitor.go(f"{at}/konto/tvasteg/reservkoder/")
    browser = visitor.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})

    page.get_by_label(sv("What do you call it?")).fill("Min dator")
    page.get_by_role("button", name=sv("Add a passkey")).click()
    page.get_by_text("Min dator", exact=True).first.wait_for()

    visitor.context.clear_cookies()
    page.goto(f"{at}/konto/login/?next=/admin/")
    page.fill("[name=login]", me.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name=sv("Use your passkey")).click()
    page.wait_for_url("**/admin/")
