"""What `static/js/passkeys.js` asks for: a key is made, asked to sign, and taken away. JSON in, JSON out."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commerce.customers import mfa, passkeys
from commerce.customers.mfa_views import for_staff
from commerce.customers.models import Passkey

LARGEST = 64 * 1024
REFUSED = 422


@for_staff
@require_POST
def offer(request):
    refuse_unproved(request)
    return JsonResponse(passkeys.offer(request))


@for_staff
@require_POST
def add(request):
    refuse_unproved(request)
    try:
        told = read(request)
        name = str(told.get("name") or "").strip() or _("Passkey")
        passkeys.add(request, answer_in(told), name=name, now=timezone.now())
    except passkeys.PasskeyRefused:
        return refused(_("The passkey could not be added. Try again, or with another key."))
    messages.success(request, _("The passkey has been added. Either it or the app is enough from now on."))
    return JsonResponse({"next": reverse("otp_recovery")}, status=201)


@for_staff
@require_POST
def ask(request):
    try:
        return JsonResponse(passkeys.ask(request))
    except passkeys.PasskeyRefused:
        return refused(_("You have no passkey. Use the app."))


@for_staff
@require_POST
def prove(request):
    try:
        key = passkeys.prove(request, answer_in(read(request)), now=timezone.now())
    except passkeys.PasskeyRefused:
        return refused(_("That passkey was not right. Try again, or use the app."))
    mfa.open_session(request, key)
    return JsonResponse({"next": mfa.wanted_page(request)})


@for_staff
@require_POST
def remove(request, pk):
    refuse_unproved(request)
    key = get_object_or_404(Passkey, pk=pk, user=request.user)
    key.delete()
    messages.success(request, _("%s has been removed.") % key.name)
    return redirect("otp_recovery")


def refuse_unproved(request):
    if not request.user.is_verified():
        raise PermissionDenied


def read(request):
    """The body as JSON. Raises PasskeyRefused."""
    if len(request.body) > LARGEST:
        raise passkeys.PasskeyRefused
    try:
        told = json.loads(request.body)
    except ValueError as error:
        raise passkeys.PasskeyRefused from error
    if not isinstance(told, dict):
        raise passkeys.PasskeyRefused
    return told


def answer_in(told):
    """What the browser's key answered. Raises PasskeyRefused."""
    answer = told.get("answer")
    if not isinstance(answer, dict):
        raise passkeys.PasskeyRefused
    return answer


def refused(words):
    return JsonResponse({"error": words}, status=REFUSED)
