from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.orders.approvals import views as approval_views

urlpatterns = [
    path(pgettext_lazy("address", "company/approvals/"), approval_views.approvals, name="organisation_approvals"),
    path(
        pgettext_lazy("address", "company/approvals/<uuid:token>/"),
        approval_views.approval,
        name="organisation_approval",
    ),
]
