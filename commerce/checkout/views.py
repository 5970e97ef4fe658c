"""Checkout on one page, the way back from the payment provider, and the receipt."""

import contextlib
from datetime import datetime
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commerce.cart import basket, cookie
from commerce.cart.contents import contents
from commerce.cart.division import Division
from commerce.cart.reserving import reserve
from commerce.checkout import divided, giving_up, saved_address
from commerce.checkout.fetching import Fetching, fetching, near
from commerce.checkout.forms import CheckoutForm, MemberCheckoutForm, PayAgainForm
from commerce.checkout.quotation_words import over_words
from commerce.checkout.start import known_details, start_payment
from commerce.checkout.summary import Summary, delivery_methods, summarise
from commerce.customers import addresses
from commerce.customers.limits import sender
from commerce.customers.may import Function, may
from commerce.customers.shopper import organisation_of
from commerce.orders import flow, look, parcels, settle
from commerce.orders.groups import groups
from commerce.orders.limits import CreditExceeded, needs_approval
from commerce.orders.models import DeliveryMethod, Order, Payment, Scan, Shipment
from commerce.orders.payments import ProviderUnavailable, is_direct, offered, providers
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
from commerce.orders.states import MoveRefused
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
    response = _send_to_pay(request, order)
    cookie.forget(response)
    return response


@never_cache
@require_safe
def returned(request, token):
    """Where the provider sends the shopper back to. The provider's books count, not the way he came."""
    payment = _latest_payment(token)
    if payment.state not in settle.ACCEPTED:
        with contextlib.suppress(ProviderUnavailable):
            payment = settle.complete(payment, now=timezone.now())
    if payment.state in settle.ACCEPTED:
        return redirect("order_confirmation", token=token)
    return redirect("order_change" if payment.change_id else "order_unpaid", token=token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unpaid(request, token):
    """The order stands but has not been paid: pay another way."""
    order = get_object_or_404(Order, token=token)
    if order.state == Order.State.CANCELLED:
        withdrawn = order.returns.order_by("-number").first()
        return redirect("return", token=withdrawn.token) if withdrawn else redirect("cart")
    if order.state != Order.State.PLACED:
        return redirect("order_confirmation", token=token)
    choices = offered(shopper=request.shopper, total=order.gross)
    form = PayAgainForm(request.POST or None, offered=choices, initial={"payment": first_direct(choices)})
    if request.method == "POST" and form.is_valid():
        try:
            flow.try_again(
                order.pk, provider_code=form.cleaned_data["payment"], shopper=request.shopper, now=timezone.now()
            )
            return _send_to_pay(request, order)
        except MoveRefused:
            return redirect("order_unpaid", token=token)
        except UnknownChoice:
            form.add_error("payment", _("That way of payment is not offered any more. Choose another."))
        except CreditExceeded as refused:
            form.add_error("payment", credit_words(refused))
    context = {"order": order, "form": form, "payments": payment_choices(choices)}
    return render(request, "checkout/unpaid.html", context, status=422 if form.errors else 200)


@require_POST
def give_up(request, token):
    """The shopper will not pay: the order is cancelled and the goods go back in the cart."""
    order = get_object_or_404(Order.objects.select_related("quotation"), token=token)
    try:
        quotation = giving_up.cancel(order, now=timezone.now())
    except MoveRefused:
        return redirect("order_confirmation", token=token)
    if quotation is not None:
        return redirect("quotation", token=quotation.token)
    mine = cookie.cart_of(request) or basket.open_cart(user_id=request.user.pk)
    giving_up.put_back(order, mine)
    response = redirect("cart")
    cookie.write(response, mine)
    return response


@never_cache
@require_safe
def confirmation(request, token):
    payment = _latest_payment(token)
    if payment.order.state in (Order.State.PLACED, Order.State.CANCELLED):
        return redirect("order_unpaid", token=token)
    is_own = payment.order.user_id is not None and payment.order.user_id == request.user.pk
    again = is_own and may(request.shopper.level, Function.REORDER)
    return render(request, "checkout/confirmation.html", {**_receipt(payment.order, payment), "may_reorder": again})


def _latest_payment(token):
    """The last payment of the order that the address names, or 404."""
    payment = look.latest_payment(token)
    if payment is None:
        raise Http404
    return payment


def _send_to_pay(request, order) -> HttpResponseRedirect:
    if order.state == Order.State.AWAITING:
        return redirect("order_confirmation", token=order.token)
    return_url = request.build_absolute_uri(reverse("order_returned", args=[order.token]))
    return redirect(start_payment(order, return_url=return_url) or return_url)


def credit_words(refused: CreditExceeded) -> str:
    return _(
        "Your company has %(left)s left of its credit limit, and this order is %(asked)s. Pay another way, or write "
        "to us about the limit."
    ) % {"left": money(refused.left), "asked": money(refused.asked)}


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


def first_direct(choices) -> str | None:
    """The payment that is chosen beforehand: never credit."""
    return next((provider.code for provider in choices if is_direct(provider)), None)


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
        "payments": payment_choices(choices),
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


def payment_choices(choices) -> list[dict]:
    return [
        {"code": provider.code, "name": provider.name, "price": None, "note": provider.explanation}
        for provider in choices
    ]


def _receipt(order: Order, payment: Payment) -> dict:
    addresses, lines = look.receipt(order)
    address = addresses[0]
    return {
        "order": order,
        "lines": lines,
        "invoices": list(order.invoices.order_by("pk")) if order.fulfilment == Order.Fulfilment.SHIPPED else (),
        "summary": {
            "subtotal": order.gross - order.delivery_gross,
            "shipping": order.delivery_gross,
            "total": order.gross,
            "vat": order.vat,
            "vat_note": _("incl. VAT"),
        },
        "address_lines": [
            f"{address.first_name} {address.last_name}",
            address.company,
            address.address_1,
            address.address_2,
            f"{address.postal_code} {address.city}",
        ],
        "groups": groups(addresses, lines),
        "delivery_name": order.delivery_name,
        "point": look.chosen_point(order),
        "parcels": _parcels(order),
        "payment_name": providers()[payment.provider].name if payment.provider in providers() else payment.provider,
        "waits": order.state == Order.State.AWAITING,
        "next_steps": _next_steps(order, comes_later=any(line.later for line in lines)),
    }


def _parcels(order: Order) -> list[tuple[Shipment, Scan | None]]:
    """What has left us, with the latest that the carrier has said of it; nothing while all is here."""
    if order.fulfilment in (Order.Fulfilment.OPEN, Order.Fulfilment.PACKED):
        return []
    gone = parcels.that_left(order).order_by("number").prefetch_related("scans")
    return [(one, max(one.scans.all(), key=lambda scan: (scan.at, scan.pk), default=None)) for one in gone]


def _next_steps(order: Order, *, comes_later: bool) -> list[str]:
    if order.state == Order.State.AWAITING:
        return [
            _("Those who approve orders at your company have been told by e-mail."),
            _("The goods are kept for you until the order is approved or refused, at most 14 days."),
            _("You get a message at %(email)s with the answer.") % {"email": order.email},
        ]
    return [
        _("We send a confirmation to %(email)s.") % {"email": order.email},
        _("We pack what is in stock by hand, usually the next weekday. The rest follows when it has come.")
        if comes_later
        else _("We pack your order by hand, usually the next weekday."),
        _("You get a message with a tracking link when the parcel leaves us."),
    ]
