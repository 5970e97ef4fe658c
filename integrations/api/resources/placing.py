"""Placing orders: by the form and the flow that the checkout uses, so that all that holds there holds here.

The goods are put in a cart of their own, which becomes the order in the same transaction; the caller's other cart is
left alone. What is refused leaves nothing behind.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

import pydantic
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema

from commerce.cart.models import MAX_QUANTITY, Cart
from commerce.cart.wanted import Wanted, add_all
from commerce.catalogue.models import Variant
from commerce.checkout.forms import CheckoutForm, MemberCheckoutForm
from commerce.checkout.summary import delivery_methods
from commerce.customers.shopper import Shopper
from commerce.money import to_ore
from commerce.orders import flow, limits, placing
from commerce.orders.details import Details
from commerce.orders.limits import CreditExceeded
from commerce.orders.models import Order
from commerce.orders.payments import offered, providers
from commerce.orders.placing import Purchase
from commerce.orders.refusals import ComesLater, NotForSale, TotalChanged, UnknownChoice
from commerce.orders.terms import name_of
from commerce.stock.reserve import OutOfStock
from integrations.api import negotiation
from integrations.api.caller import Caller, call_of, caller_of
from integrations.api.operations import operation
from integrations.api.problems import Problem
from integrations.api.resources.orders import router
from integrations.api.scopes import Scope

Found = TypeVar("Found")
MOST_LINES = 500
UNSEEN = Decimal(-1)
OFFERED = ("delivery", "payment")  # fields that name something of the shop's
AMOUNT = r"^[0-9]{1,10}(\.[0-9]{1,2})?$"  # as text: a number of JSON is not exact


class Strict(Schema):
    model_config = pydantic.ConfigDict(extra="forbid")


class LineIn(Strict):
    sku: str = pydantic.Field(min_length=1, max_length=64)
    quantity: int = pydantic.Field(ge=1, le=MAX_QUANTITY)


class AddressIn(Strict):
    first_name: str = pydantic.Field(min_length=1, max_length=80)
    last_name: str = pydantic.Field(min_length=1, max_length=80)
    company: str = pydantic.Field(default="", max_length=120)
    address_1: str = pydantic.Field(min_length=1, max_length=120)
    address_2: str = pydantic.Field(default="", max_length=120)
    postal_code: str = pydantic.Field(min_length=1, max_length=12)
    city: str = pydantic.Field(min_length=1, max_length=80)
    country: str = pydantic.Field(default="SE", pattern="^[A-Z]{2}$")


class PreviewIn(Strict):
    lines: list[LineIn] = pydantic.Field(min_length=1, max_length=MOST_LINES)
    address: AddressIn
    email: str = pydantic.Field(min_length=3, max_length=254)
    phone: str = pydantic.Field(min_length=6, max_length=40)
    delivery: str = pydantic.Field(min_length=1, max_length=40)
    payment: str = pydantic.Field(min_length=1, max_length=40)
    backorder: bool = False
    note: str = pydantic.Field(default="", max_length=1000)
    po_number: str = pydantic.Field(default="", max_length=40)
    buyer_reference: str = pydantic.Field(default="", max_length=80)
    cost_centre: str = pydantic.Field(default="", max_length=40)
    peppol_id: str = pydantic.Field(default="", max_length=60)


class OrderIn(PreviewIn):
    total: str = pydantic.Field(pattern=AMOUNT)


class LineOut(Schema):
    sku: str
    quantity: int
    unit_net: Decimal
    unit_gross: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal


class PreviewOut(Schema):
    currency: str
    lines: list[LineOut]
    delivery_gross: Decimal
    net: Decimal
    vat: Decimal
    total: Decimal
    must_be_approved: bool


class OrderOut(Schema):
    number: str
    state: str
    placed_at: str
    currency: str
    net: Decimal
    vat: Decimal
    total: Decimal
    must_be_approved: bool
    pay_at: str | None


class WayOut(Schema):
    code: str
    name: str
    gross: Decimal | None = None
    is_credit: bool | None = None


class WaysOut(Schema):
    deliveries: list[WayOut]
    payments: list[WayOut]


@operation(
    router,
    "GET",
    "/checkout-choices",
    name="read_checkout_choices",
    scope=Scope.WRITE_ORDERS,
    response=WaysOut,
    summary=gettext_lazy("The deliveries and payments to choose among"),
)
def read_choices(request: HttpRequest) -> HttpResponse:
    caller = caller_of(request)
    locale = caller.shopper.locale
    deliveries = [{"code": one.code, "name": one.name_in(locale), "gross": one.gross} for one in delivery_methods()]
    payments = [
        {"code": one.code, "name": str(name_of(one.code, caller.organisation)), "is_credit": one.is_credit}
        for one in offered(shopper=caller.shopper, total=Decimal(1))
    ]
    return negotiation.answer(request, {"deliveries": deliveries, "payments": payments}, root="choices")


@operation(
    router,
    "POST",
    "/orders/preview",
    name="preview_order",
    scope=Scope.WRITE_ORDERS,
    response=PreviewOut,
    summary=gettext_lazy("What an order would come to; nothing is placed"),
    refuses=(409,),
)
def preview_order(request: HttpRequest, wanted: PreviewIn) -> HttpResponse:
    caller = caller_of(request)
    with transaction.atomic():
        cart = _filled(wanted.lines, caller.shopper)
        details = _details(wanted, cart, caller, total=Decimal(0))
        bought = _asked(lambda: _look(cart, details, caller))
        transaction.set_rollback(True)
    sums = bought.reckoned.sums
    told = {
        "currency": caller.shopper.currency,
        "lines": _lines(bought),
        "delivery_gross": bought.reckoned.delivery.gross,
        "net": sums.net,
        "vat": sums.vat,
        "total": sums.gross,
        "must_be_approved": limits.needs_approval(sums.net, shopper=caller.shopper, user_id=_user_id(caller)),
    }
    return negotiation.answer(request, told, root="preview")


@operation(
    router,
    "POST",
    "/orders",
    name="place_order",
    scope=Scope.WRITE_ORDERS,
    response=OrderOut,
    summary=gettext_lazy("Place an order"),
    answers=201,
    refuses=(409,),
)
def place_order(request: HttpRequest, wanted: OrderIn) -> HttpResponse:
    caller = caller_of(request)
    cart = _filled(wanted.lines, caller.shopper)
    details = _details(wanted, cart, caller, total=Decimal(wanted.total))
    user_id = _user_id(caller)
    order = _asked(lambda: flow.place(cart.pk, details, shopper=caller.shopper, user_id=user_id, now=caller.now))
    call_of(request).subject = f"order:{order.number}"
    response = negotiation.answer(request, _told(request, order), status=201, root="order")
    response.headers["Location"] = f"/api/v1/orders/{order.number}"
    return response


def _filled(lines: Sequence[LineIn], shopper: Shopper) -> Cart:
    """A new cart with the goods. Raises Problem that names each line of which it cannot be."""
    cart = Cart.objects.create()
    found = add_all(cart, [(line.sku, line.quantity) for line in lines], shopper=shopper)
    if any(one.problem in ("unknown", "closed") for one in found):
        raise Problem("not-for-sale", skus=[one.sku for one in found if one.problem in ("unknown", "closed")])
    if any(one.problem == "stock" for one in found):
        raise Problem("out-of-stock", available={one.sku: one.available for one in found if one.problem == "stock"})
    if any(one.problem for one in found):
        raise Problem("conflict", _too_many([one for one in found if one.problem]))
    return cart


def _too_many(found: Sequence[Wanted]) -> str:
    return _("At most %(most)s pieces of each article: %(skus)s.") % {
        "most": MAX_QUANTITY,
        "skus": ", ".join(one.sku for one in found),
    }


def _details(wanted: PreviewIn, cart: Cart, caller: Caller, *, total: Decimal) -> Details:
    """What is said of the order, by the checkout's own form. Raises Problem."""
    said = wanted.dict(exclude={"lines", "address", "backorder", "total"}) | wanted.address.dict()
    data = said | {"accept_terms": "on", "total_seen": str(total), "later_seen": 0, "cart_version": str(cart.pk)}
    known: dict[str, Any] = {
        "methods": delivery_methods(),
        "offered": providers().values(),
        "locale": caller.shopper.locale,
        "data": data,
    }
    organisation = caller.organisation or _own_organisation(caller)
    form = MemberCheckoutForm(organisation=organisation, **known) if organisation else CheckoutForm(**known)
    if not form.is_valid():
        raise _refused(form.errors.get_json_data())
    later = sum(line.quantity for line in wanted.lines) if wanted.backorder else 0
    return replace(form.details(), seen_later=later)


