"""Where the partners on this machine answer, and what a shop is told to have them as its own.

`make run` reads this before anything is started: nothing heavy is imported here.
"""

from collections.abc import Mapping
from pathlib import Path

FIRST_PORT, A_SHOP, MOST_SHOPS = 20_000, 10, 1270  # below the ports that machines hand out by themselves
PLACES = {"stripe": 1, "swish": 2, "nexi": 3, "fortnox": 4, "ongoing": 5, "shipmondo": 6, "nshift": 7, "postnord": 8}
# Where one of these is named the shop is in earnest, or is to be: then it has no partner here at all.
REAL = (
    "STRIPE_SECRET_KEY",
    "SWISH_CERTIFICATE",
    "NEXI_SECRET_KEY",
    "FORTNOX_CLIENT_ID",
    "ONGOING_BASE",
    "WAREHOUSE_FILES",
    "SHIPMONDO_KEY",
    "NSHIFT_SECRET",
    "POSTNORD_KEY",
)
OFF = ("off", "false", "no", "0")
STRIPE_KEY, STRIPE_SECRET = "sk_test_sandbox", "whsec_sandbox"
SWISH_NUMBER = "1234679304"
NEXI_KEY = "test-secret-key-00000000000000000000000000000000"
FORTNOX_ID, FORTNOX_SECRET, FORTNOX_TENANT = "klient-1", "hemligt-1", "4711"
ONGOING_USER, ONGOING_PASSWORD, ONGOING_OWNER = "butiken", "sandbox-password", 159
ONGOING_TOKEN = "sandbox-token-0000000000000000"  # noqa: S105 - good on this machine alone, as all of these are
SHIPMONDO_USER, SHIPMONDO_KEY, SHIPMONDO_SECRET = "sandbox-user", "sandbox-key", "sandbox-webhook-secret"
NSHIFT_ID, NSHIFT_SECRET = "SANDBOXID", "SANDBOXSECRET"
POSTNORD_KEY, POSTNORD_CUSTOMER, POSTNORD_PREFIX = "sandbox-api-key", "1234567890", "37350000"


def why_not(environment: Mapping[str, str], *, wanted: str = "") -> str:
    """Why a shop with this environment has no partners on this machine; empty where it is to have them."""
    if wanted.lower() in OFF:
        return f"SANDBOX={wanted}"
    named = [name for name in REAL if environment.get(name)]
    return f"{', '.join(named)} is set" if named else ""


def base_port(shop: int, *, turn: int = 0) -> int:
    """The first of ten ports of a shop's own, from the port that the shop answers on. `turn`: where those are taken."""
    return FIRST_PORT + (shop + turn) % MOST_SHOPS * A_SHOP


def addresses(base: int) -> dict[str, str]:
    """Where each partner answers."""
    found = {code: f"http://127.0.0.1:{base + place}" for code, place in PLACES.items()}
    return found | {"swish": found["swish"].replace("http:", "https:")}


def told(at: Mapping[str, str], folder: Path, *, pages: str) -> dict[str, str]:
    """The environment of a shop whose partners answer there. Certificates lie in the folder."""
    return {
        "SANDBOX_URL": pages,
        "SANDBOX_PAGES": ",".join(PLACES),
        "STRIPE_SECRET_KEY": STRIPE_KEY,
        "STRIPE_WEBHOOK_SECRET": STRIPE_SECRET,
        "STRIPE_API_BASE": at["stripe"],
        "SWISH_CERTIFICATE": str(folder / "papers" / "shop.pem"),
        "SWISH_CA": str(folder / "papers" / "authority.pem"),
        "SWISH_NUMBER": SWISH_NUMBER,
        "SWISH_API_BASE": at["swish"],
        "NEXI_SECRET_KEY": NEXI_KEY,
        "NEXI_API_BASE": at["nexi"],
        "FORTNOX_CLIENT_ID": FORTNOX_ID,
        "FORTNOX_CLIENT_SECRET": FORTNOX_SECRET,
        "FORTNOX_TENANT_ID": FORTNOX_TENANT,
        "FORTNOX_API_BASE": at["fortnox"],
        "FORTNOX_AUTH_BASE": at["fortnox"],
        "FORTNOX_MODES": "demo=KORT,stripe=KORT,nexi=KORT,swish=SWISH",
        "FORTNOX_BOOK_AFTER_HOURS": "0",
        "ONGOING_BASE": at["ongoing"],
        "ONGOING_USER": ONGOING_USER,
        "ONGOING_PASSWORD": ONGOING_PASSWORD,
        "ONGOING_GOODS_OWNER": str(ONGOING_OWNER),
        "ONGOING_WEBHOOK_TOKEN": ONGOING_TOKEN,
        "SHIPMONDO_USER": SHIPMONDO_USER,
        "SHIPMONDO_KEY": SHIPMONDO_KEY,
        "SHIPMONDO_API_BASE": at["shipmondo"] + "/api/public/v3",
        "SHIPMONDO_WEBHOOK_SECRET": SHIPMONDO_SECRET,
        "NSHIFT_KEY_ID": NSHIFT_ID,
        "NSHIFT_SECRET": NSHIFT_SECRET,
        "NSHIFT_API_BASE": at["nshift"] + "/rs-extapi/v1",
        "POSTNORD_KEY": POSTNORD_KEY,
        "POSTNORD_CUSTOMER": POSTNORD_CUSTOMER,
        "POSTNORD_SSCC_PREFIX": POSTNORD_PREFIX,
        "POSTNORD_API_BASE": at["postnord"],
    }
