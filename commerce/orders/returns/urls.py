from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.orders.returns import withdrawal_views as views

urlpatterns = [
    path(pgettext_lazy("address", "withdraw/"), views.withdraw, name="withdraw"),
    path(pgettext_lazy("address", "withdraw/form/"), views.standard_form, name="withdrawal_form"),
    path(pgettext_lazy("address", "withdraw/<uuid:token>/"), views.withdraw, name="withdraw_order"),
    path(pgettext_lazy("address", "withdraw/received/<uuid:token>/"), views.kept, name="withdrawal_kept"),
    path(pgettext_lazy("address", "return/<uuid:token>/"), views.follow, name="return"),
    path(pgettext_lazy("address", "return/<uuid:token>/label.pdf"), views.label, name="return_label"),
]
