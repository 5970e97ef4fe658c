"""A counterpart of Swish on this machine: mutual TLS under an authority of its own, books, callbacks, faults.

    python -m integrations.sandbox.swish --port 12112 --shop http://127.0.0.1:8000 --certificates .data/swish

Requests are approved by themselves after four seconds, as in Swish's simulator. Nothing in production code may know of
it (an import contract holds that).
"""

import argparse
import json
import re
import ssl
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trustme

from integrations.sandbox.environment import SWISH_NUMBER as NUMBER
from integrations.sandbox.faults import Fault
from integrations.sandbox.server import Answer, Call, Counterpart
from integrations.sandbox.swish_books import Books, No, Thing

ROUTES = [
    ("PUT", re.compile(r"/swish-cpcapi/api/v2/paymentrequests/([0-9A-F]{32})"), "put_payment"),
    ("GET", re.compile(r"/swish-cpcapi/api/v1/paymentrequests/([0-9A-F]{32})"), "payment"),
    ("PATCH", re.compile(r"/swish-cpcapi/api/v1/paymentrequests/([0-9A-F]{32})"), "cancel"),
    ("PUT", re.compile(r"/swish-cpcapi/api/v2/refunds/([0-9A-F]{32})"), "put_refund"),
    ("GET", re.compile(r"/swish-cpcapi/api/v1/refunds/([0-9A-F]{32})"), "refund"),
]
SPOKEN = {"PUT": "application/json", "PATCH": "application/json-patch+json"}


@dataclass(frozen=True, slots=True)
class Papers:
    """Certificates as files: the shop's own, with its key, and that of the authority that the server is known by."""

    certificate: str
    authority: str
    server: trustme.LeafCert
    bank: trustme.CA

    @classmethod
    def written_in(cls, folder: Path, *, until: datetime | None = None) -> "Papers":
        """Made anew. The bank signs the shop's, another authority the server's."""
        folder.mkdir(parents=True, exist_ok=True)
        bank, authority = trustme.CA(), trustme.CA()
        shop = bank.issue_cert(common_name=NUMBER, not_after=until) if until else bank.issue_cert(common_name=NUMBER)
        shop.private_key_and_cert_chain_pem.write_to_path(folder / "shop.pem")
        for name, one in {"bank": bank, "authority": authority}.items():
            one.cert_pem.write_to_path(folder / f"{name}.pem")
            one.private_key_pem.write_to_path(folder / f"{name}.key")
        return cls._of(folder, bank, authority)

    @classmethod
    def kept_in(cls, folder: Path) -> "Papers":
        """Those that were made there before, or new ones."""
        names = ("bank.pem", "bank.key", "authority.pem", "authority.key", "shop.pem")
        if not all((folder / name).exists() for name in names):
            return cls.written_in(folder)
        read = [(folder / name).read_bytes() for name in names]
        return cls._of(folder, trustme.CA.from_pem(*read[:2]), trustme.CA.from_pem(*read[2:4]))

    @classmethod
    def _of(cls, folder: Path, bank: trustme.CA, authority: trustme.CA) -> "Papers":
        server = authority.issue_cert("127.0.0.1")
        return cls(str(folder / "shop.pem"), str(folder / "authority.pem"), server, bank)

    def context(self) -> ssl.SSLContext:
        """The server's: nobody comes in without a certificate from the bank."""
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        found.verify_mode = ssl.CERT_REQUIRED
        self.server.configure_cert(found)
        self.bank.configure_trust(found)
        return found


class SwishSandbox(Counterpart):
    keeps = ("books.payments", "books.refunds", "books.made")

    def __init__(self, papers: Papers, *, port: int = 0, shop: str = ""):
        super().__init__(port=port, shop=shop, tls=papers.context())
        self.papers, self.books = papers, Books(number=NUMBER)
        self.books.heard.append(self._tell)
        self.approves_after: float | None = None

    def done(self, method: str, target: str, headers: Any, body: bytes, *, fault: Fault | None = None) -> Answer:
        path = urlsplit(target).path
        for verb, pattern, name in ROUTES:
            if verb == method and (found := pattern.fullmatch(path)):
                return self._routed(name, found[1], method, path, headers, body)
        return Answer(404)

    def _routed(self, name: str, key: str, method: str, path: str, headers: Any, body: bytes) -> Answer:
        if headers.get("Content-Type") != SPOKEN.get(method):
            return Answer(415)
        try:
            asked = json.loads(body, parse_float=Decimal) if body else None
        except ValueError:
            return Answer(400)
        self.requests.append((method, path, asked))
        try:
            thing = getattr(self.books, name)(key, *([asked] if body else []))
        except No as no:
            told = [{"errorCode": code, "errorMessage": f"Refused: {code}"} for code in no.codes]
            return Answer(no.status, json.dumps(self.books.contract.check_answer("Errors", told)).encode())
        if method == "PUT":
            if name == "put_payment" and self.approves_after is not None:
                threading.Timer(self.approves_after, self._approve, [key]).start()
            return Answer(201, headers={"Location": self.address + path.replace("/v2/", "/v1/")})
        return Answer(200, self._shown(thing))

    def _approve(self, key: str) -> None:
        with self.lock:
            if self.books.payment(key)["status"] == "CREATED":
                self.books.approve(key)

    def _shown(self, thing: Thing) -> bytes:
        schema = "RefundObject" if "originalPaymentReference" in thing else "PaymentRequestObject"
        self.books.contract.check_answer(schema, thing)
        return json.dumps(thing, default=float).encode()

    def _tell(self, thing: Thing) -> None:
        headers = {"Content-Type": "application/json", "User-Agent": "Swish (sandbox)"}
        self.hear(Call(thing["callbackUrl"], self._shown(thing), headers))


def main() -> None:
    options = argparse.ArgumentParser(description="A counterpart of Swish on this machine.")
    options.add_argument("--port", type=int, default=12112)
    options.add_argument("--shop", default="http://127.0.0.1:8000", help="where to call back")
    options.add_argument("--certificates", type=Path, default=Path(".data/swish"), help="folder to write them in")
    options.add_argument("--seconds", type=float, default=4, help="until a request is approved")
    chosen = options.parse_args()
    papers = Papers.written_in(chosen.certificates.resolve())
    with SwishSandbox(papers, port=chosen.port, shop=chosen.shop) as sandbox:
        sandbox.approves_after = chosen.seconds
        sys.stdout.write(
            f"SWISH_CERTIFICATE={papers.certificate} SWISH_CA={papers.authority} SWISH_NUMBER={NUMBER} "
            f"SWISH_API_BASE={sandbox.address}\n"
        )
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
