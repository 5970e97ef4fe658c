from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from operations.desk.linking import Linkable
from operations.monitoring import alarms, incidents, views
from operations.monitoring.register import AlarmRegister, ThresholdRegister
from operations.to_handle import Waiting

for register in (AlarmRegister, ThresholdRegister):
    modeladmin_register(register)


@hooks.register("register_operations_menu_item")
def alarms_item():
    return AlarmRegister().get_menu_item()


@hooks.register("register_operations_menu_item")
def thresholds_item():
    return ThresholdRegister().get_menu_item()


@hooks.register("register_admin_urls")
def addresses():
    return views.addresses()


@hooks.register("ticket_links")
def alarms_of_tickets():
    return [
        Linkable(kind="alarm", name=_("alarm"), hint=_("part of its name; the last one counts"), find=incidents.linked)
    ]


class AnswersItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.SEE_ANSWERS)


class CapacityItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.SEE_FIGURES)


@hooks.register("register_operations_menu_item")
def capacity_item():
    return CapacityItem(views.CAPACITY, reverse("capacity"), name="capacity", icon_name="order-up", order=330)


@hooks.register("register_operations_menu_item")
def answer_times_item():
    return AnswersItem(views.TITLE, reverse("answer_times"), name="answer-times", icon_name="time", order=300)


@hooks.register("insert_global_admin_css")
def looks_of_measuring():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/monitoring.css"))


@hooks.register("insert_global_admin_js")
def time_until_ready():
    """Each page of the admin tells how long it took, as the one who waited saw it."""
    return format_html(
        '<span hidden data-measured-at="{}"></span><script type="module" src="{}"></script>',
        reverse("measured"),
        static("admin/measured.js"),
    )


@hooks.register("operations_to_handle", order=10)
def alarms_that_are_open(request):
    if not request.user.has_perm("monitoring.view_alarm"):
        return []
    address = reverse("monitoring_alarm_modeladmin_index") + "?state=open"
    return [Waiting(label=_("Open alarms"), rows=alarms.open_alarms(), url=address)]
