"""Half a set-up of a carrier is found at start, not when a parcel is packed."""

import re

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def carriers_are_set_up_whole(app_configs, **kwargs):
    found: list[CheckMessage] = []
    if settings.SHIPMONDO_KEY and not settings.SHIPMONDO_USER:
        found.append(Error("SHIPMONDO_KEY is set but not SHIPMONDO_USER.", id="carriers.E001"))
    if settings.SHIPMONDO_KEY and not settings.SHIPMONDO_WEBHOOK_SECRET:
        found.append(Warning("Without SHIPMONDO_WEBHOOK_SECRET no call of theirs is taken.", id="carriers.W001"))
    if settings.NSHIFT_SECRET and not settings.NSHIFT_KEY_ID:
        found.append(Error("NSHIFT_SECRET is set but not NSHIFT_KEY_ID.", id="carriers.E002"))
    if bool(settings.NSHIFT_PARTNER) != bool(settings.NSHIFT_SENDER):
        found.append(Error("NSHIFT_PARTNER and NSHIFT_SENDER go together.", id="carriers.E003"))
    if bool(settings.POSTNORD_CUSTOMER) != bool(settings.POSTNORD_SSCC_PREFIX):
        found.append(Error("POSTNORD_CUSTOMER and POSTNORD_SSCC_PREFIX go together.", id="carriers.E004"))
    if settings.POSTNORD_SSCC_PREFIX and not re.fullmatch(r"\d{1,13}", settings.POSTNORD_SSCC_PREFIX):
        found.append(Error("POSTNORD_SSCC_PREFIX is 1 to 13 digits.", id="carriers.E005"))
    return [*found, *_in_production()]


def _in_production() -> list[CheckMessage]:
    """Keys and addresses of customers travel under TLS, and parcels are booked in earnest."""
    if getattr(settings, "ENVIRONMENT", "") != "production":
        return []
    bases = {
        "SHIPMONDO_API_BASE": (settings.SHIPMONDO_KEY, settings.SHIPMONDO_API_BASE),
        "NSHIFT_API_BASE": (settings.NSHIFT_SECRET, settings.NSHIFT_API_BASE),
        "POSTNORD_API_BASE": (settings.POSTNORD_KEY, settings.POSTNORD_API_BASE),
    }
    plain = [name for name, (key, base) in bases.items() if key and not base.startswith("https://")]
    found: list[CheckMessage] = [Error(f"{name} is an https address.", id="carriers.E006") for name in plain]
    if settings.NSHIFT_SECRET and settings.NSHIFT_TEST:
        found.append(Error("NSHIFT_TEST is on: no parcel would be fetched.", id="carriers.E007"))
    if settings.SHIPMONDO_KEY and "//sandbox." in settings.SHIPMONDO_API_BASE:
        found.append(Error("SHIPMONDO_API_BASE is the sandbox: no parcel would be fetched.", id="carriers.E008"))
    return found
