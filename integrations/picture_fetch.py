"""Fetching pictures that a file names by address: only public addresses, within a time and a size."""

import ipaddress
import socket
import time
from urllib.parse import urljoin, urlsplit

import requests
from django.utils.translation import gettext as _

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5, 15, 60
LARGEST = 30 * 1024 * 1024
MOST_REDIRECTS = 3
HEADERS = {"User-Agent": "webshop-import", "Accept": "image/avif,image/webp,image/*;q=0.8"}


class FetchFailed(Exception):
    """The picture could not be fetched; the message says why."""


def fetch_picture(address: str) -> bytes:
    """The file at `address`, which must be on the public internet. Raises FetchFailed; never waits beyond a minute."""
    ends_at = time.monotonic() + TOTAL_SECONDS
    try:
        with requests.Session() as session:
            session.trust_env = False
            for _hop in range(MOST_REDIRECTS + 1):
                refuse_unless_public(address)
                with _ask(session, address) as answer:
                    if not answer.is_redirect:
                        return _body(answer, ends_at)
                    address = urljoin(address, answer.headers["Location"])
    except requests.RequestException as error:
        raise FetchFailed(_("There is no answer: %(kind)s.") % {"kind": type(error).__name__}) from error
    raise FetchFailed(_("It leads on too many times."))


def refuse_unless_public(address: str) -> None:
    """An address inside our own network could show a stranger what only we may see."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchFailed(_("It is not an address.")) from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchFailed(_("It is not an address of the web."))
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(_("Its server is not known.")) from error
    if not all(_is_public(place[4][0]) for place in found):
        raise FetchFailed(_("It is not a public address."))


def _is_public(number: str | int) -> bool:
    return ipaddress.ip_address(str(number).partition("%")[0]).is_global


def _ask(session: requests.Session, address: str) -> requests.Response:
    return session.get(
        address,
        stream=True,
        allow_redirects=False,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        headers=HEADERS,
    )


def _body(answer: requests.Response, ends_at: float) -> bytes:
    _refuse_if_led_elsewhere(answer)
    if answer.status_code != requests.codes.ok:
        raise FetchFailed(_("The server answers %(status)s.") % {"status": answer.status_code})
    content = bytearray()
    for part in answer.iter_content(64 * 1024):
        content += part
        if len(content) > LARGEST:
            raise FetchFailed(_("It is larger than %(limit)s MB.") % {"limit": LARGEST // 2**20})
        if time.monotonic() > ends_at:
            raise FetchFailed(_("It takes too long."))
    return bytes(content)


def _refuse_if_led_elsewhere(answer: requests.Response) -> None:
    """The name may answer differently the second time it is asked: look at who really answered."""
    line = getattr(getattr(answer.raw, "_connection", None), "sock", None)
    if line is not None and not _is_public(line.getpeername()[0]):
        raise FetchFailed(_("It is not a public address."))
