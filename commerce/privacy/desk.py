"""Requests by letter and from people without an account, in the admin: look up by address, hand out, forget, refuse."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from commerce.privacy import requests, rooms
from commerce.privacy.forms import AddressForm, DeskForm
from commerce.privacy.models import PrivacyRequest

MAY_HANDLE = "privacy.add_privacyrequest"
TITLE = gettext_lazy("Look somebody up")


class LookUpItem(MenuItem):
    @classmethod
    def first(cls):
        return cls(TITLE, reverse("privacy_desk"), name="privacy-desk", icon_name="search", order=0)

    def is_shown(self, request):
        return request.user.has_perm(MAY_HANDLE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What is held about an address; then a copy, or erasure, with the reason. No address stands in an URL."""
    if not request.user.has_perm(MAY_HANDLE):
        raise PermissionDenied
    asked = AddressForm(request.POST or None)
    if request.method != "POST" or not asked.is_valid():
        return render(request, "modeladmin/privacy/desk.html", {"asked": asked}, status=422 if asked.errors else 200)
    person = rooms.of_address(asked.cleaned_data["email"])
    action = request.POST.get("action", "")
    form = DeskForm(request.POST if action else None)
    if action and form.is_valid():
        said = {
            "channel": PrivacyRequest.Channel.DESK,
            "locale": get_language(),
            "by": cast(int, request.user.pk),
            "why": form.cleaned_data["why"],
            "now": timezone.now(),
        }
        if action == "copy":
            response = HttpResponse(requests.copied(person, **said), content_type="application/zip")
            response["Content-Disposition"] = 'attachment; filename="uppgifter.zip"'
            return response
        done = requests.ask_erasure(person, **said)
        if done.state == PrivacyRequest.State.ANSWERED:
            messages.success(request, _("The person is forgotten. The answer goes out by mail."))
        else:
            messages.warning(request, _("It waits until what is unfinished is done. The person is told by mail."))
        return redirect("privacy_privacyrequest_modeladmin_inspect", done.pk)
    context = {
        "asked": asked,
        "person": person,
        "held": rooms.counts(person),
        "blocks": rooms.blocks(person, now=timezone.now()),
        "form": form,
        "earlier": PrivacyRequest.objects.filter(address_hash=requests.address_hash(person.email))
        .defer("archive")
        .order_by("-pk"),
    }
    return render(request, "modeladmin/privacy/desk.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    if not request.user.has_perm(MAY_HANDLE):
        raise PermissionDenied
    asked = get_object_or_404(PrivacyRequest.objects.defer("archive"), pk=request_id)
    form = DeskForm(request.POST or None)
    form.fields["why"].label = _("Why not? The person is told.")
    form.fields["why"].help_text = ""
    if request.method == "POST" and form.is_valid():
        try:
            requests.refuse(asked.pk, why=form.cleaned_data["why"], by=cast(int, request.user.pk), now=timezone.now())
            messages.success(request, _("The request is refused. The person is told by mail."))
        except requests.NotRefusable:
            messages.error(request, _("The request has been answered already."))
        return redirect("privacy_privacyrequest_modeladmin_inspect", asked.pk)
    context = {"asked": asked, "form": form}
    return render(request, "modeladmin/privacy/refuse.html", context, status=422 if form.errors else 200)


def addresses() -> list:
    return [
        path("privacy/", desk, name="privacy_desk"),
        path("privacy/<int:request_id>/refuse/", refuse, name="privacy_refuse"),
    ]
