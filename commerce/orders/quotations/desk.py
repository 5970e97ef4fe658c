"""The desk's work with quotations: begin one, write it, send it, take it back, make a new version.

Each checks the permission, asks with a form, makes one call and answers; what was written is kept when it is refused.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from commerce.customers.shopper import shopper_for
from commerce.orders.quotations import pdf
from commerce.orders.quotations.forms import HeadForm, LinesForm, NewForm, SendForm, WithdrawForm
from commerce.quotations import drafting, life
from commerce.quotations.models import Quotation
from commerce.quotations.states import MoveRefused, QuotationState

MAY_SEE, MAY_ADD, MAY_MOVE = "quotations.view_quotation", "quotations.add_quotation", "quotations.change_quotation"
ASK = ["GET", "HEAD", "POST"]


@require_http_methods(ASK)
def new(request):
    """For whom; then it is written."""
    _allow(request, MAY_ADD)
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shopper = shopper_for(form.user, locale=form.cleaned_data["locale"], at=timezone.now())
        quotation = drafting.begin(shopper, user_id=form.user.pk, by=request.user.pk, now=timezone.now())
        return redirect("quotation_write", quotation_id=quotation.pk)
    words = {"title": _("New quotation"), "submit": _("Go on"), "back_words": _("Back to the quotations")}
    return _ask(request, form, crumbs=[], back_url=_index(), **words)


@require_http_methods(ASK)
def write(request, quotation_id):
    """The lines, delivery, end and terms of a draft, all at once."""
    quotation = _quotation(request, quotation_id)
    if quotation.state != QuotationState.DRAFT:
        messages.warning(request, _("Quotation %(number)s is no draft any more.") % {"number": quotation})
        return _to(quotation)
    now, sent = timezone.now(), request.POST if request.method == "POST" else None
    head = HeadForm(sent, quotation=quotation, at=now)
    seen = head["seen"].value()
    lines = LinesForm(sent, quotation=quotation, at=now)
    if sent is not None and all([head.is_valid(), lines.is_valid()]):
        try:
            drafting.write(
                quotation.pk,
                lines.written(),
                delivery=head.delivery_of(),
                valid_through=head.cleaned_data["valid_through"],
                terms=head.cleaned_data["terms"],
                seen=head.cleaned_data["seen"],
                by=request.user.pk,
                now=now,
            )
        except MoveRefused:
            messages.error(request, _("Somebody else has sent or withdrawn it meanwhile."))
            return _to(quotation)
        except drafting.WrittenMeanwhile as other:
            head.add_error(None, _written_meanwhile(quotation))
            seen = other.edition
        else:
            messages.success(request, _("Quotation %(number)s is saved.") % {"number": quotation})
            return redirect("quotation_write", quotation_id=quotation.pk) if "more" in request.POST else _to(quotation)
    title = _("Quotation %(number)s") % {"number": quotation}
    context = {
        "quotation": quotation,
        "head": head,
        "lines": lines,
        "seen": seen,
        "back_url": _page(quotation),
        **_headed(title, [{"url": _page(quotation), "label": title}, {"url": "", "label": _("Write")}]),
    }
    failed = sent is not None
    return render(request, "modeladmin/quotations/quotation/write.html", context, status=422 if failed else 200)


@require_POST
def send(request, quotation_id):
    """The draft as it was looked at; one that somebody has written in since is looked at first."""
    quotation, form = _quotation(request, quotation_id), SendForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    try:
        life.send(quotation.pk, seen=form.cleaned_data["seen"], by=request.user.pk, now=timezone.now())
    except drafting.WrittenMeanwhile:
        words = _("Somebody has written in quotation %(number)s since you opened it. Look at it, then send it.")
        messages.error(request, words % {"number": quotation})
    except MoveRefused:
        messages.error(request, _("Quotation %(number)s has changed meanwhile.") % {"number": quotation})
    except life.NotReady as missing:
        for words in missing_words(missing):
            messages.error(request, words)
        return redirect("quotation_write", quotation_id=quotation.pk)
    else:
        said = _("Quotation %(number)s is sent to %(email)s.")
        messages.success(request, said % {"number": quotation, "email": quotation.user.email})
    return _to(quotation)


@require_http_methods(ASK)
def withdraw(request, quotation_id):
    """Take it back, or answer no to what was asked for; the customer reads why."""
    quotation = _quotation(request, quotation_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            life.withdraw(quotation.pk, why=form.cleaned_data["why"], by=request.user.pk, now=timezone.now())
        except MoveRefused:
            form.add_error(None, _("It cannot be withdrawn any more: it is bought, answered or over."))
        else:
            messages.success(request, _("Quotation %(number)s is withdrawn.") % {"number": quotation})
            return _to(quotation)
    crumbs = [{"url": _page(quotation), "label": str(quotation)}]
    words = {"title": _("Withdraw the quotation"), "submit": _("Withdraw"), "back_words": _("Back to the quotation")}
    return _ask(request, form, crumbs=crumbs, back_url=_page(quotation), is_serious=True, **words)


@require_POST
def renew(request, quotation_id):
    """A draft of the next version. The one that is sent stands until the new one is."""
    quotation = _quotation(request, quotation_id)
    try:
        made = drafting.renew(quotation.pk, by=request.user.pk, now=timezone.now())
    except MoveRefused:
        messages.error(request, _("Quotation %(number)s has been bought.") % {"number": quotation})
        return _to(quotation)
    return redirect("quotation_write", quotation_id=made.pk)


@require_safe
@never_cache
def document(request, quotation_id):
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    quotation = get_object_or_404(Quotation, pk=quotation_id, sent_at__isnull=False)
    response = HttpResponse(pdf.quotation(quotation), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{pdf.file_name(quotation)}"'
    return response


def addresses():
    """Under the register of quotations."""
    return [
        path("quotations/quotation/<int:quotation_id>/write/", write, name="quotation_write"),
        path("quotations/quotation/<int:quotation_id>/send/", send, name="quotation_send"),
        path("quotations/quotation/<int:quotation_id>/withdraw/", withdraw, name="quotation_withdraw"),
        path("quotations/quotation/<int:quotation_id>/renew/", renew, name="quotation_renew"),
        path("quotations/quotation/<int:quotation_id>/quotation.pdf", document, name="quotation_document"),
    ]


def missing_words(missing: life.NotReady) -> list[str]:
    words = {
        "lines": _("It has no lines yet."),
        "price": _("A line has no price: the price lists have none, so write one."),
        "delivery": _("Choose how it is delivered, and save."),
        "end": _("Write through which day it is valid."),
        "ended": _("The day through which it is valid has passed."),
        "vat": _("The VAT of a line becomes another on %(day)s. Let the quotation end before that.")
        % {"day": missing.changes_on},
    }
    return [words[code] for code in missing.missing]


# --- the steps ---


def _written_meanwhile(quotation: Quotation) -> str:
    """Who has written in it since the page was made, and what to do about that."""
    other = Quotation.objects.select_related("made_by").get(pk=quotation.pk).made_by
    return _(
        "%(who)s has saved the quotation since you opened this page, and nothing of yours is saved. What it says now "
        "stands on its own page. If you save once more, what stands here replaces it."
    ) % {"who": other.email if other else _("Somebody else")}


def _quotation(request, quotation_id) -> Quotation:
    if not request.user.has_perm(MAY_SEE):
        raise Http404
    _allow(request, MAY_MOVE)
    return get_object_or_404(Quotation.objects.select_related("user", "organisation"), pk=quotation_id)


def _allow(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _index() -> str:
    return reverse("quotations_quotation_modeladmin_index")


def _page(quotation) -> str:
    return reverse("quotations_quotation_modeladmin_inspect", args=[quotation.pk])


def _to(quotation):
    return redirect(_page(quotation))


def _headed(title, crumbs):
    home = {"url": _index(), "label": _("Quotations")}
    return {
        "title": title,
        "breadcrumbs_items": [home, *crumbs],
        "page_title": title,
        "header_title": title,
        "header_icon": "doc-full",
    }


def _ask(request, form, *, title, crumbs, **words):
    context = {**words, "form": form, **_headed(title, [*crumbs, {"url": "", "label": title}])}
    return render(request, "modeladmin/orders/return/ask.html", context, status=422 if form.errors else 200)
