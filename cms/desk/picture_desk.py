"""Pictures in bulk in the admin: how the workers keep up, what has been sent in, and sending in more."""

import csv

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms import rendition_queue
from cms.batches import taking_in
from cms.batches.models import PictureBatch
from cms.batches.report import FILTERS, progress
from cms.batches.source import Unreadable, opened_zip
from cms.desk import picture_sending
from cms.desk.picture_sending import SendingForm, may_add, may_publish

TITLE = _("Pictures in bulk")
UNREADABLE_SHOWN, BATCHES_SHOWN, FILES_SHOWN = 50, 30, 100
LARGEST = 4 * 2**30
FILTER_WORDS = {
    "": _("All"),
    "refused": _("Refused"),
    "unmatched": _("No article number in the name"),
    "drafts": _("In drafts"),
    "not shown": _("Not on a page"),
    "known": _("The shop had it already"),
}


class PicturesItem(MenuItem):
    def __init__(self):
        super().__init__(TITLE, reverse("picture_batches"), name="picture-batches", icon_name="image", order=301)

    def is_shown(self, request):
        return may_add(request.user)


class BatchForm(forms.Form):
    file = forms.FileField(
        label=_("Zip file"), help_text=_("At most 20,000 pictures, named by article number: LL-1001-CHK_2.jpg.")
    )
    publishes = forms.BooleanField(
        label=_("Publish the pages anew"),
        required=False,
        help_text=_("Pages that are live and have no unfinished draft. Without it every page has a draft."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_publish(user):
            del self.fields["publishes"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                gettext("It is larger than %(most)s. Part it.") % {"most": filesizeformat(LARGEST)}
            )
        try:
            with opened_zip(file):
                pass
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        file.seek(0)
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def batches(request):
    form = None
    if may_add(request.user):
        form = BatchForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            batch = _begin(form.cleaned_data, request.user)
            messages.success(request, gettext("The pictures are being taken in. You can leave the page."))
            return redirect("picture_batch", batch.pk)
    elif request.method == "POST":
        raise PermissionDenied
    found = PictureBatch.objects.select_related("by").order_by("-pk")[:BATCHES_SHOWN] if form else []
    context = {
        "form": form,
        "sending": SendingForm(user=request.user) if form else None,
        "batches": [(one, progress(one)) for one in found],
        "queue": rendition_queue.look(now=timezone.now()),
        "unreadable": rendition_queue.unreadable().order_by("-made_at")[:UNREADABLE_SHOWN],
        **_titles(),
    }
    status = 422 if form and form.is_bound and form.errors else 200
    return render(request, "cms/admin/picture_batches.html", context, status=status)


@require_safe
def batch(request, pk):
    """How far it has come and what became of each file; `?part=progress` is that part alone, for the page to renew."""
    one = _batch(request, pk)
    context = {"batch": one, "progress": progress(one), "still_sent": picture_sending.still_sent(one, request.user)}
    if request.GET.get("part") == "progress":
        return render(request, "cms/admin/picture_batch_progress.html", context)
    chosen = request.GET.get("show", "")
    rows = one.files.filter(FILTERS.get(chosen, FILTERS[""])).select_related("product", "image").order_by("place")
    context |= {
        "files": Paginator(rows, FILES_SHOWN).get_page(request.GET.get("p")),
        "filters": [(code, words, code == chosen) for code, words in FILTER_WORDS.items()],
        "chosen": chosen,
        "sending": SendingForm(user=request.user),
        **_titles(one.name),
    }
    return render(request, "cms/admin/picture_batch.html", context)


@require_safe
def report(request, pk):
    """Every file and what became of it, as CSV that a Swedish spreadsheet opens."""
    one = _batch(request, pk)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bilder-{one.pk}.csv"'
    writer = csv.writer(answer, delimiter=";")
    heads = (_("file"), _("became"), _("why"), _("SKU"), _("product"), _("on the page"))
    writer.writerow([str(head) for head in heads])
    for row in one.files.select_related("product").order_by("place").iterator(chunk_size=1_000):
        code = row.product.code if row.product else ""
        said = (row.name, row.get_outcome_display(), row.why, row.sku, code, row.get_on_page_display())
        writer.writerow([_harmless(str(word)) for word in said])
    return answer


def addresses():
    return [
        *picture_sending.addresses(),
        path("picture-batches/", batches, name="picture_batches"),
        path("picture-batches/<int:pk>/", batch, name="picture_batch"),
        path("picture-batches/<int:pk>/report.csv", report, name="picture_batch_report"),
    ]


def _begin(said, user):
    batch = PictureBatch(
        name=said["file"].name[:255],
        file=said["file"],
        by=user,
        publishes=said.get("publishes", False),
        begun_at=timezone.now(),
    )
    batch.save()
    transaction.on_commit(taking_in.nudge)
    return batch


def _batch(request, pk):
    if not may_add(request.user):
        raise PermissionDenied
    return get_object_or_404(PictureBatch.objects.select_related("by"), pk=pk)


def _harmless(word):
    """A name that a spreadsheet would take for a formula is text."""
    return f"'{word}" if word[:1] in ("=", "+", "-", "@", "\t", "\r") else word


def _titles(title=""):
    crumbs = [{"url": reverse("picture_batches"), "label": TITLE}]
    if title:
        crumbs.append({"url": "", "label": title})
    return {
        "page_title": title or TITLE,
        "header_title": title or TITLE,
        "header_icon": "image",
        "breadcrumbs_items": crumbs,
    }
