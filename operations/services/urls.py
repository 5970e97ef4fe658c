from django.urls import path
from django.utils.translation import pgettext_lazy

from operations.services import account_views

urlpatterns = [
    path(pgettext_lazy("address", "services/"), account_views.catalogue, name="services"),
    path(pgettext_lazy("address", "services/cart/"), account_views.cart, name="service_cart"),
    path(pgettext_lazy("address", "services/cart/<int:pk>/"), account_views.choice, name="service_choice"),
    path(pgettext_lazy("address", "services/cart/<int:pk>/remove/"), account_views.drop, name="service_drop"),
    path(pgettext_lazy("address", "services/orders/"), account_views.orders, name="service_orders"),
    path(pgettext_lazy("address", "services/orders/<int:number>/"), account_views.order, name="service_order"),
    path(
        pgettext_lazy("address", "services/orders/<int:number>/approve/"),
        account_views.approve_all,
        name="service_approve_all",
    ),
    path(
        pgettext_lazy("address", "services/orders/<int:number>/<int:position>/cancel/"),
        account_views.cancel,
        name="service_cancel",
    ),
    path(
        pgettext_lazy("address", "services/orders/<int:number>/<int:position>/decide/"),
        account_views.decide,
        name="service_decide",
    ),
    path(pgettext_lazy("address", "services/order/<slug:code>/"), account_views.service, name="service"),
]