def _own_organisation(caller: Caller):
    """That of the person for whom a system's token acts."""
    return caller.user.membership.organisation if caller.user and caller.shopper.organisation else None


def _refused(errors: Mapping[str, Sequence[Mapping[str, str]]]) -> Problem:
    if any(name in OFFERED for name in errors):
        return Problem("not-offered", fields=[name for name in errors if name in OFFERED])
    told = [
        {
            "pointer": f"/address/{name}" if name in AddressIn.model_fields else f"/{name}",
            "code": found[0]["code"] or "invalid",
            "detail": found[0]["message"],
        }
        for name, found in errors.items()
    ]
    return Problem("invalid", errors=told)


def _look(cart: Cart, details: Details, caller: Caller) -> Purchase:
    """What the cart comes to, as one who has seen it would be told."""
    try:
        return placing.look_again(cart, replace(details, seen_total=UNSEEN), shopper=caller.shopper, now=caller.now)
    except TotalChanged as found:
        seen = replace(details, seen_total=found.total)
        return placing.look_again(cart, seen, shopper=caller.shopper, now=caller.now)


def _asked(ask: Callable[[], Found]) -> Found:
    """What the flow gives, or its refusal as a problem."""
    try:
        return ask()
    except TotalChanged as change:
        raise Problem("total-changed", seen=str(change.seen), total=str(change.total)) from change
    except OutOfStock as short:
        raise Problem("out-of-stock", available=_by_sku(short.short)) from short
    except ComesLater as later:
        said = _("Some of it has not come yet. Send backorder to have it when it does.")
        raise Problem("out-of-stock", said, later=_by_sku(later.later)) from later
    except NotForSale as refused:
        raise Problem("not-for-sale", skus=refused.skus) from refused
    except CreditExceeded as beyond:
        raise Problem("credit-exceeded", left=str(beyond.left), asked=str(beyond.asked)) from beyond
    except UnknownChoice as unknown:
        raise Problem("not-offered") from unknown


