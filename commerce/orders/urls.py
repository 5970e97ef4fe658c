from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.orders import views

urlpatterns = [
    path(pgettext_lazy("address", "orders/"), views.my_orders, name="account_orders"),
]
