"""Where code may reach the network: by the client alone, which is never used inside a transaction.

Those named here go out by themselves, because a package of theirs does or because they stream; each asks the client's
guard first.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = ("commerce", "cms", "home", "search", "integrations", "operations")
WAYS = {
    *("requests", "httpx", "urllib3", "http.client", "urllib.request", "aiohttp", "stripe"),
    *("ftplib", "imaplib", "poplib", "smtplib", "telnetlib", "socket"),
}
# Most modules have no line that could be such an import, and need not be parsed.
LINE = re.compile(
    r"\b(?:from|import)\s+(?:.*,\s*)?(?:"
    + "|".join(re.sub(r"\.(\w+)", r"(?:\\.\1|\\s+import)", way) for way in WAYS)
    + r")\b"
)
OWN_WAY = {
    "integrations/client.py",
    "integrations/public_addresses.py",
    "integrations/picture_fetch.py",
    "integrations/vies.py",
    "integrations/payments/stripe.py",
    "operations/desk/mailbox/fetching.py",
    "operations/monitoring/certificates.py",
}
NAMES_ONLY = {  # of status codes, or of what a time-out is
    "integrations/payments/swish/client.py",
    "integrations/carriers/asking.py",
    "integrations/carriers/nshift/client.py",
    "integrations/carriers/shipmondo/client.py",
    "commerce/orders/mails/sending.py",
}


def unguarded() -> Iterator[str]:
    """Modules that import a way out and are not among those that may, as `path: what it imports`."""
    for floor in FLOORS:
        for path in sorted((PROJECT / floor).rglob("*.py")):
            name = path.relative_to(PROJECT).as_posix()
            if name.startswith("integrations/sandbox/") or name in OWN_WAY | NAMES_ONLY:
                continue
            source = path.read_text(encoding="utf-8")
            yield from (f"{name}: {imported}" for imported in ways_out(source))


def ways_out(source: str) -> list[str]:
    """What a module imports that can reach the network."""
    found: list[str] = []
    if not LINE.search(source):
        return found
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        found += [name for name in names if any(name == way or name.startswith(f"{way}.") for way in WAYS)]
    return found
