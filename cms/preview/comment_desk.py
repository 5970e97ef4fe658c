"""What reviewers have said, for editors: all of it in a report, and that of a page beside its text."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

from cms.preview import commenting
from cms.preview.access import SEES_ALL_LINKS, may_preview
from cms.preview.comments import PreviewComment

PAGE_SIZE = 50
ACTIONS = {"done", "undone", "remove"}


def seen_by(user):
    """Comments that came through the user's own links or stand on pages that he may change; with the right, all."""
    found = PreviewComment.objects.select_related("link__made_by", "page", "done_by")
    if user.has_perm(SEES_ALL_LINKS):
        return found
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return found.filter(Q(link__made_by=user) | Q(page__in=pages.values("pk")))


@require_safe
def report(request):
    """Those that wait first; of one page where the address names it."""
    if not may_preview(request.user):
        raise PermissionDenied
    found = seen_by(request.user)
    page = request.GET.get("page", "")
    if page.isascii() and page.isdecimal() and len(page) < 10:
        found = found.filter(page=page)
    shown = Paginator(found.waiting_first(), PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page_obj": shown,
        "chosen_page": page,
        "header_title": _("Comments from reviewers"),
        "header_icon": "comment",
        "breadcrumbs_items": [{"url": "", "label": _("Comments from reviewers")}],
    }
    return render(request, "cms/admin/preview_comments.html", context)


@require_POST
def act(request, comment_id):
    """Say that a comment is dealt with, or not after all, or remove it for good."""
    if not may_preview(request.user):
        raise PermissionDenied
    comment = get_object_or_404(seen_by(request.user), pk=comment_id)
    action = request.POST.get("action")
    if action == "remove":
        comment.delete()
        messages.success(request, _("The comment is removed."))
    elif action in ACTIONS:
        commenting.settle(comment.pk, by=request.user, is_done=action == "done", now=timezone.now())
    page = request.POST.get("page", "")
    return redirect(reverse("preview_comments") + (f"?page={page}" if page.isascii() and page.isdecimal() else ""))
