"""The site's settings as templates read them: what is left out is as in Swedish, or as the shop has always said it.

Pages read them out of the frame (`cms.storefront.frame`), without a query of their own; a mail with one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from cms import pictures
from cms.pictures import Picture
from cms.site.settings import SiteSettings

SOURCE = "sv"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line above every page, with the address that it leads to, if any; half open in time, as all periods are."""

    text: str
    page: int | None
    address: str
    starts: datetime | None
    ends: datetime | None

    def is_shown(self, now: datetime) -> bool:
        return (self.starts is None or self.starts <= now) and (self.ends is None or now < self.ends)

    def changes_at(self, now: datetime) -> datetime | None:
        """The next moment at which it comes or goes; None when it stays as it is."""
        return min((at for at in (self.starts, self.ends) if at is not None and now < at), default=None)


@dataclass(frozen=True, slots=True)
class Shown:
    tagline: str = ""
    email: str = ""
    phone: str = ""
    opening_hours: str = ""
    social_links: tuple[dict, ...] = ()
    shared_picture: Picture | None = None
    announcement: Announcement | None = None

    @property
    def dialled(self) -> str:
        """The phone's number as a telephone reads it."""
        return "".join(one for one in self.phone if one in "+0123456789")

    @property
    def has_contact(self) -> bool:
        return bool(self.email or self.phone)


def live(languages: dict[int, str]) -> dict[str, SiteSettings]:
    """The live settings by language, out of `{primary key of the locale: language}`. One query."""
    rows = SiteSettings.objects.filter(live=True)
    return {languages[row.locale_id]: row for row in rows if row.locale_id in languages}


def by_language(rows: dict[str, SiteSettings], languages: Iterable[str]) -> dict[str, Shown]:
    """At most one query, for the pictures."""
    found = pictures.load(row.shared_picture_id for row in rows.values())
    return {language: shown(rows.get(language), rows.get(SOURCE), found) for language in languages}


def in_a_mail(language: str) -> Shown:
    """For what is written outside a page. One query."""
    rows = {row.locale.language_code: row for row in SiteSettings.objects.filter(live=True).select_related("locale")}
    return shown(rows.get(language), rows.get(SOURCE))


def shown(row: SiteSettings | None, source: SiteSettings | None, found: Mapping = MappingProxyType({})) -> Shown:
    """One language's settings. Texts are in the language or not at all; facts may be those of the source.

    `found` are the pictures by the image's primary key.
    """
    rows = [one for one in (row, source) if one is not None]

    def fact(name):
        return next((value for one in rows if (value := getattr(one, name))), None)

    links = next((one.social_links.get_prep_value() for one in rows if one.social_links), [])
    return Shown(
        tagline=row.tagline if row else "",
        email=fact("email") or "",
        phone=fact("phone") or "",
        opening_hours=row.opening_hours if row else "",
        social_links=tuple({"name": link["value"]["name"], "address": link["value"]["address"]} for link in links),
        shared_picture=found.get(fact("shared_picture_id")),
        announcement=_announcement(row) if row and row.announcement else None,
    )


# --- the steps ---


def _announcement(row) -> Announcement:
    return Announcement(
        row.announcement,
        row.announcement_page_id,
        row.announcement_address,
        row.announcement_from,
        row.announcement_until,
    )
