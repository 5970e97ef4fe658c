from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.privacy import views

urlpatterns = [
    path(pgettext_lazy("address", "account/privacy/"), views.account, name="privacy_account"),
    path(pgettext_lazy("address", "account/privacy/copy/"), views.account_copy, name="privacy_account_copy"),
    path(
        pgettext_lazy("address", "account/privacy/copy/<uuid:token>/"),
        views.account_fetch,
        name="privacy_account_fetch",
    ),
    path(pgettext_lazy("address", "account/privacy/erase/"), views.account_erase, name="privacy_account_erase"),
    path(pgettext_lazy("address", "your-data/"), views.start, name="privacy_start"),
    path(pgettext_lazy("address", "your-data/<uuid:token>/"), views.by_link, name="privacy_by_link"),
    path(pgettext_lazy("address", "your-data/<uuid:token>/copy/"), views.link_copy, name="privacy_link_copy"),
    path(pgettext_lazy("address", "your-data/<uuid:token>/erase/"), views.link_erase, name="privacy_link_erase"),
    path(pgettext_lazy("address", "your-data/answer/<uuid:token>/"), views.outcome, name="privacy_outcome"),
]
