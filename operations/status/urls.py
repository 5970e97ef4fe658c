from django.urls import path
from django.utils.translation import pgettext_lazy

from operations.status import account_views

urlpatterns = [path(pgettext_lazy("address", "outages/"), account_views.outage_letters, name="outage_letters")]
