"""The registers of service orders and of their parts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

from commerce.register.columns import EMPTY, column, money
from commerce.register.filters import Period, one_of, related
from commerce.register.register import ReadOnly, Register, RegisterGroup
from commerce.register.views import RegisterInspect
from operations.services import order_views
from operations.services.catalogue import Service
from operations.services.ordered import PartState, ServiceOrder, ServicePart
from operations.services.words import part_chip


class OrderInspect(RegisterInspect):
    """One order: who asked, and each part with what can be done about it."""

    def get_fields_dict(self):
        return []

    def get_context_data(self, **kwargs):
        people = ("requester", "organisation", "goods")
        found = ServiceOrder.objects.select_related(*people).get(pk=self.instance.pk)
        return super().get_context_data(order=found, **order_views.on_order(found, self.request.user), **kwargs)


class ServiceOrderRegister(Register):
    model = ServiceOrder
    menu_label = _("Service orders")
    menu_icon = "clipboard-list"
    menu_order = 13
    search_hint = _("Number, e-mail, organisation, recipient")
    list_display = ("numbered", "asked_by", "organisation", "placed_at", "how_many", "standing")
    list_select_related = ("requester", "organisation")
    ordering = ("-placed_at",)
    is_newest_first = True
    search_fields = ("number__startswith", "requester__email", "organisation__name", "parts__recipient_name")
    permission_helper_class = ReadOnly
    inspect_view_class = OrderInspect
    inspect_template_name = "modeladmin/services/order.html"
    history_view_enabled = False
    panels = (FieldPanel("reference"),)
    filters = (
        one_of("part", _("With a part that"), PartState, field="parts__state"),
        Period(name="placed", label=_("Placed"), field="placed_at"),
    )
    export = (
        (_("Number"), "number"),
        (_("Ordered by"), "requester__email"),
        (_("Organisation"), "organisation__name"),
        (_("Placed"), "placed_at"),
        (_("Your reference"), "reference"),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).distinct()

    def title_of(self, instance):
        return str(_("Service order %(number)s") % {"number": instance.number})

    def load(self, rows, request):
        super().load(rows, request)
        order_views.load_parts(rows)

    @column(_("Number"), order="number")
    def numbered(self, order):
        return str(order.number)

    @column(_("Ordered by"))
    def asked_by(self, order):
        return str(order.requester)

    @column(_("Parts"))
    def how_many(self, order):
        return str(len(order.shown_parts))

    @column(_("State"))
    def standing(self, order):
        return order_views.standing(order.shown_parts)


class ServicePartRegister(Register):
    model = ServicePart
    menu_label = _("Parts of service orders")
    menu_icon = "tasks"
    menu_order = 14
    search_hint = _("Number, recipient, service")
    list_display = ("numbered", "service", "recipient_name", "company", "status", "cost", "handler")
    list_select_related = ("order__organisation", "version", "ticket__assigned_to")
    ordering = ("-order__number", "position")
    search_fields = ("order__number__startswith", "recipient_name", "version__name")
    permission_helper_class = ReadOnly
    history_view_enabled = False
    inspect_view_enabled = False
    panels = (FieldPanel("recipient_name"),)
    filters = (
        one_of("state", _("State"), PartState),
        related(
            "service", pgettext_lazy("catalogue", "Service"), Service.objects.all, path="version__service", title="code"
        ),
        Period(name="placed", label=_("Placed"), field="order__placed_at"),
        Period(name="done", label=_("Done"), field="ticket__solved_at"),
    )
    export = (
        (_("Service order"), "order__number"),
        (_("Part"), "position"),
        (_("Service"), "version__name"),
        (_("Version"), "version__number"),
        (_("Recipient"), "recipient_name"),
        (_("Organisation"), "order__organisation__name"),
        (_("Your reference"), "order__reference"),
        (_("State"), "state"),
        (_("Ticket"), "ticket__number"),
        (_("Placed"), "order__placed_at"),
        (_("Done"), "ticket__solved_at"),
        (_("Quantity"), "quantity"),
        (_("Price of one, excl. VAT"), "unit_net"),
        (_("Price, excl. VAT"), "net"),
        (_("VAT, percent"), "vat_rate"),
        (_("Price, incl. VAT"), "gross"),
    )

    @column(_("Number"), order="order__number")
    def numbered(self, part):
        return order_views.link_to(part)

    @column(pgettext_lazy("catalogue", "Service"), order="version__name")
    def service(self, part):
        return str(part.version)

    @column(_("Organisation"), order="order__organisation__name")
    def company(self, part):
        return str(part.order.organisation) if part.order.organisation else EMPTY

    @column(_("State"), order="state")
    def status(self, part):
        return part_chip(part)

    @column(_("Price, excl. VAT"), order="net")
    def cost(self, part):
        return money(part.net, "SEK")

    @column(_("Handled by"))
    def handler(self, part):
        assigned = part.ticket.assigned_to if part.ticket else None
        return str(assigned) if assigned else EMPTY


class ServiceOrders(RegisterGroup):
    """Its items hang in the menu of operations, not in one of their own."""

    add_to_admin_menu = False
    items = (ServiceOrderRegister, ServicePartRegister)
