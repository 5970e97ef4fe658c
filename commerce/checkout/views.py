"""Checkout on one page, the way back from the payment provider, and the receipt."""

from datetime import datetime
from decimal import Decimal

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commerce.cart import beside, cookie
from commerce.cart.contents import contents
from commerce.cart.division import Division
from commerce.cart.reserving import reserve
from commerce.checkout import divided, saved_address
from commerce.checkout.fetching import Fetching, fetching, near
from commerce.checkout.forms import CheckoutForm, MemberCheckoutForm
from commerce.checkout.quotation_words import over_words
from commerce.checkout.start import known_details
from commerce.checkout.summary import Summary, delivery_methods, summarise
from commerce.checkout.ways_to_pay import credit_words, first_direct, payment_choices, send_to_pay
from commerce.customers import addresses
from commerce.customers.limits import sender
from commerce.customers.shopper import organisation_of
from commerce.orders import flow
from commerce.orders.limits import CreditExceeded, needs_approval
from commerce.orders.models import DeliveryMethod
from commerce.orders.payments import offered, providers
from commerce.orders.refusals import (
    CartEmpty,
    CartGone,
    ComesLater,
    DivisionChanged,
    NotForSale,
    TermsChanged,
    TotalChanged,
    UnknownChoice,
)
from commerce.orders.taxed import taxed
from commerce.pricing.templatetags.prices import money
from commerce.pricing.vat import HOME
from commerce.stock.reserve import OutOfStock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request):
    """Show the form, or place the order and send the shopper on to pay. A second click gets the same order."""
    is_asking = "points" in request.GET or ("HX-Request" in request.headers and "refresh" in request.GET)
    if request.method == "POST" and not is_asking:
        return _place(request)
    return _show(request, _form(request, initial=request.POST.dict() or None))


def _place(request):
    """What the order is made of is looked at once, under its locks; the page is made anew only for a refusal."""
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        order = flow.place(
            form.cleaned_data["cart_version"],
            form.details(),
            shopper=request.shopper,
            user_id=request.user.pk,
            now=timezone.now(),
        )
    except (OutOfStock, NotForSale):
        return redirect("cart")
    except (CartEmpty, CartGone):
        return render(request, "checkout/empty.html")
    except TotalChanged as change:
        changes = [_("The total was %(seen)s.") % {"seen": money(change.seen)}]
        return _show(request, form, changes=changes, status=409)
    except TermsChanged as change:
        return _show(request, _form(request, initial=_sent_again(request)), changes=[changed_words(change)], status=409)
    except DivisionChanged:
        changes = [_("Where the goods go is not what you saw.")]
        return _show(request, _form(request, initial=_sent_again(request)), changes=changes, status=409)
    except ComesLater:
        changes = [_("Some of the goods are no longer in stock and come later. It says below which, and when.")]
        return _show(request, form, changes=changes, status=409)
    except UnknownChoice:
        form.add_error(None, _("That way of delivery or payment is not offered any more. Choose another."))
        return _show(request, form, status=422)
    except CreditExceeded as refused:
        form.add_error("payment", credit_words(refused))
        return _show(request, form, status=422)
    response = send_to_pay(request, order)
    cookie.forget(response)
    return response


def changed_words(change: TermsChanged) -> str:
    """What has become of the quotation since the page was made."""
    terms = change.terms
    if terms is None or terms.in_force:
        return _("The cart follows another quotation now, or none.")
    return over_words(terms)


def _sent_again(request) -> dict:
    """What was sent; the delivery of a quotation that is over makes room for the first that is offered."""
    sent, codes = request.POST.dict(), [method.code for method in delivery_methods()]
    return sent if sent.get("delivery") in codes or not codes else sent | {"delivery": codes[0]}


def _form(request, **values) -> CheckoutForm:
    """The form with every delivery and every provider; `place` refuses one that this shopper is not offered."""
    for name in {"data", "initial"} & values.keys():
        values[name] = saved_address.filled_in(values[name], request.user) if values[name] else values[name]
    values |= {"methods": delivery_methods(), "offered": providers().values(), "locale": request.shopper.locale}
    organisation = organisation_of(request.user) if request.shopper.organisation else None
    return MemberCheckoutForm(organisation=organisation, **values) if organisation else CheckoutForm(**values)


