"""Lines above every page that what stands above the pages puts there for a time: `settings.SHOP_NOTICES` names it.

They are read with the frame (`cms.storefront.frame`), so whoever changes them bumps the version of `site`; that they
come and go by the clock costs nothing, since they say when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said in each language, from `starts` until just before `ends`, and where it leads."""

    text: Mapping[str, str]
    url: Mapping[str, str]
    starts: datetime
    ends: datetime

    def is_shown(self, now: datetime) -> bool:
        return self.starts <= now < self.ends

    def changes_at(self, now: datetime) -> datetime | None:
        """The next moment at which it comes or goes; None when it stays as it is."""
        return min((at for at in (self.starts, self.ends) if now < at), default=None)


def coming() -> tuple[Notice, ...]:
    """Those that are shown now or will be. At most one query."""
    if not settings.SHOP_NOTICES:
        return ()
    return tuple(import_string(settings.SHOP_NOTICES)(now=timezone.now()))
