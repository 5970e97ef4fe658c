"""New pages get their place in the tree, as drafts that nobody sees. What they say comes when all have a place."""

import itertools

from wagtail.models import Locale, Page

from cms.links import CategoryLink, ProductLink
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.product import ProductPage
from cms.promote import identity
from cms.promote.compare import product_here
from commerce.catalogue.models import Category, ProductCategory


class NoPlace(Exception):
    """The page that it would stand under is not here."""


def place(item, model, stored, *, user):
    """Make the page of an item under the page that it stands under. Returns the page; raises NoPlace."""
    locale = Locale.objects.get(language_code=item.content["language"])
    parent = _parent(item, model, locale)
    if item.content.get("alias_of"):
        return _mirror(item, parent, locale)
    page = model.from_serializable_data({**stored, "pk": None}, check_fks=True)
    page.locale, page.owner = locale, user
    page.translation_key = _linked_key(item, model)
    page.live, page.has_unpublished_changes = False, True
    page.slug = free_slug(page.slug, parent, model)
    return parent.add_child(instance=page)


def free_slug(slug, parent, model):
    """The same with a number after it where another page has the address."""
    candidates = itertools.chain([slug], (f"{slug}-{number}" for number in itertools.count(2)))
    return next(one for one in candidates if model._slug_is_available(one, parent))


# --- the steps ---


def _parent(item, model, locale):
    if issubclass(model, ProductPage) and (category := _category_of(product_here(item), locale)):
        parent = category
    else:
        pk = identity.find([item.content["place"]]).get(item.content["place"])
        parent = Page.objects.filter(pk=pk).first()
    if parent is None:
        raise NoPlace
    if issubclass(model, ProductPage):
        parent = parent.get_children().type(ShardPage).order_by("path").last() or parent
    parent = parent.specific
    if not model.can_exist_under(parent):
        raise NoPlace
    return parent


def _category_of(product, locale):
    primary = ProductCategory.objects.filter(product=product, is_primary=True).values("category")
    key = CategoryLink.objects.filter(category__in=primary).values("translation_key")
    return CategoryPage.objects.filter(translation_key__in=key, locale=locale).first()


def _linked_key(item, model):
    """The key that joins the page to its product or category here; made where there is none yet."""
    key = item.content["translation_key"]
    if issubclass(model, ProductPage):
        return ProductLink.objects.get_or_create(product=product_here(item), defaults={"translation_key": key})[
            0
        ].translation_key
    if issubclass(model, CategoryPage) and item.content.get("category"):
        category = Category.objects.get(code=item.content["category"])
        return CategoryLink.objects.get_or_create(category=category, defaults={"translation_key": key})[
            0
        ].translation_key
    return key


def _mirror(item, parent, locale):
    """A page that follows one that came with it, and is as unseen as that."""
    source = item.content["alias_of"]
    original = Page.objects.filter(pk=identity.find([source]).get(source), live=False).first()
    if original is None:
        raise NoPlace
    slug = free_slug(original.slug, parent, original.specific_class)
    return original.specific.create_alias(
        parent=parent, update_slug=slug, update_locale=locale, reset_translation_key=False
    )
