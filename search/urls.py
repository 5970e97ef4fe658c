from django.urls import path
from django.utils.translation import pgettext_lazy

from search import views

urlpatterns = [
    path(pgettext_lazy("address", "search/"), views.results, name="search"),
    path(pgettext_lazy("address", "search/suggestions/"), views.suggestions, name="search_suggestions"),
]
