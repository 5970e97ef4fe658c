"""Where content is fetched from: the port. What speaks HTTPS is above (`integrations.promotion_source`)."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


class SourceFailed(Exception):
    """The other environment could not be asked, or refused; the message says why."""


class Source(Protocol):
    """The other environment. Each raises SourceFailed; none is called inside a transaction."""

    def rows(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """What can be chosen there: the answer of `cms.promote.choices.rows` there."""

    def package(self, question: Mapping[str, Any]) -> bytes:
        """A package of what is chosen, without its files."""

    def file(self, key: str) -> bytes:
        """The bytes of a picture or a document."""


def is_set_up() -> bool:
    return bool(settings.PROMOTION_FROM_URL)


def the_source() -> Source:
    if not is_set_up():
        raise SourceFailed(_("No environment to fetch from is set up (PROMOTION_FROM_URL)."))
    return import_string(settings.PROMOTION_SOURCE)()
