"""Pictures in bulk in the admin: how the workers keep up, what has been sent in, and sending in more."""

from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from cms import rendition_queue
from cms.images import ShopImage

TITLE = _("Pictures in bulk")
UNREADABLE_SHOWN = 50


def may_add(user):
    return policy_registry.get_by_type(ShopImage).user_has_permission(user, "add")


class PicturesItem(MenuItem):
    def __init__(self):
        super().__init__(TITLE, reverse("picture_batches"), name="picture-batches", icon_name="image", order=301)

    def is_shown(self, request):
        return may_add(request.user)


@require_safe
def batches(request):
    context = {
        "queue": rendition_queue.look(now=timezone.now()),
        "unreadable": rendition_queue.unreadable().order_by("-made_at")[:UNREADABLE_SHOWN],
        "page_title": TITLE,
        "header_title": TITLE,
        "header_icon": "image",
        "breadcrumbs_items": [{"url": "", "label": TITLE}],
    }
    return render(request, "cms/admin/picture_batches.html", context)


def addresses():
    return [path("picture-batches/", batches, name="picture_batches")]
