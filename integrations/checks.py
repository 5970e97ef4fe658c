import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone

from integrations import network
from integrations.payments.swish import certificate

NEXI_LIVE = "https://api.dibspayment.eu"
FORTNOX_LIVE, FORTNOX_DOOR, FORTNOX_MOST_CALLS = "https://api.fortnox.se", "https://apps.fortnox.se", 25
NEXI_CREDIT = re.compile(r"(?i)klarna|invoice|instal|campaign|ratepay|arvato|credit|paylater")
SECRET_LENGTH = 32
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
LIVE, TEST = ("sk_live_", "rk_live_"), ("sk_test_", "rk_test_")


@register()
def stripe_is_set_up_whole(app_configs, **kwargs):
    """Half a set-up is found at start: callbacks that nobody can trust, or real money at an address not Stripe's."""
    if not settings.STRIPE_SECRET_KEY:
        return []
    errors = []
    if not settings.STRIPE_WEBHOOK_SECRET:
        errors.append(Error("STRIPE_SECRET_KEY is set but not STRIPE_WEBHOOK_SECRET.", id="integrations.E001"))
    if settings.STRIPE_API_BASE and settings.STRIPE_SECRET_KEY.startswith(LIVE):
        errors.append(Error("STRIPE_API_BASE is for test keys, and the key is a live one.", id="integrations.E002"))
    if getattr(settings, "ENVIRONMENT", "") == "production" and settings.STRIPE_SECRET_KEY.startswith(TEST):
        errors.append(Error("STRIPE_SECRET_KEY is a test key: orders would be sent unpaid.", id="integrations.E004"))
    if settings.STRIPE_CAPTURE not in ("automatic", "manual"):
        errors.append(Error("STRIPE_CAPTURE is automatic or manual.", id="integrations.E003"))
    return errors


@register()
def notices_can_be_trusted(app_configs, **kwargs):
    """A call that anybody could have made is worth nothing to its receiver."""
    errors = []
    if settings.NOTICE_WEBHOOK_URL and len(settings.NOTICE_WEBHOOK_SECRET) < SECRET_LENGTH:
        errors.append(Error("NOTICE_WEBHOOK_SECRET is at least 32 characters.", id="integrations.E030"))
    if settings.NOTICE_WEBHOOK_URL and not settings.NOTICE_WEBHOOK_URL.startswith("https://"):
        errors.append(Error("NOTICE_WEBHOOK_URL is an https address.", id="integrations.E031"))
    if settings.DEAD_MAN_URL and not settings.DEAD_MAN_URL.startswith("https://"):
        errors.append(Error("DEAD_MAN_URL is an https address.", id="integrations.E032"))
    return errors


@register()
def swish_is_set_up_whole(app_configs, **kwargs):
    """A certificate that cannot be used is found at start. One that ends is only warned of: the shop must start."""
    if not settings.SWISH_CERTIFICATE:
        return []
    found: list[CheckMessage] = []
    if not re.fullmatch(r"123\d{7}", settings.SWISH_NUMBER):
        found.append(Error("SWISH_NUMBER is ten digits that begin with 123.", id="integrations.E005"))
    if not settings.SWISH_API_BASE.startswith("https://"):
        found.append(Error("SWISH_API_BASE is an https address.", id="integrations.E006"))
    if getattr(settings, "ENVIRONMENT", "") == "production" and "//cpc.getswish.net" not in settings.SWISH_API_BASE:
        found.append(Error("SWISH_API_BASE is not Swish's own: orders would be sent unpaid.", id="integrations.E007"))
    try:
        if certificate.is_ending(now=timezone.now()):
            at = f"{certificate.ends_at():%Y-%m-%d}"
            found.append(Warning(f"The certificate for Swish ends {at}. Order a new one.", id="integrations.W001"))
    except certificate.Unusable as error:
        found.append(Error(f"SWISH_CERTIFICATE cannot be used: {error}", id="integrations.E008"))
    return found


@register()
def nexi_is_set_up_whole(app_configs, **kwargs):
    """Half a set-up is found at start, and so is credit among what is offered as direct payment (2010:751 ch. 7 a)."""
    if not settings.NEXI_SECRET_KEY:
        return []
    errors = []
    if settings.NEXI_CAPTURE not in ("automatic", "manual"):
        errors.append(Error("NEXI_CAPTURE is automatic or manual.", id="integrations.E009"))
    if getattr(settings, "ENVIRONMENT", "") == "production" and settings.NEXI_API_BASE != NEXI_LIVE:
        errors.append(Error("NEXI_API_BASE is not the live one: orders would be sent unpaid.", id="integrations.E010"))
    credit = [method for method in settings.NEXI_METHODS if NEXI_CREDIT.search(method)]
    if credit or not settings.NEXI_METHODS:
        errors.append(Error(f"NEXI_METHODS names direct payment only, not {credit}.", id="integrations.E011"))
    return errors


