"""In the admin: choosing what goes into a package, from what is here or from what there is in the other environment."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.promote import choices, collect, fetching, life
from cms.promote.collect import NothingToSend
from cms.promote.forms import ChoiceForm
from cms.promote.package import PackageRefused
from cms.promote.source import SourceFailed, the_source
from cms.promote.views import MAY_BRING, MAY_MAKE, need, nudge, titles


@require_http_methods(["GET", "HEAD", "POST"])
def make(request):
    """A package of what is here, as a file."""
    need(request, MAY_MAKE)
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and "send" in request.POST:
        out = TemporaryFile()
        told = {"name": form.cleaned_data["name"] or _("Content"), "by": request.user.email, "now": timezone.now()}
        try:
            collect.write_package(out, form.selection(), **told)
        except NothingToSend as error:
            messages.error(request, str(error))
        else:
            out.seek(0)
            name = f"{slugify(told['name']) or 'paket'}-{told['now']:%Y-%m-%d}.zip"
            return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    context = _context(form, choices.rows) | {"verb": _("Make the package"), "is_here": True}
    return render(request, "cms/admin/promotions/choose.html", context | titles(_("Make a package"), above=True))


@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request):
    """A package of what there is in the other environment, over the network."""
    need(request, MAY_BRING)
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and "send" in request.POST:
        try:
            name = form.cleaned_data["name"] or _("Content")
            promotion = fetching.fetch(form.selection(), name=name, by=request.user, now=timezone.now())
            transaction.on_commit(lambda: nudge(promotion.pk))
            return redirect("promotion", promotion.pk)
        except (SourceFailed, PackageRefused) as error:
            messages.error(request, str(error))
        except life.CameBefore as before:
            return redirect("promotion", before.promotion.pk)
    context = _context(form, lambda question: the_source().rows(question))
    context |= {"verb": _("Fetch"), "is_here": False}
    return render(
        request, "cms/admin/promotions/choose.html", context | titles(_("Fetch from the test environment"), above=True)
    )


def _context(form, ask):
    """What can be chosen by the kind and the words asked for, and what has been chosen so far."""
    given = form.cleaned_data if form.is_bound and form.is_valid() else {"kind": "pages", "words": "", "under": ""}
    question = {
        "kind": given["kind"] or "pages",
        "words": given["words"],
        "under": form.data.get("look", given["under"]),
    }
    problem, found = "", {"rows": [], "more": False}
    try:
        found = ask(question)
    except SourceFailed as error:
        problem = str(error)
    keys, trees = form.chosen() if form.is_bound else ({}, {})
    return {"form": form, "found": found, "problem": problem, "keys": keys, "trees": trees, "question": question}
