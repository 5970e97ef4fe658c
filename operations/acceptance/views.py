"""Handovers in the admin: each view checks the permission, asks with a form, makes one call, answers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from operations.acceptance import claims, days, drafting, paper, protocol, signing
from operations.acceptance.forms import AnswerForm, ClaimForm, DraftForm, ResultsForm, SignForm, SprintForm
from operations.acceptance.models import HandedRequirement, Handover
from operations.acceptance.refused import Refused

TITLE = gettext_lazy("Handovers")
MAY_SEE, MAY_DRAFT, MAY_PREPARE, MAY_SIGN = (
    "acceptance.view_handover",
    "acceptance.add_handover",
    "acceptance.change_handover",
    "acceptance.sign_handover",
)
A_PAGE = 50
SIGNED = Count("requirements", filter=~Q(requirements__verdict=""))


class HandoversItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_SEE)  # type: ignore[union-attr]


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first."""
    _need(request, MAY_SEE)
    rows = Handover.objects.annotate(covered=Count("requirements"), signed=SIGNED).order_by("-drafted_at", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    today = days.day_of(timezone.now())
    context = {
        "page": page,
        "rows": [(one, one.is_late(today)) for one in page],
        "may_draft": request.user.has_perm(MAY_DRAFT),  # type: ignore[union-attr]
    }
    return render(request, "operations/acceptance/handovers.html", {**context, **_titles()})


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    _need(request, MAY_DRAFT)
    form = DraftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = drafting.draft(**form.cleaned_data, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The handover of version %(version)s is begun.") % {"version": made})
            return redirect("handover", made.pk)
    context = {"form": form, "back_url": reverse("handovers"), **_titles(_("Prepare a handover"))}
    return render(request, "operations/acceptance/draft.html", context, status=422 if form.errors else 200)


@require_safe
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    _need(request, MAY_SEE)
    return _page(request, _found(pk))


@require_POST
def take_results(request: HttpRequest, pk: int) -> HttpResponse:
    _need(request, MAY_PREPARE)
    found, form = _found(pk), ResultsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, results_form=form)
    done = _("The results are taken in.")
    return _do(request, found, lambda: drafting.take_results(found, form.told), done)


@require_POST
def note_sprint(request: HttpRequest, pk: int) -> HttpResponse:
    _need(request, MAY_PREPARE)
    found, form = _found(pk), SprintForm(request.POST)
    if not form.is_valid():
        return _page(request, found, sprint_form=form)
    said = form.cleaned_data
    by, now = request.user, timezone.now()
    return _do(
        request,
        found,
        lambda: drafting.note_sprint(found, **said, by=by, now=now),  # type: ignore[arg-type]
        _("The note is kept with the handover."),
    )


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    _need(request, MAY_PREPARE)
    found, by, now = _found(pk), request.user, timezone.now()
    done = _("Version %(version)s is handed over.") % {"version": found}
    return _do(request, found, lambda: signing.hand_over(found, by=by, now=now), done)  # type: ignore[arg-type]


@require_POST
def put_in_production(request: HttpRequest, pk: int) -> HttpResponse:
    _need(request, MAY_PREPARE)
    found, now = _found(pk), timezone.now()
    done = _("The time to claim has begun.")
    return _do(request, found, lambda: signing.put_in_production(found, now=now), done)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The customer's answer for the whole."""
    _need(request, MAY_SIGN)
    found = _found(pk)
    form = AnswerForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, answer_form=form)
    said, by, now = form.cleaned_data, request.user, timezone.now()
    return _do(
        request,
        found,
        lambda: signing.answer(found, **said, by=by, now=now),  # type: ignore[arg-type]
        _("The answer is kept."),
    )


