from django.urls import path
from django.utils.translation import pgettext_lazy

from operations.desk import account_views

urlpatterns = [
    path(pgettext_lazy("address", "tickets/"), account_views.tickets, name="tickets"),
    path(pgettext_lazy("address", "tickets/new/"), account_views.new, name="ticket_new"),
    path(pgettext_lazy("address", "tickets/<int:number>/"), account_views.one, name="ticket"),
    path(pgettext_lazy("address", "tickets/<int:number>/follow/"), account_views.follow, name="ticket_follow_mine"),
    path(pgettext_lazy("address", "tickets/<int:number>/file/<int:pk>/"), account_views.file, name="ticket_file"),
]