@register()
def fortnox_is_set_up_whole(app_configs, **kwargs):
    """Half a set-up is found at start: no way in, books that are kept in no way, or money with nowhere to be booked."""
    if not settings.FORTNOX_CLIENT_ID:
        return []
    errors = []
    if not settings.FORTNOX_CLIENT_SECRET:
        errors.append(Error("FORTNOX_CLIENT_ID is set but not FORTNOX_CLIENT_SECRET.", id="integrations.E021"))
    if settings.FORTNOX_BOOKS not in ("orders", "invoices", "vouchers"):
        errors.append(Error("FORTNOX_BOOKS is orders, invoices or vouchers.", id="integrations.E022"))
    if settings.FORTNOX_BOOKS == "vouchers" and not settings.FORTNOX_VOUCHER_SERIES:
        errors.append(Error("FORTNOX_BOOKS is vouchers, but FORTNOX_VOUCHER_SERIES is empty.", id="integrations.E023"))
    without = sorted(set(settings.PAYMENT_PROVIDERS) - {"invoice", "demo"} - set(settings.FORTNOX_MODES))
    if without:
        errors.append(Error(f"FORTNOX_MODES names no mode of payment for {without}.", id="integrations.E024"))
    own = settings.FORTNOX_API_BASE == FORTNOX_LIVE and settings.FORTNOX_AUTH_BASE == FORTNOX_DOOR
    if getattr(settings, "ENVIRONMENT", "") == "production" and not own:
        errors.append(Error("FORTNOX_API_BASE and FORTNOX_AUTH_BASE are not Fortnox's own.", id="integrations.E025"))
    if not 0 < settings.FORTNOX_CALLS <= FORTNOX_MOST_CALLS:
        errors.append(Error("FORTNOX_CALLS is 1 to 25: Fortnox takes no more in five seconds.", id="integrations.E026"))
    return errors


@register()
def partners_are_not_for_trying(app_configs, **kwargs):
    """Where money is real no partner may be one of those that play partners, and their programs are not there."""
    if not hasattr(settings, "ENVIRONMENT"):
        return []
    names = [name for name in dir(settings) if name.endswith(("_API_BASE", "_AUTH_BASE", "ONGOING_BASE"))]
    here = sorted(name for name in names if urlsplit(getattr(settings, name) or "").hostname in OWN_MACHINE)
    errors = [Error(f"{name} is an address on this machine.", id="integrations.E040") for name in here]
    loaded = [name for name in (*settings.INSTALLED_APPS, *sys.modules) if name.startswith("integrations.sandbox")]
    if loaded or settings.SANDBOX_URL:
        errors.append(Error("integrations.sandbox is for trying, not for a shop in earnest.", id="integrations.E041"))
    return errors


@register()
def imports_come_from_a_folder_of_their_own(app_configs, **kwargs):
    """What lies there may tell of people: it is never where the web server looks. A folder that is gone, such as a disk
    that is not mounted, is only warned of: the shop must start."""
    if not settings.IMPORT_FOLDER:
        return []
    folder = Path(settings.IMPORT_FOLDER).resolve()
    roots = (settings.MEDIA_ROOT, settings.STATIC_ROOT, *settings.STATICFILES_DIRS)
    public = [Path(root).resolve() for root in roots if root]
    if any(root in (folder, *folder.parents) or folder in root.parents for root in public):
        said = "IMPORT_FOLDER lies with files that the web server gives out, or they lie in it."
        return [Error(said, id="integrations.E042")]
    if not folder.is_dir():
        return [Warning(f"IMPORT_FOLDER ({folder}) is no folder.", id="integrations.W002")]
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        said = f"IMPORT_FOLDER ({folder}) cannot be written in: files that are taken in are moved."
        return [Warning(said, id="integrations.W003")]
    return []


@register()
def everybody_goes_out_by_the_client(app_configs, **kwargs):
    """A call by another way could be made inside a transaction, without a time limit, and leave no trace."""
    return [Error(f"{found} reaches the network by itself.", id="integrations.E033") for found in network.unguarded()]
