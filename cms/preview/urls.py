from django.urls import path
from django.utils.translation import pgettext_lazy

from cms.preview import views

urlpatterns = [
    path(pgettext_lazy("address", "preview/leave/"), views.leave, name="preview_leave"),
    path(pgettext_lazy("address", "preview/<str:token>/"), views.open_link, name="preview_open"),
]
