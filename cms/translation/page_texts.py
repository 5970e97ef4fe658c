"""Texts of pages and menus: read out for a translator, and taken in as drafts of the translated ones.

What is translated is kept by wagtail-localize, by words and place; reading out writes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, Translation, TranslationLog, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, extract_ids

from cms.translation.drafts import put_on_draft
from cms.translation.unit import CHANGED, NEW, UNCHANGED, Outcome, Said, Unit

KIND = "page"
CHUNK = 200
ADDRESS = "slug"  # an editor's to choose


def pages_under(root: Page) -> Any:
    """The live pages of a tree that hold texts, in the order of the tree."""
    found = Page.objects.descendant_of(root, inclusive=True).filter(live=True, depth__gt=1)
    return found.exclude(content_type__app_label="cms", content_type__model="shardpage").order_by("path")


def units(pages: Iterable[Page], *, locale: Locale, only_missing: bool = False) -> Iterator[Unit]:
    """The texts of some pages in their order. A handful of queries for each two hundred pages; nothing is written.

    A page whose translation was written by hand, and is no translation of this one, is left out.
    """
    waiting: list[Page] = []
    for page in pages:
        waiting.append(page)
        if len(waiting) == CHUNK:
            yield from _of_chunk(waiting, locale, only_missing)
            waiting = []
    yield from _of_chunk(waiting, locale, only_missing)


def _of_chunk(pages: Sequence[Page], locale: Locale, only_missing: bool) -> Iterator[Unit]:
    own = _written_by_hand([page.translation_key for page in pages], locale)
    read = [
        (page, path, text) for page in pages if page.translation_key not in own for path, text in _texts(page.specific)
    ]
    hashes = {text: String._get_data_hash(text) for _page, _path, text in read}
    known, memory = _translated(hashes.values(), locale)
    for page, path, text in read:
        mark = hashes[text]
        target = known.get((page.translation_key, path, mark))
        if only_missing and target:
            continue
        yield Unit(
            key=f"{KIND}:{page.translation_key}:{mark.hex}:{path}",
            source=text,
            target=target or memory.get(mark, ""),
            is_sure=target is not None or mark not in memory,
            where=f"{page.title}, {path.split('.')[0]}",
        )


def _texts(page) -> list[tuple[str, str]]:
    """Path and words of each text, once for each; those that hold markup have its attributes taken out."""
    found = (segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue))
    return list(dict.fromkeys((one.path, one.string.data) for one in found if one.path != ADDRESS))


def _written_by_hand(keys, locale):
    """Keys of the pages that have a page of their own in the language: neither a mirror nor made from this one."""
    own = Page.objects.filter(translation_key__in=keys, locale=locale, alias_of=None)
    made = TranslationLog.objects.filter(source__object_id__in=keys, locale=locale)
    return set(own.values_list("translation_key", flat=True)) - set(made.values_list("source__object_id", flat=True))


def _translated(hashes, locale):
    """What is translated, by place and words; and by words alone, the latest first."""
    rows = (
        StringTranslation.objects.filter(translation_of__data_hash__in=set(hashes), locale=locale, has_error=False)
        .order_by("updated_at", "pk")
        .values_list("context__object_id", "context__path", "translation_of__data_hash", "data")
    )
    known, memory = {}, {}
    for object_id, path, mark, words in rows:
        known[object_id, path, mark] = memory[mark] = words
    return known, memory


def take_in(all_said: Iterable[Said], *, locale: Locale, by, now: datetime) -> Outcome:
    """Keep the translations and put them on a draft of each page. Each page is one transaction; none is published.

    Left out, with the reason: a page that is gone or that the user may not edit, a text that is another now, one whose
    markup or links do not match.
    """
    outcome = Outcome()
    by_page: dict[str, list[Said]] = {}
    for said in all_said:
        by_page.setdefault(said.key.split(":")[1] if said.key.count(":") >= 3 else "", []).append(said)
    for key, group in by_page.items():
        fault = _take_page(key, group, locale, by, now, outcome)
        for said in group if fault else ():
            outcome.refuse(said, fault)
    return outcome


@transaction.atomic
def _take_page(key, group, locale, by, now, outcome):
    """Take in the texts of one page; or say what is wrong with them all."""
    source_page = _source(key)
    if source_page is None:
        return _("The page is gone.")
    if _written_by_hand([source_page.translation_key], locale):
        return _("The page has words of its own in that language, and is no translation.")
    if not _may_translate(source_page, locale, by):
        return _("You may not edit the page.")
    source, _is_new = TranslationSource.update_or_create_from_instance(source_page)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
    places = {(one.context.path, one.string.data_hash.hex): one for one in _segments(source)}
    kept = [_keep(said, places, translation, by, now, outcome) for said in group]
    if any(kept):
        put_on_draft(translation, by=by)
    return ""


def _source(key) -> Page | None:
    try:
        found = Page.objects.filter(translation_key=key, locale=Locale.get_default(), live=True).first()
    except ValidationError:
        return None
    return found.specific if found else None


def _may_translate(source_page, locale, by):
    """Whoever may edit the page in the language; where there is none yet, whoever may edit what it is made of."""
    target = Page.objects.filter(translation_key=source_page.translation_key, locale=locale).first()
    return (target or source_page).specific.permissions_for_user(by).can_edit()


def _segments(source):
    return source.stringsegment_set.select_related("context", "string")


def _keep(said, places, translation, by, now, outcome):
    """Whether the text says something new."""
    _kind, _key, mark, path = said.key.split(":", 3)
    place = places.get((path, mark))
    if place is None or place.string.data != said.source:
        outcome.refuse(said, _("The Swedish text is another now. Fetch a new file."))
        return False
    fault = _fault(said)
    if fault:
        outcome.refuse(said, fault)
        return False
    words, is_new = StringTranslation.objects.get_or_create(
        translation_of=place.string,
        locale=translation.target_locale,
        context=place.context,
        defaults={"data": said.target, "translation_type": "manual", "last_translated_by": by, "updated_at": now},
    )
    if not is_new and words.data == said.target and not words.has_error:
        outcome.counts[UNCHANGED] += 1
        return False
    if not is_new:
        words.data, words.last_translated_by, words.has_error, words.field_error = said.target, by, False, ""
        words.save()
    outcome.counts[NEW if is_new else CHANGED] += 1
    return True


def _fault(said):
    """Why a translation cannot be had: its markup is not allowed, or a link is gone, new or another."""
    try:
        StringValue.from_translated_html(said.target)
        is_same = extract_ids(said.source) == extract_ids(said.target)
    except ValueError:
        is_same = False
    return "" if is_same else _("The markup or the links are not those of the Swedish text.")
