from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.orders import views
from commerce.orders.documents import views as document_views

urlpatterns = [
    path(pgettext_lazy("address", "orders/"), views.my_orders, name="account_orders"),
    path(
        pgettext_lazy("address", "orders/<uuid:token>/confirmation.pdf"),
        document_views.confirmation,
        name="order_confirmation_pdf",
    ),
    path(
        pgettext_lazy("address", "orders/<uuid:token>/invoice/<slug:number>.pdf"),
        document_views.invoice,
        name="order_invoice_pdf",
    ),
]
