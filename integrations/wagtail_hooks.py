from typing import Any

from django.db.models import Count, Q, QuerySet
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from commerce.dashboard import Figure, counts
from commerce.events.register import EventRegister
from commerce.orders.desk.queues import WRONG, Queue
from commerce.register.register import RegisterGroup
from integrations import invoice_files, price_paste, translation_files
from integrations.api.register import CallRegister, TokenRegister
from integrations.delivery_register import LONG_WAIT, DeliveryRegister, SystemRegister, stuck
from integrations.flows import board
from integrations.flows import views as flow_views
from integrations.flows.views import FlowsItem
from integrations.fortnox.register import FortnoxDocumentRegister, FortnoxPaymentRegister
from integrations.gateway import export_views, import_views, importing
from integrations.gateway.import_models import Import
from integrations.inbound_register import InboundRegister
from integrations.models import Delivery, DifferenceRow, InboundMessage
from integrations.names_register import NamesRegister
from integrations.reconciliation import views as reconciliation_views
from integrations.reconciliation.register import MAY_SEE, DifferenceRegister
from integrations.restored import register as restored
from integrations.warehouses.register import WarehouseFileRegister, WarehouseOrderRegister, queues
from integrations.webhooks.register import ReceiverRegister, SenderRegister


@modeladmin_register
class Integrations(RegisterGroup):
    menu_label = _("Integrations")
    menu_item_name = "integrations"
    menu_icon = "resubmit"
    menu_order = 240
    items = (
        DifferenceRegister,
        DeliveryRegister,
        InboundRegister,
        EventRegister,
        SystemRegister,
        ReceiverRegister,
        SenderRegister,
        TokenRegister,
        CallRegister,
        WarehouseOrderRegister,
        WarehouseFileRegister,
        FortnoxDocumentRegister,
        FortnoxPaymentRegister,
        NamesRegister,
        restored.RestoreQuestionRegister,
    )

    def get_submenu_items(self):
        """The board of flows first, then the registers."""
        return [FlowsItem.first(), *super().get_submenu_items()]


@hooks.register("register_admin_urls")
def addresses():
    address = "pricing/pricechangeset/<int:set_id>/paste/"
    return [
        path(address, price_paste.paste, name="price_set_paste"),
        *invoice_files.addresses(),
        *flow_views.addresses(),
        *reconciliation_views.addresses(),
        *translation_files.addresses(),
        *export_views.addresses(),
        *import_views.addresses(),
    ]


@hooks.register("insert_global_admin_css")
def looks_of_flows():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/flows.css"))


@hooks.register("insert_global_admin_css")
def looks_of_the_gateway():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/gateway.css"))


class ForTheBooks(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("orders.view_order")


@hooks.register("register_reports_menu_item")
def bookkeeping_item():
    return ForTheBooks(
        _("Bookkeeping (SIE)"), reverse("bookkeeping"), name="bookkeeping", icon_name="calendar", order=700
    )


class ForTranslations(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(translation_files.PERMISSION)


@hooks.register("register_reports_menu_item")
def translations_item():
    return ForTranslations(
        _("Translation files"),
        reverse("translations"),
        name="translation-files",
        icon_name="wagtail-localize-language",
        order=660,
    )


@hooks.register("register_reports_menu_item")
def exports_item():
    return export_views.ExportsItem(_("Exports"), reverse("exports"), name="exports", icon_name="download", order=650)


@hooks.register("register_reports_menu_item")
def imports_item():
    return import_views.ImportsItem(_("Imports"), reverse("imports"), name="imports", icon_name="upload", order=649)


@hooks.register("dashboard_figures", order=29)
def what_is_missed_or_waits_for_a_decision(request):
    """Flows that are late, differences, and imports that somebody else brought: one question for all."""
    asked: list[tuple[Any, str, QuerySet[Any]]] = []
    if request.user.has_perm(flow_views.MAY_SEE):
        asked.append((_("Flows that have not come in time"), reverse("flows"), board.open_misses()))
    if request.user.has_perm(MAY_SEE):
        address = f"{reverse('integrations_differencerow_modeladmin_index')}?state=open"
        is_open = DifferenceRow.objects.filter(state=DifferenceRow.State.OPEN)
        asked.append((_("Differences from other systems"), address, is_open))
    if request.user.has_perm(importing.MAY_APPROVE):
        held = Import.objects.filter(state=Import.State.HELD).exclude(by=request.user)
        asked.append((_("Imports that wait for a second person"), reverse("imports"), held))
    found = counts(*(rows for _words, _address, rows in asked)) if asked else []
    return [
        Figure(label=words, count=count, url=address, is_urgent=True)
        for (words, address, _rows), count in zip(asked, found, strict=True)
    ]


@hooks.register("dashboard_figures", order=28)
def what_must_be_decided_after_a_restore(request):
    return [
        Figure(label=_("Questions after a restore"), count=count, url=address, is_urgent=True)
        for count, address in restored.figures(request)
    ]


@hooks.register("dashboard_figures", order=30)
def deliveries_that_need_a_look(request):
    if not request.user.has_perm("integrations.view_delivery"):
        return []
    late = Q(state__in=Delivery.OPEN, due_at__lt=timezone.now() - LONG_WAIT)
    stopped = Q(state=Delivery.State.STOPPED)
    found = Delivery.objects.filter(late | stopped).aggregate(
        late=Count("pk", filter=late), stopped=Count("pk", filter=stopped)
    )
    address = reverse("integrations_delivery_modeladmin_index")
    return [
        Figure(label=_("Deliveries stopped"), count=found["stopped"], url=f"{address}?state=stopped", is_urgent=True),
        Figure(label=_("Deliveries waiting over an hour"), count=found["late"], url=f"{address}?state=waiting"),
    ]


@hooks.register("order_desk_queues")
def messages_about_orders_that_fail():
    """What does not get through to a customer or a partner, where it is about an order."""
    return [
        Queue(
            code="messages",
            stage=WRONG,
            label=_("Messages that do not get through"),
            meaning=_("A mail, a charge or an invoice about an order that has stopped, or has waited over an hour."),
            permission="integrations.view_delivery",
            rows=lambda now: stuck(Delivery.objects.filter(subject__startswith="order:"), now),
            since="due_at",
            register="integrations_delivery",
            query="stuck=yes&q=order:",
            is_problem=True,
        )
    ]


@hooks.register("order_desk_queues")
def what_to_call_warehouses_about():
    return queues()


@hooks.register("dashboard_figures", order=31)
def messages_that_need_a_look(request):
    if not request.user.has_perm("integrations.view_inboundmessage"):
        return []
    late = Q(state=InboundMessage.State.WAITING, received_at__lt=timezone.now() - LONG_WAIT)
    parked = Q(state=InboundMessage.State.PARKED)
    found = InboundMessage.objects.filter(late | parked).aggregate(
        late=Count("pk", filter=late), parked=Count("pk", filter=parked)
    )
    address = reverse("integrations_inboundmessage_modeladmin_index")
    return [
        Figure(label=_("Messages parked"), count=found["parked"], url=f"{address}?state=parked"),
        Figure(label=_("Messages waiting over an hour"), count=found["late"], url=f"{address}?state=waiting"),
    ]