@require_safe
def document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The protocol as it stands, as PDF/A or OpenDocument."""
    _need(request, MAY_SEE)
    if form not in paper.MEDIA:
        raise Http404
    return _file(protocol.of_kept(_found(pk), at=timezone.now()), form)


@require_safe
def claims_document(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report to the customer of what was claimed and what was done."""
    _need(request, MAY_SEE)
    if form not in paper.MEDIA:
        raise Http404
    found = _found(pk)
    return _file(protocol.claims_report(found, claims.report(found), at=timezone.now()), form)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The customer claims a fault of a version in production."""
    _need(request, MAY_SIGN)
    found = _found(pk)
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = claims.claim(found, **form.cleaned_data, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The claim is ticket %(number)s.") % {"number": made.ticket})
            return redirect("handover", pk)
    clocks = claims.clocks(found, today=days.day_of(timezone.now()))
    context = {"form": form, "handover": found, "clocks": clocks, **_titles(_("Claim a fault"), found)}
    return render(request, "operations/acceptance/claim.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def requirement(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """One requirement with its proofs; the customer signs it here and goes on to the next."""
    _need(request, MAY_SEE)
    found = _found(pk)
    one = get_object_or_404(found.requirements.select_related("signed_by"), number=number)
    is_open = found.state == Handover.State.HANDED_OVER and not one.verdict
    may_sign = is_open and _may_sign(request, found)
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _need(request, MAY_SIGN)
        if form.is_valid():
            try:
                signing.sign(one, **form.cleaned_data, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Requirement %(number)s is signed.") % {"number": one})
                return _to_next(found, one)
    context = {"handover": found, "one": one, "form": form if may_sign or form.errors else None}
    titles = _titles(f"{one.number} {one.wanted}", found)
    status = 422 if form.errors else 200
    return render(request, "operations/acceptance/requirement.html", {**context, **titles}, status=status)


@require_POST
def leave_out(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    _need(request, MAY_PREPARE)
    found = _found(pk)
    done = _("Requirement %(number)s is left out.") % {"number": number}
    return _do(request, found, lambda: drafting.leave_out(found, number), done)


def addresses() -> list[URLPattern]:
    return [
        path("handovers/", handovers, name="handovers"),
        path("handovers/new/", draft, name="handover_new"),
        path("handovers/<int:pk>/", handover, name="handover"),
        path("handovers/<int:pk>/results/", take_results, name="handover_results"),
        path("handovers/<int:pk>/sprint/", note_sprint, name="handover_sprint"),
        path("handovers/<int:pk>/hand-over/", hand_over, name="handover_hand_over"),
        path("handovers/<int:pk>/answer/", answer, name="handover_answer"),
        path("handovers/<int:pk>/in-production/", put_in_production, name="handover_in_production"),
        path("handovers/<int:pk>/claim/", claim, name="handover_claim"),
        path("handovers/<int:pk>/claims.<slug:form>", claims_document, name="handover_claims"),
        path("handovers/<int:pk>/protocol.<slug:form>", document, name="handover_protocol"),
        path("handovers/<int:pk>/requirements/<str:number>/", requirement, name="handover_requirement"),
        path("handovers/<int:pk>/requirements/<str:number>/leave-out/", leave_out, name="handover_leave_out"),
    ]


# --- the steps ---


def _need(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied


def _may_sign(request: HttpRequest, found: Handover) -> bool:
    """Who speaks for the customer, and did not hand it over."""
    return request.user.has_perm(MAY_SIGN) and found.handed_over_by_id != request.user.pk  # type: ignore[union-attr]


def _found(pk: int) -> Handover:
    return get_object_or_404(Handover.objects.select_related("drafted_by", "handed_over_by", "answered_by"), pk=pk)


def _file(written: paper.Paper, form: str) -> HttpResponse:
    answer = HttpResponse(paper.written(written, form), content_type=paper.MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="{paper.file_name(written, form)}"'
    return answer


def _do(request: HttpRequest, found: Handover, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("handover", found.pk)


def _to_next(found: Handover, one: HandedRequirement) -> HttpResponse:
    """The next requirement that waits for an answer, or the whole when none does."""
    waiting = found.requirements.filter(verdict="").order_by("position")
    following = waiting.filter(position__gt=one.position).first() or waiting.first()
    if following is None:
        return redirect("handover", found.pk)
    return redirect("handover_requirement", found.pk, following.number)


def _page(request: HttpRequest, found: Handover, **forms_with_errors: forms.Form) -> HttpResponse:
    may_prepare = request.user.has_perm(MAY_PREPARE)  # type: ignore[union-attr]
    may_sign = _may_sign(request, found)
    requirements = list(found.requirements.select_related("signed_by").order_by("position"))
    is_draft = found.state == Handover.State.DRAFTED
    context = {
        "handover": found,
        "requirements": requirements,
        "unsigned": sum(not one.verdict for one in requirements),
        "unproven": [one for one in requirements if one.result != HandedRequirement.Result.PASSED],
        "sprints": list(found.sprints.select_related("written_by").order_by("pk")),
        "clocks": claims.clocks(found, today=days.day_of(timezone.now())),
        "claims": claims.report(found),
        "is_late": found.is_late(days.day_of(timezone.now())),
        "is_draft": is_draft,
        "may_prepare": may_prepare,
        "may_sign": may_sign,
        "is_own": found.handed_over_by_id == request.user.pk,
        "results_form": ResultsForm() if is_draft and may_prepare else None,
        "sprint_form": SprintForm() if is_draft and may_prepare else None,
        "answer_form": AnswerForm(found) if may_sign and signing.answers_open(found) else None,
        **forms_with_errors,
    }
    titles = _titles(_("Version %(version)s") % {"version": found})
    status = 422 if forms_with_errors else 200
    return render(request, "operations/acceptance/handover.html", {**context, **titles}, status=status)


def _titles(title: str = "", found: Handover | None = None) -> dict[str, Any]:
    crumbs = [{"url": reverse("handovers"), "label": TITLE}]
    if found:
        label = _("Version %(version)s") % {"version": found}
        crumbs.append({"url": reverse("handover", args=[found.pk]), "label": label})
    if title:
        crumbs.append({"url": "", "label": title})
    shown = title or TITLE
    return {"page_title": shown, "header_title": shown, "header_icon": "check", "breadcrumbs_items": crumbs}
