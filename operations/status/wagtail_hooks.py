from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.status import disturbance_views, outage_views, samples
from operations.status.planned import NOTICE, PlannedOutage
from operations.to_handle import Waiting


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [*outage_views.addresses(), *disturbance_views.addresses()]


@hooks.register("register_operations_menu_item")
def outages_item() -> MenuItem:
    return outage_views.OutagesItem(
        outage_views.TITLE, reverse("outages"), name="outages", icon_name="calendar-alt", order=30
    )


@hooks.register("register_operations_menu_item")
def level_item() -> MenuItem:
    return disturbance_views.LevelItem(
        disturbance_views.TITLE, reverse("service_level"), name="service-level", icon_name="clipboard-list", order=31
    )


@hooks.register("mail_samples")
def mails_of_outages():
    return samples.samples()


@hooks.register("insert_global_admin_css")
def looks_of_outages() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/status.css"))


@hooks.register("operations_to_handle", order=20)
def outages_to_approve(request):
    """Those that can still be approved."""
    if not request.user.has_perm(outage_views.MAY_APPROVE):
        return []
    waiting = PlannedOutage.objects.filter(state=PlannedOutage.State.PROPOSED, starts_at__gte=timezone.now() + NOTICE)
    return [Waiting(label=_("Planned outages to approve"), rows=waiting, url=reverse("outages"))]
