"""Everything that is translated, in one list and back: pages, names and the interface."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.translation import names, page_texts
from cms.translation.unit import Outcome, Said, Unit, to_take_in

SOURCE, TARGET = "sv", "en"
MOST = 20_000


class TooMany(Exception):
    """More texts than one file should hold; the text says how many that is."""


def units(
    *, roots: Iterable[Page] = (), kinds: Collection[str] = (), only_missing: bool = False, most: int = MOST
) -> list[Unit]:
    """The texts of some trees of pages and some kinds of names. Raises TooMany before more than `most` are read."""
    locale = Locale.objects.get(language_code=TARGET)
    read = islice(_all(roots, kinds, locale, only_missing), most + 1)
    found = list({unit.key: unit for unit in read}.values())
    if len(found) > most:
        said = _("There are more than %(most)s texts. Choose fewer departments, or only those that are missing.")
        raise TooMany(said % {"most": most})
    return found


def _all(roots, kinds, locale, only_missing) -> Iterator[Unit]:
    for root in roots:
        yield from page_texts.units(
            page_texts.pages_under(root).iterator(500), locale=locale, only_missing=only_missing
        )
    yield from names.units(kinds, only_missing=only_missing)


def take_in(all_said: Iterable[Said], *, by, now: datetime) -> Outcome:
    """Take in what came back: names hold at once, texts of pages stand on drafts. The same file twice changes nothing.

    One text that cannot be taken in stops no other; each is told with its reason.
    """
    outcome = Outcome()
    wanted = to_take_in(all_said, outcome)
    kinds = {said.key: said.key.split(":", 1)[0] for said in wanted}
    for said in wanted:
        if kinds[said.key] != page_texts.KIND and kinds[said.key] not in names.KINDS:
            outcome.refuse(said, _("There is nothing with that key any more."))
    may = {name for name, kind in names.KINDS.items() if by.has_perm(kind.permission)}
    outcome += names.take_in([said for said in wanted if kinds[said.key] in names.KINDS], may=may)
    outcome += page_texts.take_in(
        [said for said in wanted if kinds[said.key] == page_texts.KIND],
        locale=Locale.objects.get(language_code=TARGET),
        by=by,
        now=now,
    )
    return outcome
