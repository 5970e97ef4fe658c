"""Each partner there is a contract for, on its counterpart here and on a real account for trying.

The keys of a real account stand in the environment under the setting's name with ACCOUNT after the partner's:
`FORTNOX_ACCOUNT_CLIENT_ID`. What a partner's own test environment is reached by is said here, so that no key of a live
account is ever used against the live address by mistake.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from commerce.orders import shipping
from commerce.orders.payments import providers
from tests.factories import carriers, fortnox, nexi, stripe, swish, warehouses

Settings = dict[str, Any]


@dataclass(frozen=True)
class Partner:
    """`keys` are settings that an account cannot be reached without, `more_keys` such as it may have.

    `known` is what only the account's owner can say, and some trials need: it is no setting.
    `counterpart` plugs the shop in to the counterpart; `account` is what else a shop with a real account is told.
    """

    keys: tuple[str, ...]
    counterpart: Callable[..., contextlib.AbstractContextManager[Any]]
    account: Settings
    more_keys: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.keys, *self.more_keys, *self.known)


@dataclass(frozen=True)
class At:
    """A partner that the shop is plugged in to; `counterpart` is None where it is a real one."""

    code: str
    counterpart: Any = field(default=None, compare=False)


def _carrier(code: str, *keys: str, more_keys=(), known=(), **account: Any) -> Partner:
    return Partner(
        keys=keys,
        more_keys=more_keys,
        known=known,
        counterpart=lambda settings, folder: _first(carriers.plugged_in(settings, code)),
        account={"CARRIERS": {code: carriers.KINDS[code].path}, **account},
    )


@contextlib.contextmanager
def _first(plugged_in) -> Iterator[Any]:
    with plugged_in as found:
        yield next(iter(found.values()))


PARTNERS = {
    "stripe": Partner(
        keys=("STRIPE_SECRET_KEY",),
        counterpart=lambda settings, folder: stripe.plugged_in(settings),
        account={
            "STRIPE_API_BASE": "",
            "STRIPE_WEBHOOK_SECRET": "whsec_unused",
            "PAYMENT_PROVIDERS": {"stripe": stripe.PATH},
        },
    ),
    "nexi": Partner(
        keys=("NEXI_SECRET_KEY",),
        counterpart=lambda settings, folder: nexi.plugged_in(settings),
        account={"NEXI_API_BASE": "https://test.api.dibspayment.eu", "PAYMENT_PROVIDERS": {"nexi": nexi.PATH}},
    ),
    "swish": Partner(
        keys=("SWISH_CERTIFICATE", "SWISH_CA", "SWISH_NUMBER"),
        counterpart=lambda settings, folder: swish.plugged_in(settings, folder),
        account={
            "SWISH_API_BASE": "https://mss.cpc.getswish.net",
            "SWISH_KEY": "",
            "PAYMENT_PROVIDERS": {"swish": swish.PATH},
        },
    ),
    "fortnox": Partner(
        keys=("FORTNOX_CLIENT_ID", "FORTNOX_CLIENT_SECRET", "FORTNOX_TENANT_ID"),
        counterpart=lambda settings, folder: fortnox.plugged_in(settings),
        account={"PARTNERS": [fortnox.PARTNER], "FORTNOX_CALLS": 25},
    ),
    "ongoing": Partner(
        keys=("ONGOING_BASE", "ONGOING_USER", "ONGOING_PASSWORD", "ONGOING_GOODS_OWNER"),
        counterpart=lambda settings, folder: warehouses.run_by_ongoing(settings, has_warehouse=False),
        account={"WAREHOUSE_SYSTEMS": {"ongoing": "Ongoing WMS"}, "DELIVERY_THREADS": 1},
    ),
    "shipmondo": _carrier(
        "shipmondo",
        "SHIPMONDO_USER",
        "SHIPMONDO_KEY",
        known=("SHIPMONDO_TEMPLATE",),
        SHIPMONDO_API_BASE="https://sandbox.shipmondo.com/api/public/v3",
    ),
    "nshift": _carrier(
        "nshift",
        "NSHIFT_KEY_ID",
        "NSHIFT_SECRET",
        more_keys=("NSHIFT_PARTNER", "NSHIFT_SENDER"),
        known=("NSHIFT_SERVICE",),
    ),
    "postnord": _carrier(
        "postnord",
        "POSTNORD_KEY",
        more_keys=("POSTNORD_CUSTOMER", "POSTNORD_SSCC_PREFIX"),
        known=("POSTNORD_PARCEL",),
        POSTNORD_API_BASE="https://atapi2.postnord.com",
    ),
}


def account(name: str) -> str:
    """What the environment calls a setting's value of a real account."""
    return name.replace("_", "_ACCOUNT_", 1)


def of_account(name: str) -> str:
    """The value in the environment."""
    return os.environ[account(name)]


def on_both(*codes: str, also: dict[str, tuple[str, ...]] | None = None):
    """The parameter `at`: each on its counterpart and on a real account, skipped by the names of what is lacking.

    `also` names, by partner, what an account must have for this besides its keys.
    """
    cases = []
    for code in codes:
        wanted = (*PARTNERS[code].keys, *(also or {}).get(code, ()))
        lacking = [account(name) for name in wanted if not os.environ.get(account(name))]
        without = pytest.mark.skipif(bool(lacking), reason=f"no real account at {code}: {', '.join(lacking)} not set")
        cases += [
            pytest.param((code, "counterpart"), id=f"{code} counterpart"),
            pytest.param((code, "account"), id=f"{code} account", marks=without),
        ]
    return pytest.mark.parametrize("at", cases, indirect=True)


@contextlib.contextmanager
def plugged_in(code: str, kind: str, settings, folder) -> Iterator[At]:
    """The shop, plugged in to a partner; nothing that it asks of a real account may cost."""
    settings.SITE_URL = "https://shop.example.se"
    settings.NSHIFT_TEST = True  # nothing is sent on to a carrier
    settings.ORDER_DESK_EMAIL = "order@shop.example.se"
    partner = PARTNERS[code]
    if kind == "counterpart":
        with partner.counterpart(settings, folder) as counterpart:
            yield At(code, counterpart)
        return
    for name, value in {**partner.account, **_from_environment(partner, settings)}.items():
        setattr(settings, name, value)
    _forget_plugs()
    try:
        yield At(code)
    finally:
        _forget_plugs()


def _from_environment(partner: Partner, settings) -> Settings:
    """A setting that is a number is read as one."""
    named = [name for name in (*partner.keys, *partner.more_keys) if os.environ.get(account(name))]
    return {name: type(getattr(settings, name))(of_account(name)) for name in named}


def _forget_plugs() -> None:
    providers.cache_clear()
    shipping.carriers.cache_clear()
