from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.checkout import (
    cart_views,
    change_views,
    division_views,
    paying_views,
    point_views,
    quotation_views,
    receipt_views,
    reorder_views,
    views,
    watch_views,
)

# The way of a purchase stands first: an address is held against one pattern after another.
urlpatterns = [
    path(pgettext_lazy("address", "cart/"), cart_views.cart, name="cart"),
    path(pgettext_lazy("address", "cart/add/"), cart_views.add, name="cart_add"),
    path(pgettext_lazy("address", "checkout/"), views.checkout, name="checkout"),
    path(pgettext_lazy("address", "checkout/return/<uuid:token>/"), paying_views.returned, name="order_returned"),
    path(pgettext_lazy("address", "checkout/thanks/<uuid:token>/"), receipt_views.receipt, name="order_confirmation"),
    path(pgettext_lazy("address", "cart/update/"), cart_views.update, name="cart_update"),
    path(pgettext_lazy("address", "cart/remove/"), cart_views.remove, name="cart_remove"),
    path(pgettext_lazy("address", "cart/settle/"), cart_views.settle, name="cart_settle"),
    path(pgettext_lazy("address", "cart/code/"), cart_views.code, name="cart_code"),
    path(pgettext_lazy("address", "cart/leave/"), cart_views.leave, name="cart_leave"),
    path(pgettext_lazy("address", "cart/again/<uuid:token>/"), reorder_views.reorder, name="order_again"),
    path(pgettext_lazy("address", "account/quotations/"), quotation_views.quotations, name="quotations"),
    path(pgettext_lazy("address", "cart/quotation/"), quotation_views.ask, name="quotation_ask"),
    path(pgettext_lazy("address", "quotation/<uuid:token>/"), quotation_views.quotation, name="quotation"),
    path(
        pgettext_lazy("address", "quotation/<uuid:token>/quotation.pdf"),
        quotation_views.quotation_pdf,
        name="quotation_pdf",
    ),
    path(pgettext_lazy("address", "quotation/<uuid:token>/buy/"), quotation_views.accept, name="quotation_accept"),
    path(
        pgettext_lazy("address", "quotation/<uuid:token>/decline/"), quotation_views.decline, name="quotation_decline"
    ),
    path(pgettext_lazy("address", "tell-me/stop/<slug:person>/"), watch_views.stop, name="stock_watch_stop"),
    path(pgettext_lazy("address", "tell-me/<path:sku>/"), watch_views.watch, name="stock_watch"),
    path(pgettext_lazy("address", "checkout/addresses/"), division_views.divide, name="checkout_division"),
    path(pgettext_lazy("address", "checkout/unpaid/<uuid:token>/"), paying_views.unpaid, name="order_unpaid"),
    path(pgettext_lazy("address", "checkout/cancel/<uuid:token>/"), paying_views.give_up, name="order_give_up"),
    path(pgettext_lazy("address", "checkout/change/<uuid:token>/"), change_views.change, name="order_change"),
    path(pgettext_lazy("address", "checkout/change/<uuid:token>/keep/"), change_views.keep, name="order_change_keep"),
    path(pgettext_lazy("address", "checkout/service-point/<uuid:token>/"), point_views.point, name="order_point"),
]
