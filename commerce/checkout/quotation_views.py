"""Quotations for the shopper: ask for one, see them, look at one, buy by it or say no."""

import logging

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.cart import cookie, lines
from commerce.checkout import accepting
from commerce.checkout.quotation_words import over_words
from commerce.customers.limits import is_within
from commerce.customers.may import Function, for_those_who_may, may
from commerce.lists.keeping import ListRefused
from commerce.orders.quotations import pdf
from commerce.quotations import drafting, frozen, life
from commerce.quotations.models import Quotation
from commerce.quotations.states import MoveRefused, QuotationState

log = logging.getLogger(__name__)
ASK = ["GET", "HEAD", "POST"]
MOST_A_DAY, DAY = 20, 86_400


class RequestForm(forms.Form):
    message = forms.CharField(
        label=gettext_lazy("Message to us"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("When you need it, where to, what you have been promised: whatever we should know."),
    )


class DeclineForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why not"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@require_safe
@never_cache
@login_required
def quotations(request):
    """One's own, and those of the organisation that one buys for; drafts only where one asked for them oneself."""
    organisation = request.shopper.organisation
    whose = Q(organisation=organisation) if organisation else Q(organisation=None, user=request.user)
    shown = ~Q(state=QuotationState.DRAFT) & Q(sent_at__isnull=False) | Q(requested_at__isnull=False)
    every = list(Quotation.objects.filter(whose & shown).select_related("user").order_by("-number", "-version"))
    now = timezone.now()
    latest: dict[int, Quotation] = {}
    for one in every:
        latest.setdefault(one.number, one)
    rows = [{"quotation": one, "is_ended": one.is_ended(now)} for one in latest.values()]
    context = {"rows": rows, "may_ask": may(request.shopper.level, Function.QUOTATION)}
    return render(request, "account/quotations/quotations.html", context)


@require_http_methods(ASK)
@never_cache
@login_required
@for_those_who_may(Function.QUOTATION)
def ask(request):
    """Ask for a quotation of what lies in the cart. The cart stays as it is."""
    mine = cookie.cart_of(request)
    rows = [row for row in lines.read(mine.pk) if row.is_for_sale] if mine else []
    if not rows or (mine and mine.quotation_id is not None):
        messages.warning(request, _("Put what you want a quotation of in the cart first."))
        return redirect("cart")
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not is_within(request, "quotation", most=MOST_A_DAY, seconds=DAY, of=str(request.user.pk)):
            form.add_error(None, _("You have asked for many quotations today. Write to us instead."))
        else:
            try:
                made = drafting.request(
                    {row.variant.pk: row.quantity for row in rows},
                    shopper=request.shopper,
                    user_id=request.user.pk,
                    message=form.cleaned_data["message"],
                    now=timezone.now(),
                )
            except drafting.NothingToQuote:
                form.add_error(None, _("A quotation has room for 200 articles."))
            else:
                said = _("We have your request %(number)s and answer by e-mail. The cart is as it was.")
                messages.success(request, said % {"number": made})
                return redirect("quotation", token=made.token)
    context = {"form": form, "lines": rows, "locale": request.shopper.locale}
    return render(request, "account/quotations/ask.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def quotation(request, token):
    """What it says, for whoever has its address; what can be done with it is for him whom it is for."""
    return _show(request, _found(token), DeclineForm())


@require_safe
@never_cache
def quotation_pdf(request, token):
    found = _found(token)
    if found.sent_at is None:
        raise Http404
    response = HttpResponse(pdf.quotation(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{pdf.file_name(found)}"'
    return response


@require_POST
@never_cache
def accept(request, token):
    """The first step of buying by it: the cart follows the quotation, and the checkout asks for the rest."""
    found = _found(token)
    refused = _refuse_stranger(request, found)
    if refused:
        return refused
    try:
        cart, kept = accepting.accept(found, shopper=request.shopper, user_id=request.user.pk, now=timezone.now())
    except accepting.Over as over:
        messages.warning(request, over_words(over.terms))
        return redirect("quotation", token=token)
    except ListRefused:
        messages.warning(request, _("There is no room for another list to keep your cart in. Empty the cart first."))
        return redirect("cart")
    if kept is not None:
        messages.success(request, _("What lay in your cart is kept in the list “%(name)s”.") % {"name": kept.name})
    response = redirect("checkout")
    cookie.write(response, cart)
    return response


@require_POST
@never_cache
def decline(request, token):
    found = _found(token)
    refused = _refuse_stranger(request, found)
    if refused:
        return refused
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        life.decline(found.pk, why=form.cleaned_data["why"], by=request.user.pk, now=timezone.now())
        messages.success(request, _("We have noted that you decline the quotation."))
    except MoveRefused:
        messages.warning(request, _("The quotation no longer waits for an answer."))
    return redirect("quotation", token=token)


# --- the steps ---


def _found(token) -> Quotation:
    found = Quotation.objects.select_related("user", "organisation").filter(token=token).first()
    if found is None or (found.sent_at is None and found.requested_at is None):
        log.warning("a quotation was asked for with a token that none has")
        raise Http404
    return found


def _refuse_stranger(request, found: Quotation):
    """A guest logs in first; one whom it is not for may not."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("quotation", args=[found.token]))
    if not frozen.is_for(found, shopper=request.shopper, user_id=request.user.pk):
        raise PermissionDenied
    return None


def _show(request, found: Quotation, form, status=200):
    now = timezone.now()
    rows = list(found.lines.order_by("position"))
    reckoned = frozen.reckon(found, rows, now=now)
    amounts = iter(zip(reckoned.goods.quotes, reckoned.lines, strict=True))
    priced = [(row, *next(amounts)) if row.unit is not None else (row, None, None) for row in rows]
    is_own = request.user.is_authenticated and frozen.is_for(found, shopper=request.shopper, user_id=request.user.pk)
    newer = Quotation.objects.filter(number=found.number, version__gt=found.version, sent_at__isnull=False)
    order = found.orders.exclude(state="cancelled").first() if found.state == QuotationState.ACCEPTED else None
    stands = found.state == QuotationState.SENT and not found.is_ended(now)
    context = {
        "quotation": found,
        "lines": [
            {
                "line": row,
                "unit": row.unit,
                "sum": (parts.net if found.is_business else parts.gross) if parts else None,
                "is_lower": row.unit is not None and row.ordinary_unit is not None and row.unit < row.ordinary_unit,
            }
            for row, _quote, parts in priced
        ],
        "reckoned": reckoned,
        "delivery": reckoned.delivery.net if found.is_business else reckoned.delivery.gross,
        "is_ended": found.is_ended(now),
        "stands": stands,
        "is_own": is_own,
        "must_log_in": stands and not request.user.is_authenticated,
        "newer": newer.order_by("-version").first(),
        "order": order if is_own else None,
        "form": form,
    }
    return render(request, "account/quotations/quotation.html", context, status=status)
