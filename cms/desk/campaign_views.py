"""What the campaign editor asks for while it is open: rows to choose among, and what the offers would do."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cms.desk.campaign_effect import effect
from cms.desk.scheduled import may_see
from cms.pages.campaign import CampaignPage
from cms.pages.typed_rows import CHOICES, LONGEST_WORD


@require_GET
def choices(request, kind):
    """Rows that fit what is typed, as `[[key, name], ...]`."""
    if not may_see(request.user):
        raise PermissionDenied
    field = CHOICES.get(kind)
    if field is None:
        raise Http404
    text = request.GET.get("q", "").strip()[:LONGEST_WORD].replace("\0", "")
    return JsonResponse({"rows": field.suggest(text) if text else []})


@require_GET
def campaign_effect(request, page_id):
    """What the latest draft of a campaign would do; a part of its editor, or a page of its own without a script."""
    page = get_object_or_404(CampaignPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    is_part = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    template = "cms/admin/campaign_effect.html" if is_part else "cms/admin/campaign_effect_page.html"
    return render(request, template, {"page": page, "effect": effect(draft, now=timezone.now())})