def _by_sku(pieces: Mapping[int, int]) -> dict[str, int]:
    skus = dict(Variant.objects.filter(pk__in=pieces).values_list("pk", "sku"))
    return {skus[pk]: count for pk, count in pieces.items() if pk in skus}


def _lines(bought: Purchase) -> list[dict[str, Any]]:
    skus = {line.variant.pk: line.variant.sku for line in bought.lines}
    return [
        {
            "sku": skus[quote.variant_id],
            "quantity": quote.quantity,
            "unit_net": quote.unit_net,
            "unit_gross": quote.unit_gross,
            "net": amounts.net,
            "vat": amounts.vat,
            "gross": amounts.gross,
        }
        for quote, amounts in zip(bought.reckoned.goods.quotes, bought.reckoned.lines, strict=True)
    ]


def _told(request: HttpRequest, order: Order) -> dict[str, Any]:
    """Nothing of whom it is for: the answer is kept for a week."""
    is_to_pay = order.state == Order.State.PLACED
    return {
        "number": order.number,
        "state": str(order.state),
        "placed_at": negotiation.plain(order.placed_at),
        "currency": order.currency,
        "net": to_ore(order.net),
        "vat": to_ore(order.vat),
        "total": to_ore(order.gross),
        "must_be_approved": order.state == Order.State.AWAITING,
        "pay_at": request.build_absolute_uri(reverse("order_unpaid", args=[order.token])) if is_to_pay else None,
    }


def _user_id(caller: Caller) -> int | None:
    return caller.user.pk if caller.user else None
