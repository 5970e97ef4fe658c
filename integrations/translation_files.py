"""Texts to translate as one file, and back again: pages of whole departments, names of goods and categories."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site

from cms.translation import exchange, names
from cms.translation.unit import CHANGED, EMPTY, NEW, UNCHANGED, UNSURE
from integrations.formats import gettext_po, xliff
from integrations.formats.problems import Unreadable

PERMISSION = "wagtail_localize.submit_translation"
LARGEST = 20_000_000
SHOWN = 200
FORMATS = {"xliff": xliff, "po": gettext_po}
WORDS = {
    NEW: gettext_lazy("translated"),
    CHANGED: gettext_lazy("translated anew"),
    UNCHANGED: gettext_lazy("as before"),
    EMPTY: gettext_lazy("without a translation"),
    UNSURE: gettext_lazy("marked as doubtful, left out"),
}


def addresses():
    return [
        path("translations/", translations, name="translations"),
        path("translations/file/", file, name="translations_file"),
    ]


class FileForm(forms.Form):
    """What the file should hold."""

    pages = forms.ModelMultipleChoiceField(
        Page.objects.none(),
        label=gettext_lazy("Pages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each with all pages under it, save those whose English is written by hand"),
    )
    names = forms.MultipleChoiceField(
        label=gettext_lazy("Names"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.name, kind.label) for kind in names.KINDS.values()],
    )
    only_missing = forms.BooleanField(label=gettext_lazy("Only what is not translated"), required=False)
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[("xliff", "XLIFF 1.2"), ("po", "PO (gettext)")],
        widget=forms.RadioSelect,
        initial="xliff",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pages: Any = self.fields["pages"]
        pages.queryset = _departments()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["pages"] and not cleaned["names"]:
            self.add_error(None, _("Choose what the file should hold."))
        return cleaned


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File from the translator"), help_text=gettext_lazy("XLIFF 1.2 or PO"))

    def clean_file(self):
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return given


def translations(request):
    """Both ways on one page. What came of a file that was taken in is told there, text by text where it went wrong."""
    _check(request)
    upload = UploadForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and upload.is_valid():
        try:
            said = _read(upload.cleaned_data["file"])
            outcome = exchange.take_in(said, by=request.user, now=timezone.now())
        except Unreadable as fault:
            upload.add_error("file", str(fault))
    return _page(request, FileForm(initial={"only_missing": True}), upload, outcome)


def file(request):
    """The file as asked for; on a fault, the page with what is wrong."""
    _check(request)
    form = FileForm(request.GET)
    if not form.is_valid():
        return _page(request, form, UploadForm())
    chosen = form.cleaned_data
    try:
        units = exchange.units(roots=chosen["pages"], kinds=chosen["names"], only_missing=chosen["only_missing"])
    except exchange.TooMany as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, UploadForm())
    if not units:
        form.add_error(None, _("There is nothing to translate in what you chose."))
        return _page(request, form, UploadForm())
    kind, now = FORMATS[chosen["format"]], timezone.now()
    written = kind.write(units, source=exchange.SOURCE, target=exchange.TARGET, now=now)
    response = HttpResponse(written, content_type=kind.CONTENT_TYPE)
    name = f"{exchange.SOURCE}-{exchange.TARGET}-{timezone.localdate(now):%Y-%m-%d}.{kind.SUFFIX}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _check(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _departments():
    """The Swedish start page and what lies right under it."""
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    return (
        Page.objects.descendant_of(root, inclusive=True).filter(live=True, depth__lte=root.depth + 1).order_by("path")
    )


def _read(given):
    """The texts of a file, of whichever kind it is: XML begins with a bracket."""
    content = given.read()
    kind = xliff if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else gettext_po
    return kind.read(content, source=exchange.SOURCE, target=exchange.TARGET)


def _page(request, form, upload, outcome=None):
    context = {
        "form": form,
        "upload": upload,
        "outcome": outcome,
        "counts": [(WORDS[name], outcome.counts[name]) for name in WORDS if outcome.counts[name]] if outcome else [],
        "faults": outcome.faults[:SHOWN] if outcome else [],
        "breadcrumbs_items": [{"url": reverse("translations"), "label": _("Translation files")}],
    }
    return render(request, "integrations/translations.html", context)