def hold_goods(request, mine) -> datetime | None:
    """Hold what is in the cart for a while; until when, if all of it is. A page that is only asked about holds none."""
    if request.method == "HEAD":
        return None
    origin = "" if request.user.is_authenticated else salted_hmac("reservation", sender(request)).hexdigest()
    return reserve(mine, origin=origin, by=request.user.pk, now=timezone.now())


def _first_values(request, methods, choices) -> dict:
    return {
        "country": "SE",
        "delivery": methods[0].code if methods else None,
        "payment": first_direct(choices),
        **known_details(request.user),
    }


def _show(request, form, *, changes=(), status=200):
    mine = cookie.cart_of(request)
    division = divided.division(mine, request.shopper)
    if division and not division.can_be_sent:
        messages.warning(request, _("All addresses of an order must be in the same country, and one that we send to."))
        return redirect("checkout_division")
    if form.is_divided and division is None:
        form = _form(request, initial=_sent_again(request))
    country = _country(form, division)
    shopper = request.shopper.taxed_in(taxed(request.shopper, country=country, now=request.shopper.at).zone)
    until = hold_goods(request, mine) if mine else None
    goods = contents(mine, shopper=shopper)
    if goods.problems:
        return redirect("cart")
    if mine is None or not goods.lines:
        return render(request, "checkout/empty.html", status=status if status != 422 else 200)
    choices = offered(shopper=shopper, total=goods.goods_gross)
    methods = delivery_methods(goods.agreed) if goods.agreed else form.methods
    if not form.is_bound and not form.initial:
        form.initial = _first_values(request, methods, choices)
    chosen = next((one for one in methods if goods.agreed or one.code == form["delivery"].value()), None)
    summary: Summary = summarise(goods, methods, shopper=shopper, chosen=chosen, division=division)
    saved = addresses.of(request.user) if request.user.is_authenticated and not division else []
    is_free = goods.goods.outcome.free_shipping is not None
    pieces = division.pieces if division else None
    context = {
        "form": form,
        "lines": goods.lines,
        "summary": summary,
        "total_seen": summary.total,
        "later_seen": goods.later,
        "held_until": until,
        "cart_version": mine.pk,
        "division": division,
        "groups": divided.shown(division, goods, summary) if division else (),
        "may_divide": not goods.terms and divided.may_divide(request),
        "saved_addresses": saved,
        "saved_address": saved_address.chosen_first(request, saved),
        "terms": goods.terms,
        "terms_over": over_words(goods.terms) if goods.terms and not goods.agreed else "",
        "changes": changes,
        "deliveries": [
            {
                "code": method.code,
                "name": method.name_in(request.shopper.locale),
                "price": Decimal(0) if is_free else sum(method.prices_for(goods.goods, pieces)),
                "note": method.promise_in(request.shopper.locale),
            }
            for method in methods
        ],
        "fetching": None if division else _fetching(request, form, chosen),
        "payments": payment_choices(choices, form.organisation),
        "beside": beside.shown(request.user, shopper=shopper),
        "must_be_approved": needs_approval(summary.total - summary.vat, shopper=shopper, user_id=request.user.pk),
    }
    return render(request, "checkout/checkout.html", context, status=status)


def _fetching(request, form: CheckoutForm, method: DeliveryMethod | None) -> Fetching | None:
    """The service points to choose among; asked for when the shopper has asked to see them, and never by a purchase."""
    place = near({name: form[name].value() for name in ("country", "postal_code", "city", "address_1")})
    may_ask = request.method == "POST" and "points" in request.GET
    return fetching(method, place, form["point"].value() or "", may_ask=may_ask)


def _country(form: CheckoutForm, division: Division | None) -> str:
    """Where the goods go, as far as the page knows it."""
    if division:
        return division.country
    return form["country"].value() if form.is_bound or form.initial else HOME
