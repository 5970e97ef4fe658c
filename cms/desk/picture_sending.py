"""Sending in pictures one by one in the admin: as they are chosen, or as a folder that the browser sends in parts.

Without JavaScript one request brings them all. With it `static/admin/picture_sending.js` begins a batch, sends its
files some at a time, and ends it; cut off, it goes on with those that have not come.
"""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.batches import sending, taking_in
from cms.batches.models import PictureBatch
from cms.batches.source import MOST_FILES, Unreadable
from cms.images import ShopImage

ACCEPTED = ",".join(f".{one}" for one in settings.WAGTAILIMAGES_EXTENSIONS)


def may_add(user):
    return policy_registry.get_by_type(ShopImage).user_has_permission(user, "add")


def may_publish(user):
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SendingForm(forms.Form):
    """What the page shows; the views read the files as they come."""

    pictures = forms.FileField(
        label=_("Pictures"),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        required=False,
        help_text=_("Named by article number: LL-1001-CHK_2.jpg."),
    )
    publishes = forms.BooleanField(label=_("Publish the pages anew"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, prefix="loose", **kwargs)
        if not may_publish(user):
            del self.fields["publishes"]


@require_POST
def send(request):
    """Begin a batch. Files that come with it are all there is; `in_parts`, the browser sends them after."""
    if not may_add(request.user):
        raise PermissionDenied
    files, in_parts = request.FILES.getlist("loose-pictures"), "in_parts" in request.POST
    if not files and not in_parts:
        messages.error(request, gettext("Choose the pictures first."))
        return redirect("picture_batches")
    batch = sending.begin(
        request.POST.get("name") or (files[0].name if len(files) == 1 else gettext("Pictures")),
        by=request.user,
        publishes=may_publish(request.user) and "loose-publishes" in request.POST,
        now=timezone.now(),
    )
    if in_parts:
        return JsonResponse(_addresses(batch), status=201)
    sending.take(batch, [(file.name, file) for file in files])
    return _end(request, batch)


@require_POST
def take(request, pk):
    """Some `files` of a batch, their `names` in the folder in the same order, and those `refused` as too large."""
    batch = _own(request, pk)
    files, names = request.FILES.getlist("files"), request.POST.getlist("names")
    if len(files) != len(names):
        return JsonResponse({"why": gettext("The files and their names do not match.")}, status=400)
    try:
        come = sending.take(batch, zip(names, files, strict=True), refused=request.POST.getlist("refused"))
    except sending.NotOpen:
        return JsonResponse({"why": gettext("The sending has been ended already.")}, status=409)
    except Unreadable as refusal:
        return JsonResponse({"why": str(refusal)}, status=422)
    return JsonResponse({"come": come})


@require_POST
def end(request, pk):
    """What has come is all there is."""
    return _end(request, _own(request, pk))


def addresses():
    return [
        path("picture-batches/send/", send, name="picture_sending"),
        path("picture-batches/<int:pk>/files/", take, name="picture_sending_files"),
        path("picture-batches/<int:pk>/sent/", end, name="picture_sending_end"),
    ]


def still_sent(batch, user):
    """What the page of a batch needs to go on sending; None when it has been ended, or somebody else sends it."""
    if not batch.is_loose or batch.listed_at or batch.ended_at or batch.by_id != user.pk:
        return None
    there = list(batch.files.order_by("place").values_list("name", flat=True))
    return {**_addresses(batch), "there": there}


def _own(request, pk):
    if not may_add(request.user):
        raise PermissionDenied
    return get_object_or_404(PictureBatch, pk=pk, by=request.user, is_loose=True)


def _end(request, batch):
    if sending.end(batch, now=timezone.now()):
        taking_in.nudge()
        messages.success(request, gettext("The pictures are being taken in. You can leave the page."))
    else:
        messages.error(request, gettext("No picture has come yet."))
    return redirect("picture_batch", batch.pk)


def _addresses(batch):
    return {
        "files": reverse("picture_sending_files", args=[batch.pk]),
        "end": reverse("picture_sending_end", args=[batch.pk]),
        "page": reverse("picture_batch", args=[batch.pk]),
        "largest": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        "most": MOST_FILES,
    }
