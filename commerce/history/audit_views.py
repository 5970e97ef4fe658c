"""The report of who changed what, for the system owner."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commerce.history.audit import Asked, entries, kinds
from commerce.history.models import HistorySeal
from commerce.history.pages import origin_words
from commerce.history.tracked import DELETE, INSERT, UPDATE

MAY_AUDIT = "customers.change_user"  # whoever gives people their rights sees what they do with them
PAGE_SIZE = 50


class AuditForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Name, SKU or code"), required=False, max_length=100)
    who = forms.EmailField(label=gettext_lazy("Who (e-mail address)"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=gettext_lazy("Up to, not including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("everything")), *kinds()]

    def clean_who(self):
        address = self.cleaned_data["who"]
        if not address:
            return None
        found = get_user_model()._default_manager.filter(email__iexact=address).values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has the address %(address)s.") % {"address": address})
        return found

    def asked(self, before):
        said = self.cleaned_data
        until = _midnight(said["until"])
        return Asked(
            kind=said["kind"],
            who=said["who"],
            text=said["q"].strip(),
            since=_midnight(said["since"]),
            before=min(filter(None, [until, before]), default=None),
        )


@require_safe
def audit(request):
    """Page by page by the moment of the last one shown."""
    if not request.user.has_perm(MAY_AUDIT):
        raise PermissionDenied
    form = AuditForm(request.GET)
    shown = entries(form.asked(_moment(request.GET.get("before", ""))), most=PAGE_SIZE + 1) if form.is_valid() else []
    has_more, shown = len(shown) > PAGE_SIZE, shown[:PAGE_SIZE]
    query = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "form": form,
        "rows": [
            {"entry": one, "action": _action(one), "origin": origin_words(one.where, one.what), "url": _url(one)}
            for one in shown
        ],
        "more": urlencode(query | {"before": shown[-1].at.isoformat()}) if has_more else "",
        "sealed": HistorySeal.objects.values_list("sealed_at", flat=True).order_by("-pk").first(),
        "header_title": _("Who changed what"),
        "header_icon": "history",
        "breadcrumbs_items": [{"url": "", "label": _("Who changed what")}],
    }
    return render(request, "commerce/history/audit.html", context, status=422 if form.errors else 200)


def _action(entry):
    return {INSERT: _("made"), UPDATE: _("changed"), DELETE: _("deleted")}.get(entry.action, entry.action)


def _url(entry):
    """The page of its versions, where it has one."""
    label, key = entry.row
    if label == "wagtailcore.page":
        return reverse("wagtailadmin_pages:history", args=[key])
    try:
        return reverse(f"{label.replace('.', '_')}_modeladmin_history", args=[key])
    except NoReverseMatch:
        return ""


def _midnight(day):
    return make_aware(datetime.combine(day, time())) if day else None


def _moment(text):
    try:
        return parse_datetime(text)
    except ValueError:
        return None
