"""How often one sender may do something that needs no log-in. Counted in the cache, in windows of fixed length."""

import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_within(request: HttpRequest, action: str, *, most: int, seconds: int, of: str = "") -> bool:
    """Count one more `action`, and say whether it is among the first `most` of its window.

    Counted for `of` (say an order number) where it is given, else for the sender's address: of IPv6 its network, since
    one sender has all of it.
    """
    who = of or sender(request)
    slot = f"limit:{action}:{hashlib.sha256(who.encode()).hexdigest()}"
    cache.add(slot, 0, seconds)
    try:
        return cache.incr(slot) <= most
    except ValueError:  # the window ended in between
        cache.set(slot, 1, seconds)
        return most >= 1


def sender(request: HttpRequest) -> str:
    """The sender's address; of IPv6 its network."""
    written = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return written
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)
