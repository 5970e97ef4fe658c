"""In the admin: what one page is found to lack, and the report of rules, exceptions and pages held back."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.models import Locale, Page, PageLogEntry

from cms.checks.door import HELD_BACK
from cms.checks.exceptions import MAY_EXCEPT, let_pass
from cms.checks.faults import faults
from cms.checks.forms import ExceptionForm, RulesForm
from cms.checks.models import OutsideLink, PublishedAnyway
from cms.checks.rules import RULES
from cms.desk.scheduled import may_see
from cms.legal_kinds import Legal
from cms.pages.content import StandardPage

MAY_CHOOSE = "cms.change_rulechoice"
PAGE_SIZE = 50
LATELY = timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
def page_checks(request, page_id):
    """All that the latest draft was held against; with the right to it, the way past what blocks."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not hasattr(page, "checks") or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft, now = page.get_latest_revision_as_object(), timezone.now()
    found = faults(draft, now=now)
    may_except = request.user.has_perm(MAY_EXCEPT)
    form = ExceptionForm(request.POST if may_except and request.method == "POST" else None, faults=found)
    if request.method == "POST" and not may_except:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        made = let_pass(draft, form.chosen(), reason=form.cleaned_data["reason"], by=request.user, now=now)
        said = ngettext("%(count)s exception is kept.", "%(count)s exceptions are kept.", made)
        messages.success(request, said % {"count": made})
        return redirect("page_checks", page.pk)
    context = {
        "page": draft,
        "form": form if form.faults and may_except else None,
        "rows": _by_rule(found),
        "blocking": sum(fault.is_blocking for fault in found),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "header_title": _("Checks before publishing"),
        "header_icon": "tasks",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": draft.get_admin_display_title()},
            {"url": "", "label": _("Checks before publishing")},
        ],
    }
    return render(request, "cms/admin/page_checks.html", context, status=422 if form.errors else 200)


def _by_rule(found):
    """The rules that found something, in their order, each with its faults."""
    rows = [(rule, [fault for fault in found if fault.rule is rule]) for rule in RULES]
    return [{"rule": rule, "faults": its_own} for rule, its_own in rows if its_own]


@require_http_methods(["GET", "HEAD", "POST"])
def checks_report(request):
    """Which rules block (the owner chooses), what was let pass and why, and what the clock held back."""
    if not may_see(request.user):
        raise PermissionDenied
    may_choose = request.user.has_perm(MAY_CHOOSE)
    form = RulesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_choose:
            raise PermissionDenied
        if form.is_valid():
            form.keep(by=request.user)
            messages.success(request, _("The rules are kept."))
            return redirect("checks_report")
    made = PublishedAnyway.objects.select_related("by").order_by("-pk")
    titles = {rule.code: rule.title for rule in RULES}
    shown = Paginator(made, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "may_choose": may_choose,
        "exceptions": [{"made": one, "title": titles.get(one.rule, one.rule)} for one in shown],
        "page_obj": shown,
        "held_back": held_back(now=timezone.now())[:PAGE_SIZE],
        "legal_pages": legal_pages(),
        "broken": [link for link in OutsideLink.objects.order_by("url").exclude(asked_at=None) if link.is_broken],
        "header_title": _("Checks before publishing"),
        "header_icon": "tasks",
        "breadcrumbs_items": [{"url": "", "label": _("Checks before publishing")}],
    }
    return render(request, "cms/admin/checks_report.html", context)


def legal_pages():
    """Each kind of legal page and each language: the live page of it, or that there is none. Two queries."""
    languages = list(Locale.objects.order_by("pk"))
    pages = StandardPage.objects.filter(live=True).exclude(legal="").values_list("legal", "locale", "pk", "title")
    found = {(kind, locale): (pk, title) for kind, locale, pk, title in pages}
    return {
        "languages": [locale.get_display_name() for locale in languages],
        "rows": [
            {"title": kind.label, "pages": [found.get((kind.value, locale.pk)) for locale in languages]}
            for kind in Legal
        ],
    }


def held_back(*, now):
    """What the clock would have published lately but for a fault, unless it has been published since; last first."""
    entries = PageLogEntry.objects.filter(action=HELD_BACK, timestamp__gt=now - LATELY, page__isnull=False)
    still = Q(page__last_published_at=None) | Q(page__last_published_at__lt=F("timestamp"))
    return entries.filter(still).select_related("page").order_by("-timestamp")
