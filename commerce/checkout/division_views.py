"""The page where a shopper says which pieces of the cart go to which of his addresses."""

import logging
from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commerce.cart import basket, cookie, division, lines, told
from commerce.cart.division import CannotDivide, NotHis
from commerce.cart.models import Cart
from commerce.checkout.division_form import DivisionForm
from commerce.customers.forms import AddressForm
from commerce.customers.may import Function, for_those_who_may
from commerce.customers.models import Address

log = logging.getLogger(__name__)
GONE = gettext_noop("One of the addresses is not there any more. Look through how the goods are divided.")
SHOWN_AT_FIRST = 4
LONGEST_KEY = 18


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_may(Function.SEVERAL_ADDRESSES)
@login_required
def divide(request):
    """Show the division and change it. What was written stays, whatever the button: `do` says which it was."""
    mine = _cart(request)
    rows = lines.read(mine.pk) if mine else []
    if mine is None or not rows:
        return redirect("cart")
    if mine.quotation_id is not None:
        messages.warning(request, told.bound_words())
        return redirect("cart")
    if request.method == "POST":
        try:
            return _changed(request, mine, rows)
        except Cart.DoesNotExist:  # it has become an order meanwhile
            return redirect("cart")
    known = division.destinations(request.user)
    parts = _parts(mine.division or [], rows, known)
    chosen = list(parts) or list(known)[: len(known) if len(known) <= SHOWN_AT_FIRST else 1]
    return _show(request, _form(request, rows, known, chosen, parts=parts), _address_form(request))


def _changed(request, mine, rows):
    do = request.POST.get("do", "")
    if do == "one":
        division.forget(mine)
        return redirect("checkout")
    known = division.destinations(request.user)
    chosen = [key for key in known if key in set(request.POST.getlist("to"))]
    gone = _refuse_strangers(request, set(request.POST.getlist("to")) - known.keys())
    if do == "add":
        return _added(request, rows, known, chosen)
    form = _form(request, rows, known, chosen, data=_sent(request, chosen))
    if gone:
        form.add_error(None, _(GONE))
    elif do == "save" and not chosen:
        form.add_error("to", _("Choose where the goods go."))
    elif form.is_valid() and do == "save":
        try:
            division.keep(mine, form.wanted())
            return redirect("checkout")
        except NotHis:
            form.add_error(None, _(GONE))
        except CannotDivide as refused:
            form.refuse(refused)
    elif form.is_valid():
        return _show(request, _form(request, rows, known, chosen, parts=_written(form, rows)), _address_form(request))
    return _show(request, form, _address_form(request), status=422)


def _added(request, rows, known, chosen):
    """A new address, which the goods can go to at once. What was written of the others stays."""
    new = _address_form(request, request.POST)
    form = _form(request, rows, known, chosen, data=_sent(request, chosen))
    if not new.is_valid() or not form.is_valid():
        return _show(request, form, new, status=422)
    saved = new.save()
    parts = _written(form, rows)
    known = division.destinations(request.user)
    chosen = [key for key in known if key in {*chosen, str(saved.pk)}]
    messages.success(request, _("The address is saved. Say how many of each go there."))
    return _show(request, _form(request, rows, known, chosen, parts=parts), _address_form(request))


def _cart(request) -> Cart | None:
    mine = cookie.cart_of(request)
    return basket.claim(mine.pk, user_id=request.user.pk) if mine and mine.user_id is None else mine


def _sent(request, chosen: list[str]):
    """What was sent, without addresses that have gone."""
    sent = request.POST.copy()
    sent.setlist("to", chosen)
    return sent


def _refuse_strangers(request, keys: set[str]) -> bool:
    """Whether an address has gone since the page was made. One that is somebody else's is not found, and told of."""
    numbers = [key for key in keys if key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY]
    if Address.objects.filter(pk__in=numbers).exclude(user=request.user).exists():
        log.warning("user %s asked to send goods to an address of somebody else: %s", request.user.pk, sorted(numbers))
        raise Http404
    return bool(keys)


def _parts(kept: division.Kept, rows, known: Mapping) -> dict[str, dict[int, int]]:
    """Pieces by variant for each address, all of what is in the cart."""
    held = {row.variant.pk: row.quantity for row in rows}
    return dict(division.divide([one for one in kept if one["to"] in known], held))


def _written(form: DivisionForm, rows) -> dict[str, dict[int, int]]:
    kept = [{"to": key, "pieces": pieces} for key, pieces in form.wanted()]
    return _parts(kept, rows, dict(form.wanted()))


def _form(request, rows, known, chosen, **values) -> DivisionForm:
    return DivisionForm(rows=rows, known=known, chosen=chosen, locale=request.shopper.locale, **values)


def _address_form(request, data=None) -> AddressForm:
    names = {"first_name": request.user.first_name, "last_name": request.user.last_name}
    return AddressForm(data, instance=Address(user=request.user, **names), prefix="new")


def _show(request, form: DivisionForm, address: AddressForm, *, status=200):
    context = {"form": form, "address_form": address, "is_adding": address.is_bound or not form.known}
    return render(request, "checkout/division.html", context, status=status)
