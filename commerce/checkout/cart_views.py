"""The cart page and what changes it. Posted from cached pages, so guarded by origin instead of a token."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commerce.cart import basket, beside, cookie, told
from commerce.cart.contents import contents
from commerce.cart.origin import require_same_origin
from commerce.checkout import divided
from commerce.checkout.forms import AddForm, CodeForm, LineForm
from commerce.checkout.quotation_words import over_words
from commerce.checkout.summary import delivery_methods, summarise
from commerce.customers.may import Function, may


def posted(view):
    """What changes the cart is posted; whoever reloads its address comes to the cart."""

    @wraps(view)
    def only_posted(request):
        return view(request) if request.method == "POST" else redirect("cart")

    return only_posted


@never_cache
@require_safe
def cart(request):
    return _show(request, cookie.cart_of(request))


@require_same_origin
@posted
def add(request):
    """Put an article in the cart: back to the page with a notice, or to the cart with what is wrong."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _refused(request, _first_error(form))
    mine = cookie.cart_of(request)
    if mine is None:
        mine = basket.open_cart(user_id=request.user.pk)
    try:
        added = basket.add(mine, form.cleaned_data["sku"], form.cleaned_data["quantity"], shopper=request.shopper)
    except basket.CannotAdd as error:
        return _refused(request, _words(error))
    if "HX-Request" in request.headers:
        response = _added(request, mine, added)
    else:
        response = redirect("cart")
    cookie.write(response, mine, count=added.count)
    return response


@require_same_origin
@posted
def update(request):
    form = LineForm(request.POST)
    mine = cookie.cart_of(request)
    if mine is None:
        return redirect("cart")
    if not form.is_valid():
        return _refused(request, _first_error(form))
    try:
        basket.change(mine, form.cleaned_data["line"], form.cleaned_data["quantity"], shopper=request.shopper)
    except basket.CannotAdd as error:
        return _refused(request, _words(error))
    return _changed(request, mine)


@require_same_origin
@posted
def remove(request):
    form = LineForm({**request.POST.dict(), "quantity": 0})
    mine = cookie.cart_of(request)
    if mine is not None and form.is_valid():
        try:
            basket.change(mine, form.cleaned_data["line"], 0)
        except basket.CannotAdd as error:
            return _refused(request, _words(error))
    return _changed(request, mine) if mine else redirect("cart")


@require_same_origin
@posted
def settle(request):
    """Leave out what cannot be bought, as the cart has said that it would, and go on to the checkout with the rest."""
    mine = cookie.cart_of(request)
    if mine is None:
        return redirect("cart")
    goods = contents(mine, shopper=request.shopper)
    try:
        basket.settle(mine, {line.id: line.buyable for line in goods.problems})
    except basket.CannotAdd as error:
        return _refused(request, _words(error))
    response = redirect("checkout" if goods.lines else "cart")
    cookie.write(response, mine)
    return response


@require_same_origin
@posted
def code(request):
    """Keep a code with the cart, or leave one out (`remove`). The cart then says what it does, or why nothing."""
    mine = cookie.cart_of(request)
    if mine is None:
        return redirect("cart")
    if "remove" in request.POST:
        basket.drop_code(mine, request.POST["remove"])
        return _changed(request, mine)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _refused(request, _first_error(form))
    try:
        basket.use_code(mine, form.cleaned_data["code"])
    except basket.CannotAdd as error:
        return _refused(request, _words(error))
    return _changed(request, mine)


@require_same_origin
@posted
def leave(request):
    """Leave the quotation that the cart follows: its articles stay, at today's prices."""
    mine = cookie.cart_of(request)
    if mine is not None:
        basket.leave(mine)
        messages.success(request, _("The cart no longer follows the quotation. These are today's prices."))
    return redirect("cart")


def _changed(request, mine):
    response = _show(request, mine) if "HX-Request" in request.headers else redirect("cart")
    cookie.write(response, mine)
    return response


def _refused(request, text):
    """Say what is wrong on the cart page. 422, so that a script knows that nothing was done."""
    messages.warning(request, text)
    return _show(request, cookie.cart_of(request), status=422)


def _show(request, mine, status=200):
    goods = contents(mine, shopper=request.shopper)
    methods = delivery_methods(goods.agreed)
    level = request.shopper.level
    context = {
        "lines": goods.lines,
        "apart": goods.apart,
        "count": goods.count,
        "is_short": bool(goods.problems),
        "changes": [f"{line.title}: {line.problem or line.risen}" for line in goods.changed],
        "codes": goods.codes,
        "summary": summarise(
            goods, methods, shopper=request.shopper, chosen=methods[0] if goods.agreed and goods.lines else None
        ),
        "terms": goods.terms,
        "terms_over": over_words(goods.terms) if goods.terms and not goods.agreed else "",
        "may_divide": not goods.terms and divided.may_divide(request),
        "is_divided": bool(mine and mine.division),
        "may_keep": request.user.is_authenticated and may(level, Function.LISTS),
        "may_ask": request.user.is_authenticated and may(level, Function.QUOTATION),
        "beside": beside.shown(request.user, shopper=request.shopper),
    }
    return render(request, "cart/cart.html", context, status=status)


def _added(request, mine, added):
    goods = contents(mine, shopper=request.shopper)
    context = {
        "line": next(line for line in [*goods.lines, *goods.apart] if line.id == added.line_id),
        "count": goods.count,
        "summary": summarise(goods, delivery_methods(), shopper=request.shopper),
    }
    return render(request, "cart/added.html", context)


def _first_error(form) -> str:
    return next(iter(form.errors.values()))[0]


def _words(error: basket.CannotAdd) -> str:
    if error.reason == "stock" and error.available:
        return ngettext(
            "There is only %(count)s piece of it, and the cart was left as it was.",
            "There are only %(count)s pieces of it, and the cart was left as it was.",
            error.available,
        ) % {"count": error.available}
    return {
        "unknown": _("There is no such article."),
        "closed": _("That article is not sold right now."),
        "quantity": _("Choose a quantity between 1 and 9999."),
        "stock": _("That article is sold out."),
        "bound": told.bound_words(),
    }[error.reason]
