"""What can be chosen for a package, a screenful at a time: here, or in the other environment by the same question."""

from django.db.models import Q
from django.utils.text import capfirst
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, Page

from cms.pages.campaign import CampaignPage
from cms.pages.category import CategoryPage, ShardPage
from cms.pages.product import ProductPage
from cms.promote import identity
from cms.promote.models import Kind

MOST = 50


def rows(question, *, kinds=None) -> dict:
    """`{"rows": [{key, label, type, language, above, has_more, is_draft}], "more": bool}`.

    Asked for with `{"kind", "words", "under"}`: `under` is the key of a page, whose pages are wanted. `kinds` are those
    that the asker may have.
    """
    kind, words = str(question.get("kind") or Kind.PAGES), str(question.get("words") or "")[:100]
    if kinds is not None and kind not in kinds:
        return {"rows": [], "more": False}
    if kind in PAGE_MODELS:
        return _pages(kind, words, str(question.get("under") or ""))
    if kind in (Kind.IMAGES, Kind.DOCUMENTS):
        model = file_model(kind)
        return _told(model, model.objects.filter(title__icontains=words).order_by("-created_at", "pk"))
    found: list[dict] = []
    models = identity.setting_models() if kind == Kind.SETTINGS else identity.snippet_models()
    for model in models:
        if issubclass(model, BaseSiteSetting | BaseGenericSetting):
            found += [_row(f"setting:{model._meta.label_lower}", capfirst(model._meta.verbose_name), model)]
        else:
            found += _told(model, model._default_manager.order_by("pk"), words)["rows"]
    return {"rows": [row for row in found if words.lower() in row["label"].lower()], "more": False}


def file_model(kind):
    return get_image_model() if kind == Kind.IMAGES else get_document_model()


PAGE_MODELS = {
    Kind.PAGES: (Page,),
    Kind.PRODUCTS: (ProductPage, CategoryPage),
    Kind.CAMPAIGNS: (CampaignPage,),
}


# --- the steps ---


def _pages(kind, words, under) -> dict:
    found = Page.objects.filter(depth__gt=1, alias_of=None).not_type(ShardPage).select_related("locale", "content_type")
    found = found.type(*PAGE_MODELS[kind])
    if kind == Kind.PAGES:
        found = found.not_type(ProductPage, CategoryPage, CampaignPage)
    if under and (parent := Page.objects.filter(pk=identity.find([under]).get(under)).first()):
        found = found.filter(path__startswith=parent.path).exclude(pk=parent.pk)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(draft_title__icontains=words) | Q(slug__icontains=words))
    pages = list(found.order_by("locale__language_code", "path") if not words else found.order_by("title", "pk"))[
        : MOST + 1
    ]
    keys = identity.keys_of(Page, [page.pk for page in pages])
    above = dict(
        Page.objects.filter(path__in={page.path[: -Page.steplen] for page in pages}).values_list("path", "title")
    )
    told = [
        {
            "key": keys[page.pk],
            "label": page.draft_title or page.title,
            "type": str(capfirst(page.content_type.model_class()._meta.verbose_name)),
            "language": page.locale.language_code,
            "above": above.get(page.path[: -Page.steplen], "") if page.depth > 2 else "",
            "has_more": page.numchild > 0,
            "is_draft": not page.live or page.has_unpublished_changes,
        }
        for page in pages[:MOST]
    ]
    return {"rows": told, "more": len(pages) > MOST}


def _told(model, found, words="") -> dict:
    listed = list(found[: MOST + 1])
    keys = identity.keys_of(model, [row.pk for row in listed[:MOST]])
    told = [_row(keys[row.pk], str(row), model, row) for row in listed[:MOST] if row.pk in keys]
    return {"rows": told, "more": len(listed) > MOST}


def _row(key, label, model, row=None) -> dict:
    return {
        "key": key,
        "label": str(label),
        "type": str(capfirst(model._meta.verbose_name)),
        "language": row.locale.language_code if row is not None and hasattr(row, "locale") else "",
        "above": "",
        "has_more": False,
        "is_draft": isinstance(row, DraftStateMixin) and (not row.live or row.has_unpublished_changes),
    }
