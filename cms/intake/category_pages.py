"""Category pages for categories that lack them, in every language, under the start page of that language."""

import itertools
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import slugify
from wagtail.models import Locale, Site

from cms.links import CategoryLink
from cms.pages.category import CategoryPage
from commerce.catalogue.models import Category

Key = tuple[int, int]  # category, language


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryText:
    """What a new category page says in one language. Without it the page has the category's name."""

    title: str
    slug: str
    intro: str = ""
    picture_id: int | None = None


def category_pages(
    category_ids: Iterable[int], *, texts: Mapping[tuple[str, str], CategoryText] | None = None
) -> dict[Key, CategoryPage]:
    """The page of each category in each language, made where it is missing, with those of the categories above it.

    `texts` are by category code and language. A category without a name in a language gets a page that follows the
    Swedish one until it is translated. Pages that exist are left as editors have them.
    """
    locales = _locales()
    categories = _with_ancestors(set(category_ids))
    keys = dict(CategoryLink.objects.filter(category__in=categories).values_list("category_id", "translation_key"))
    by_key = {key: category for category, key in keys.items()}
    found: dict[Key, CategoryPage] = {
        (by_key[page.translation_key], page.locale_id): page
        for page in CategoryPage.objects.filter(translation_key__in=by_key)
    }
    for category in categories.values():
        key = keys.get(category.pk)
        if key is None:
            key = keys[category.pk] = uuid.uuid4()
            CategoryLink.objects.create(category=category, translation_key=key)
        for locale in locales:
            if (category.pk, locale.pk) not in found:
                parent = found[category.parent_id, locale.pk] if category.parent_id else _start_page(locale)
                original = found.get((category.pk, locales[0].pk))
                text = (texts or {}).get((category.code, locale.language_code))
                page = _page(category, key, locale, original, text)
                page.slug = _free_slug(page.slug, parent)
                parent.add_child(instance=page)
                found[category.pk, locale.pk] = page
    return found


def _locales() -> list[Locale]:
    """The default language first."""
    default = Locale.get_default()
    return [default, *Locale.objects.exclude(pk=default.pk).order_by("pk")]


def _start_page(locale: Locale):
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    return root if root.locale_id == locale.pk else root.get_translation(locale)


def _with_ancestors(ids: set[int]) -> dict[int, Category]:
    """The categories and all above them, from the top down."""
    found: dict[int, Category] = {}
    while missing := ids - found.keys():
        for category in Category.objects.filter(pk__in=missing):
            found[category.pk] = category
            if category.parent_id:
                ids.add(category.parent_id)
    return {category.pk: category for category in sorted(found.values(), key=lambda c: (_depth(c, found), c.position))}


def _depth(category: Category, found: dict[int, Category]) -> int:
    return 1 + _depth(found[category.parent_id], found) if category.parent_id else 0


def _free_slug(slug: str, parent) -> str:
    candidates = itertools.chain([slug], (f"{slug}-{number}" for number in itertools.count(2)))
    return next(candidate for candidate in candidates if CategoryPage._slug_is_available(candidate, parent))


def _page(
    category: Category, key: uuid.UUID, locale: Locale, original: CategoryPage | None, text: CategoryText | None
) -> CategoryPage:
    name = category.name_in(locale.language_code)
    is_translated = text or not original or (locale.language_code == "en" and category.name_en)
    text = text or CategoryText(title=name, slug=slugify(category.code))
    return CategoryPage(
        title=text.title,
        slug=text.slug,
        intro=text.intro,
        picture_id=text.picture_id,
        locale=locale,
        translation_key=key,
        alias_of=None if is_translated else original,
        show_in_menus=True,
    )
