"""Fetching pictures that a file names by address: only public addresses, within a time and a size."""

import time
from urllib.parse import urljoin

import requests
from django.utils.translation import gettext as _

from integrations import public_addresses
from integrations.client import refuse_in_transaction

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5, 15, 60
LARGEST = 30 * 1024 * 1024
MOST_REDIRECTS = 3
HEADERS = {"User-Agent": "webshop-import", "Accept": "image/avif,image/webp,image/*;q=0.8"}


class FetchFailed(Exception):
    """The picture could not be fetched; the message says why."""


def fetch_picture(address: str) -> bytes:
    """The file at `address`, which must be on the public internet. Raises FetchFailed; never waits beyond a minute."""
    refuse_in_transaction()
    ends_at = time.monotonic() + TOTAL_SECONDS
    try:
        with requests.Session() as session:
            session.trust_env = False
            session.mount("https://", public_addresses.PinnedAdapter())
            session.mount("http://", public_addresses.PinnedAdapter())
            for _hop in range(MOST_REDIRECTS + 1):
                public_addresses.refuse_unless_public(address)
                with _ask(session, address) as answer:
                    if not answer.is_redirect:
                        return _body(answer, ends_at)
                    address = urljoin(address, answer.headers["Location"])
    except public_addresses.NotPublic as error:
        raise FetchFailed(str(error)) from error
    except requests.RequestException as error:
        raise FetchFailed(_("There is no answer: %(kind)s.") % {"kind": type(error).__name__}) from error
    raise FetchFailed(_("It leads on too many times."))


def _ask(session: requests.Session, address: str) -> requests.Response:
    return session.get(
        address,
        stream=True,
        allow_redirects=False,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        headers=HEADERS,
    )


def _body(answer: requests.Response, ends_at: float) -> bytes:
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
