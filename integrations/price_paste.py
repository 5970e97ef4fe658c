"""New prices pasted from a spreadsheet, or read from a file, into a price change set: all of them, or none."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from commerce.pricing import drafting
from commerce.pricing.change_sets import PriceChangeSet, SetRefused
from commerce.pricing.models import PriceList
from commerce.pricing.set_register import PriceChangeSetRegister
from commerce.pricing.set_views import DRAFT, set_address, state_chip
from integrations.formats import workbook
from integrations.formats.price_table import MOST_ROWS, Problem, UnreadableTable, column_words, read
from integrations.formats.problems import Unreadable

LONGEST, MOST_PROBLEMS = 5_000_000, 200
ENCODINGS = ("utf-8-sig", "cp1252")


class PasteForm(forms.Form):
    """A table, pasted or as a file, and the list of the rows that name none."""

    price_list = forms.ModelChoiceField(
        PriceList.objects.order_by("name"),
        label=gettext_lazy("Price list of rows that name none"),
        required=False,
        empty_label=gettext_lazy("every row names its own"),
    )
    text = forms.CharField(
        label=gettext_lazy("Table"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("A workbook (XLSX, XLS, ODS), or CSV with semicolons or tabs"),
    )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file and file.size > LONGEST:
            self.add_error("file", _("The file is larger than 5 MB."))
        elif file:
            cleaned["text"] = self._read(file)
        elif not (cleaned.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Paste a table, or choose a file."))
        return cleaned

    def _read(self, file):
        if workbook.is_workbook(file):
            try:
                return workbook.as_text(file, most=MOST_ROWS + 2)
            except Unreadable as fault:
                self.add_error("file", str(fault))
                return ""
        file.seek(0)
        written = file.read()
        for encoding in ENCODINGS:
            try:
                return written.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.add_error("file", _("The file is not text."))
        return ""


def paste(request, set_id):
    """On any fault nothing is written; what was pasted stays on the page with each fault by row and column."""
    if not request.user.has_perm(DRAFT):
        raise PermissionDenied
    change_set = get_object_or_404(PriceChangeSet, pk=set_id)
    form = PasteForm(request.POST or None, request.FILES or None)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        try:
            count, problems = _take(change_set, form.cleaned_data, by=request.user, now=timezone.now())
            if not problems:
                said = ngettext("%(n)s new price is drafted.", "%(n)s new prices are drafted.", count) % {"n": count}
                messages.success(request, said)
                return HttpResponseRedirect(set_address(set_id))
        except UnreadableTable as fault:
            form.add_error("text", str(fault))
        except SetRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "change_set": change_set,
        "state": state_chip(change_set),
        "form": form,
        "text": form.cleaned_data.get("text", "") if form.is_bound else "",
        "problems": problems[:MOST_PROBLEMS],
        "problem_count": len(problems),
        "set_url": set_address(set_id),
        "breadcrumbs_items": [
            {
                "url": reverse("pricing_pricechangeset_modeladmin_index"),
                "label": capfirst(PriceChangeSet._meta.verbose_name_plural),
            },
            {"url": set_address(set_id), "label": change_set.name, "sublabel": _("Paste")},
        ],
    }
    return render(request, "integrations/price_paste.html", context)


def _take(change_set, given, *, by, now):
    currencies = dict(PriceList.objects.values_list("code", "currency"))
    default = given["price_list"].code if given["price_list"] else ""
    table = read(given["text"], currencies=currencies, default_list=default)
    rows = [row for _number, row in table.rows]
    if table.problems:
        _wanted, faults = drafting.looked_up(rows)
    else:
        faults = drafting.take_rows(change_set.pk, rows, by=by, now=now)
    unknown = [
        Problem(row=table.rows[fault.place][0], column=column_words(fault.column), message=fault.message)
        for fault in faults
    ]
    return len(rows), sorted([*table.problems, *unknown], key=lambda problem: problem.row)


def paste_links(change_set, request):
    may = change_set.state == PriceChangeSet.State.DRAFT and request.user.has_perm(DRAFT)
    return [(_("Paste from a spreadsheet"), reverse("price_set_paste", args=[change_set.pk]))] if may else []


PriceChangeSetRegister.contribute(load=lambda rows, request: None, links=paste_links, place=10)
