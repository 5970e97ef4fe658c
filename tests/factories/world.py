"""The shop with all its partners on this machine: what `make run` starts, in this process."""

import contextlib

import requests
from django.urls import reverse

from commerce.orders import shipping
from commerce.orders.payments import providers
from integrations import inbox
from integrations.sandbox import environment
from integrations.sandbox.desk import Desk
from integrations.sandbox.world import World

PLUGGED = {
    "PAYMENT_PROVIDERS": {
        "stripe": "integrations.payments.stripe.StripePayment",
        "swish": "integrations.payments.swish.payment.SwishPayment",
        "nexi": "integrations.payments.nexi.payment.NexiPayment",
        "demo": "integrations.payments.demo.DemoPayment",
    },
    "CARRIERS": {
        "shipmondo": "integrations.carriers.shipmondo.carrier.Shipmondo",
        "nshift": "integrations.carriers.nshift.carrier.Nshift",
        "postnord": "integrations.carriers.postnord.carrier.PostNord",
    },
    "WAREHOUSE_SYSTEMS": {"ongoing": "Ongoing WMS"},
    "FORTNOX_CALLS": 100_000,
}


@contextlib.contextmanager
def opened(folder, settings=None):
    """Yields the world and its desk; where there are settings, the shop has these partners and no others."""
    with World(base=0, folder=folder, shop="") as world, Desk(world, port=0) as desk:
        world.fortnox.doors.most = 100_000
        if settings is None:
            yield world, desk
            return
        with plugged_in(world, desk, settings):
            yield world, desk


@contextlib.contextmanager
def plugged_in(world, desk, settings):
    at = {code: partner.address for code, partner in world.partners.items()}
    told = environment.told(at, world.folder, pages=desk.address) | PLUGGED
    told["SANDBOX_PAGES"] = list(at)
    told["FORTNOX_MODES"] = dict(one.split("=") for one in told["FORTNOX_MODES"].split(","))
    told["FORTNOX_BOOK_AFTER_HOURS"] = int(told["FORTNOX_BOOK_AFTER_HOURS"])
    told["ONGOING_GOODS_OWNER"] = int(told["ONGOING_GOODS_OWNER"])
    for name, value in told.items():
        setattr(settings, name, value)
    _forget_plugs()
    try:
        yield
    finally:
        _forget_plugs()


def _forget_plugs():
    providers.cache_clear()
    shipping.carriers.cache_clear()


def carry_calls(client, world):
    """Carry what partners have called about to the shop, and work on it."""
    for code, partner in world.partners.items():
        for call in partner.take_calls():
            headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in call.headers.items()}
            kind = headers.pop("HTTP_CONTENT_TYPE")
            answer = client.post(reverse("payment_callback", args=[code]), call.body, content_type=kind, **headers)
            assert answer.status_code == 200, (code, answer.content)
    inbox.process_due()


def read(desk, path):
    return requests.get(f"{desk.address}{path}", timeout=10)


def press(desk, code, **fields):
    """Press a button of a partner's page; gives the page that it leads to."""
    return requests.post(f"{desk.address}/{code}/", data=fields, timeout=10)
