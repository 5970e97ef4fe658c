"""Calls to addresses that somebody has given us must not reach into our own network.

The name is looked up once, every address it has must be public, and the connection goes to one of those very addresses:
a name that answers differently the second time it is asked gains nothing.
"""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.retry import Retry


class NotPublic(Exception):
    """The address is not one of the public internet; the message says why."""


def refuse_unless_public(address: str) -> None:
    """Raises NotPublic for what is no address of the web, or leads into our own network."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotPublic(_("It is not an address.")) from error
    if parts.scheme not in ("http", "https") or not host:
        raise NotPublic(_("It is not an address of the web."))
    places(host, port or (443 if parts.scheme == "https" else 80))


def places(host: str, port: int) -> list[str]:
    """The numbers of a host, all of them public, or NotPublic."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotPublic(_("Its server is not known.")) from error
    numbers = [str(place[4][0]) for place in found]
    if not numbers or not all(is_public(number) for number in numbers):
        raise NotPublic(_("It is not a public address."))
    return numbers


def is_public(number: str) -> bool:
    """Also for IPv4 dressed as IPv6: what is inside decides."""
    address = ipaddress.ip_address(number.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (mapped is None or mapped.is_global)


class _Pinned:
    """Connects to a number that was looked at, whatever the name answers next; TLS still checks the name."""

    def _new_conn(self: Any) -> socket.socket:
        name = self._dns_host
        self._dns_host = places(self.host, self.port)[0]
        try:
            return super()._new_conn()  # type: ignore[misc]
        finally:
            self._dns_host = name


class _PinnedHTTP(_Pinned, HTTPConnection):
    pass


class _PinnedHTTPS(_Pinned, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _PinnedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PinnedHTTPS


class PinnedAdapter(HTTPAdapter):
    """For a session whose addresses are not ours. Raises NotPublic instead of connecting to our own network."""

    def __init__(self):
        super().__init__(max_retries=Retry(0, read=False))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
