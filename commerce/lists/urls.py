from django.urls import path
from django.utils.translation import pgettext_lazy

from commerce.lists import views

urlpatterns = [
    path(pgettext_lazy("address", "lists/"), views.lists, name="saved_lists"),
    path(pgettext_lazy("address", "lists/new/"), views.new_list, name="saved_list_new"),
    path(pgettext_lazy("address", "lists/of-the-cart/"), views.keep_cart, name="saved_list_of_cart"),
    path(pgettext_lazy("address", "lists/put/"), views.put, name="saved_list_put"),
    path(pgettext_lazy("address", "lists/<int:pk>/"), views.one_list, name="saved_list"),
    path(pgettext_lazy("address", "lists/<int:pk>/name/"), views.rename, name="saved_list_rename"),
    path(pgettext_lazy("address", "lists/<int:pk>/share/"), views.share, name="saved_list_share"),
    path(pgettext_lazy("address", "lists/<int:pk>/copy/"), views.copy, name="saved_list_copy"),
    path(pgettext_lazy("address", "lists/<int:pk>/delete/"), views.delete, name="saved_list_delete"),
]
