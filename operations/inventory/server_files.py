"""The files of nginx and systemd that are in force on this machine, so that two machines can be compared.

A file is told as a digest of what it says: without comments, and without the values that belong to one environment
alone (its name, its certificates, the variables of its processes).
"""

import hashlib
import re
from pathlib import Path

PLACES = {
    "nginx": ("etc/nginx/nginx.conf", "etc/nginx/conf.d/*.conf", "etc/nginx/sites-enabled/*", "etc/nginx/snippets/*"),
    "systemd": tuple(
        f"etc/systemd/system/{name}{ending}" for name in ("shop", "webshop") for ending in ("*.*", "*.d/*.conf")
    ),
}
OWN = {
    "nginx": re.compile(r"\b(server_name|ssl_certificate(?:_key)?|listen|resolver)\s+[^;{}]*"),
    "systemd": re.compile(r"^((?:Environment=)?\"?[A-Z][A-Z0-9_]*)=.*", re.MULTILINE),
}
COMMENT = re.compile(r"^\s*[#;].*$|\s#\s.*$", re.MULTILINE)
UNREADABLE = "går inte att läsa"


def told(root: Path = Path("/")) -> dict[str, str]:
    """Each file by its path, and how many there are of each kind: none at all is a difference too."""
    found: dict[str, str] = {}
    for kind, patterns in PLACES.items():
        files = sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})
        found |= {f"/{path.relative_to(root)}": _digest(kind, path) for path in files}
        found[kind] = str(len(files))
    return found


def _digest(kind: str, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return UNREADABLE
    said = " ".join(OWN[kind].sub(r"\1", COMMENT.sub("", text)).split())
    return hashlib.sha256(said.encode()).hexdigest()[:12]
