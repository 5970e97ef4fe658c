from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.desk import linking, report_views, samples, targets, views
from operations.desk.models import Ticket
from operations.desk.register import Desk
from operations.desk.states import TicketState
from operations.to_handle import Waiting

DESK = Desk()
DESK.register_with_wagtail()

for register in DESK.modeladmin_instances:
    hooks.register("register_operations_menu_item", partial(register.get_menu_item))


@hooks.register("register_admin_urls")
def addresses():
    return [*views.addresses(), *report_views.addresses()]


@hooks.register("mail_samples")
def mails_of_tickets():
    return samples.samples()


class ReportItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.MAY_SEE)


@hooks.register("register_operations_menu_item")
def report_item():
    return ReportItem(
        _("Report on tickets"), reverse("tickets_report"), name="tickets-report", icon_name="doc-full", order=20
    )


@hooks.register("ticket_links", order=-1)
def orders_parcels_and_tickets():
    return linking.own()


@hooks.register("operations_to_handle", order=30)
def tickets_that_wait(request):
    """Tickets that nobody has accepted, and those that are late."""
    if not request.user.has_perm(views.MAY_HANDLE):
        return []
    address = reverse("desk_ticket_modeladmin_index")
    new, late = Ticket.objects.filter(state=TicketState.NEW), Ticket.objects.filter(targets.late(timezone.now()))
    return [
        Waiting(label=_("Tickets that nobody has accepted"), rows=new, url=f"{address}?state=new", is_urgent=False),
        Waiting(label=_("Tickets that are late"), rows=late, url=f"{address}?is=late"),
    ]
