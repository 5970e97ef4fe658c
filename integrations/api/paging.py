"""Cursors: a page begins after the last row of the one before. Sealed, so that nobody makes one."""

from collections.abc import Sequence
from typing import Any

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext as _

from integrations.api.problems import Problem

SALT = "api.cursor"
MOST = 10_000
USUAL = 100


def sealed(noun: str, key: Sequence[Any]) -> str:
    return signing.dumps([noun, *key], salt=SALT)


def opened(noun: str, cursor: str) -> list[Any]:
    """The key that the page begins after. Raises Problem for a cursor that is not from this list."""
    try:
        named, *key = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        named, key = "", []
    if named != noun:
        raise Problem("not-found", _("There is no page that begins so. Begin with the first."))
    return key


def after(names: Sequence[str], key: Sequence[Any]) -> Q:
    """The rows whose values of `names`, in that order, come after the key."""
    return _beyond(names, key, "gt") & Q(**{f"{names[0]}__gte": key[0]})


def until(names: Sequence[str], key: Sequence[Any]) -> Q:
    """The rows up to the key, and those of it."""
    return (_beyond(names, key, "lt") | Q(**dict(zip(names, key, strict=True)))) & Q(**{f"{names[0]}__lte": key[0]})


def _beyond(names: Sequence[str], key: Sequence[Any], how: str) -> Q:
    found = Q()
    for place, name in enumerate(names):
        found |= Q(**dict(zip(names[:place], key[:place], strict=True)), **{f"{name}__{how}": key[place]})
    return found
