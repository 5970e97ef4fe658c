"""What can be put in a release: pages whose drafts are not public, other things with drafts, prices not in force."""

from django.db.models import Q
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.releases.conflicts import SEES_PRICES
from cms.releases.contents import SETTLED
from cms.releases.models import models_with_drafts
from commerce.pricing.models import PriceChangeSet

MOST = 50


def pages_for(user, *, words=""):
    """Pages the user may edit that have something to publish, latest written first; by a word of the title any."""
    found = PagePermissionPolicy().instances_user_has_permission_for(user, "change").filter(alias_of=None, depth__gt=1)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(draft_title__icontains=words))
    else:
        found = found.filter(Q(has_unpublished_changes=True) | Q(live=False))
    return found.select_related("locale", "content_type").order_by("-latest_revision_created_at", "-pk")[:MOST]


def change_sets_for(user):
    if not user.has_perm(SEES_PRICES):
        return PriceChangeSet.objects.none()
    return PriceChangeSet.objects.exclude(state__in=SETTLED).order_by("-pk")[:MOST]


def others_for(user):
    """`[(name and label of the model, rows)]` of things with drafts that are no pages, such as menus and settings."""
    found = []
    for model in models_with_drafts():
        if user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            rows = model._default_manager.filter(Q(has_unpublished_changes=True) | Q(live=False)).order_by("pk")[:MOST]
            found.append((model, list(rows)))
    return [
        ({"name": model._meta.verbose_name_plural, "label": model._meta.label_lower}, rows)
        for model, rows in found
        if rows
    ]


def things_of(keys, *, user):
    """What is named `page:12`, `prices:3` or `app.model:7`, as far as the user may put it in a release."""
    found = []
    pages = [int(key) for kind, key in keys if kind == "page"]
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    found += list(Page.objects.filter(pk__in=allowed.filter(pk__in=pages).values("pk")).order_by("path").specific())
    prices = [int(key) for kind, key in keys if kind == "prices"]
    if prices and user.has_perm(SEES_PRICES):
        found += list(PriceChangeSet.objects.filter(pk__in=prices).order_by("pk"))
    for model in models_with_drafts():
        mine = [key for kind, key in keys if kind == model._meta.label_lower]
        if mine and user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            found += list(model._default_manager.filter(pk__in=mine).order_by("pk"))
    return found


def read(texts):
    """`[(kind, key), ...]` of what a form sent; what is no such name is left out."""
    pairs = [text.rpartition(":")[::2] for text in texts]
    return [(kind, key) for kind, key in pairs if kind and key.isdecimal() and len(key) < 19]
