from django.urls import path
from django.utils.translation import pgettext_lazy

from cms.preview import beside, comment_views, views

urlpatterns = [
    path(pgettext_lazy("address", "preview/leave/"), views.leave, name="preview_leave"),
    path(pgettext_lazy("address", "preview/comment/"), comment_views.comment, name="preview_comment"),
    path(pgettext_lazy("address", "preview/beside/"), beside.beside, name="preview_beside"),
    path(pgettext_lazy("address", "preview/<str:token>/"), views.open_link, name="preview_open"),
]
