"""The first page of the order desk: what waits, in the order that an order goes."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from commerce.orders.desk import queues

TITLE = gettext_lazy("Order desk")


class DeskItem(MenuItem):
    @classmethod
    def first(cls):
        return cls(TITLE, reverse("order_desk"), name="order-desk", icon_name="tasks", order=0)

    def is_shown(self, request):
        return request.user.has_perm("orders.view_order")


@require_safe
def desk(request):
    """Every queue that this person may see. One query beside those of the user's permissions."""
    if not request.user.has_perm("orders.view_order"):
        raise PermissionDenied
    waiting = queues.read(queues.offered(request.user), now=timezone.now())
    stages = [
        (code, words, [one for one in waiting if one.queue.stage == code]) for code, words in queues.STAGES.items()
    ]
    context = {
        "stages": [stage for stage in stages if stage[2]],
        "index_url": reverse("orders_order_modeladmin_index"),
        "breadcrumbs_items": [{"url": "", "label": _("Order desk")}],
        "page_title": TITLE,
        "header_title": TITLE,
        "header_icon": "tasks",
    }
    return render(request, "modeladmin/orders/order/desk.html", context)


def addresses():
    return [path("orders/desk/", desk, name="order_desk")]
