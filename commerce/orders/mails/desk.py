"""Mails in the admin: every kind with a preview, what went out about an order, sending again, reminding of an invoice.

A preview is made by the code that sends. Its HTML stands in a frame without scripts, forms or the admin's origin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin import messages

from commerce.events.models import Event
from commerce.orders.mails import owing, sample, sending
from commerce.orders.mails.kinds import ALL, KINDS
from commerce.orders.mails.models import SentMail
from commerce.orders.models import Order
from commerce.orders.states import MoveRefused

MAY_SEE, MAY_SEND = "orders.view_sentmail", "orders.add_sentmail"
DARK = "@media (prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A mail about something else than an order; `sample(locale)` makes it of made-up facts.

    Rooms tell of theirs by the hook `mail_samples`, which gives a list.
    """

    code: str
    title: Any
    when: Any
    sample: Callable[[str], EmailMultiAlternatives]


class SourceForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, required=False)
    order = forms.CharField(
        label=gettext_lazy("Order number"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Empty: a made-up order"),
    )

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or settings.LANGUAGE_CODE


class AgainForm(forms.Form):
    to = forms.EmailField(
        label=gettext_lazy("Send again to"),
        max_length=254,
        help_text=gettext_lazy("Another address is used for this mail only; the order keeps its own."),
    )


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every mail that the shop sends, and when."""
    _allow(request, MAY_SEE)
    return render(request, "modeladmin/orders/mails/gallery.html", {"kinds": ALL, "others": _others().values()})


@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """A kind of mail, by a made-up order or by one that had it, in the language chosen."""
    _allow(request, MAY_SEE)
    kind = KINDS.get(code) or _others().get(code)
    if kind is None:
        raise Http404
    form = SourceForm(request.GET or {"language": settings.LANGUAGE_CODE})
    mails = _made(code, form)
    bodies = reverse("mail_body", args=[code]) + f"?{request.GET.urlencode()}&"
    context = {"kind": kind, "form": form, "is_of_order": code in KINDS, "mails": _shown(mails, bodies)}
    return render(request, "modeladmin/orders/mails/preview.html", context, status=422 if form.errors else 200)


@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    _allow(request, MAY_SEE)
    form = SourceForm(request.GET)
    mails = _made(code, form)
    place = request.GET.get("place", "0")
    if not place.isdecimal() or int(place) >= len(mails):
        raise Http404
    return _framed(mails[int(place)], request)


@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, mail_id: int) -> HttpResponse:
    """What a mail said, made anew of its event, and the way to send it again."""
    _allow(request, MAY_SEE)
    row = get_object_or_404(SentMail.objects.select_related("order", "event", "asked_by"), pk=mail_id)
    form = AgainForm(request.POST or None, initial={"to": row.to.partition(",")[0]})
    if request.method == "POST":
        _allow(request, MAY_SEND)
        if form.is_valid():
            sending.ask_again(row.pk, to=form.cleaned_data["to"], by=_who(request), now=timezone.now())
            messages.success(request, _("The mail is on its way to %(to)s.") % {"to": form.cleaned_data["to"]})
            return redirect("orders_order_modeladmin_inspect", row.order_id)
    mails = _of_row(row)
    context = {
        "row": row,
        "kind": KINDS[row.kind],
        "mails": _shown(mails, reverse("mail_sent_body", args=[row.pk]) + "?"),
        "form": form if request.user.has_perm(MAY_SEND) and row.to and mails else None,
    }
    return render(request, "modeladmin/orders/mails/sent.html", context, status=422 if form.errors else 200)


@require_safe
def sent_body(request: HttpRequest, mail_id: int) -> HttpResponse:
    _allow(request, MAY_SEE)
    mails = _of_row(get_object_or_404(SentMail.objects.select_related("order", "event"), pk=mail_id))
    if not mails:
        raise Http404
    return _framed(mails[0], request)


@require_POST
def remind(request: HttpRequest, order_id: int) -> HttpResponse:
    """Have the buyer reminded of an invoice past due."""
    _allow(request, MAY_SEND)
    order = get_object_or_404(Order, pk=order_id)
    try:
        owing.remind(order.pk, by=_who(request), now=timezone.now())
        messages.success(request, _("The reminder is on its way."))
    except MoveRefused:
        messages.error(request, _("There is nothing to remind of, or a reminder was sent in the last five days."))
    return redirect("orders_order_modeladmin_inspect", order.pk)


def addresses() -> list:
    return [
        path("mails/", gallery, name="mail_gallery"),
        path("mails/sent/<int:mail_id>/", sent, name="mail_sent"),
        path("mails/sent/<int:mail_id>/body/", sent_body, name="mail_sent_body"),
        path("mails/remind/<int:order_id>/", remind, name="mail_remind"),
        path("mails/<slug:code>/", preview, name="mail_preview"),
        path("mails/<slug:code>/body/", body, name="mail_body"),
    ]


def on_order(order: Order, user: Any) -> dict[str, Any]:
    """What the order's page shows of its mails. Two queries, a few more for one on credit."""
    if not user.has_perm(MAY_SEE):
        return {}
    rows = order.mails.select_related("asked_by").order_by("-pk")
    return {
        "mails": [(row, KINDS[row.kind].title if row.kind in KINDS else row.kind) for row in rows],
        "overdue": owing.overdue(order, today=timezone.localdate()) if user.has_perm(MAY_SEND) else None,
    }


# --- the steps ---


def _allow(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _who(request: HttpRequest) -> int:
    return cast(int, request.user.pk)  # who may send has an account


def _others() -> dict[str, Other]:
    return {one.code: one for tell in hooks.get_hooks("mail_samples") for one in tell()}


def _made(code: str, form: SourceForm) -> list[EmailMultiAlternatives]:
    """The mails to preview; none, with words in the form, when the order had no such mail."""
    if not form.is_valid():
        return []
    locale, number = form.cleaned_data["language"], form.cleaned_data["order"].strip()
    if code not in KINDS:
        other = _others().get(code)
        return [other.sample(locale)] if other else []
    if not number:
        return sample.made(code, locale=locale, now=timezone.now())
    kind = KINDS[code]
    event = Event.objects.filter(subject=f"order:{number}", kind__in=kind.events).order_by("-pk").first()
    order = Order.objects.filter(number=number).first()
    if event is None or order is None:
        form.add_error("order", _("That order has had nothing that this mail is about."))
        return []
    order.locale = locale
    made = kind.make(order, event, "preview")
    if not made:
        form.add_error("order", _("That order has had nothing that this mail is about."))
    return made


def _of_row(row: SentMail) -> list[EmailMultiAlternatives]:
    kind = KINDS.get(row.kind)
    if kind is None:
        return []
    try:
        return [sending.render(kind, row.order, row.event, like=row, key=row.message_id)]
    except sending.Undeliverable:
        return []


def _shown(mails: list[EmailMultiAlternatives], bodies: str) -> list[dict[str, Any]]:
    return [
        {
            "subject": made.subject,
            "to": ", ".join(made.to),
            "text": made.body.strip(),
            "files": [one[0] for one in made.attachments],
            "light": f"{bodies}place={place}&theme=light",
            "dark": f"{bodies}place={place}&theme=dark",
        }
        for place, made in enumerate(mails)
    ]


def _framed(made: EmailMultiAlternatives, request: HttpRequest) -> HttpResponse:
    """The HTML alone, in the theme asked for whatever the browser prefers."""
    html = str(made.alternatives[0][0])
    html = html.replace(DARK, "@media all" if request.GET.get("theme") == "dark" else "@media not all")
    response = HttpResponse(html)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    return response
