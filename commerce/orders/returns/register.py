"""The registers of returns and of notices that match no order. They are read and moved on, never edited."""

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commerce.orders.desk.queues import TO_HANDLE
from commerce.orders.documents.links import OrderRegister
from commerce.orders.models import Notice, Return, ReturnLine
from commerce.orders.returns import desk as return_desk
from commerce.orders.states import ReturnState
from commerce.register.columns import EMPTY, chip, column, link, money
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from commerce.register.views import RegisterInspect

STATE_TONES = {"requested": "wait", "acknowledged": "wait", "received": "wait", "settled": "good", "refused": "quiet"}


class ReturnInspect(RegisterInspect):
    """One return: what it is about, what came, what is due, and what can be done with it now."""

    def get_fields_dict(self):
        return []

    def get_page_subtitle(self):
        return _("Return %(number)s") % {"number": self.instance}

    def get_context_data(self, **kwargs):
        returned = Return.objects.select_related("order", "handled_by", "credit_note").get(pk=self.instance.pk)
        return super().get_context_data(
            returned=returned,
            chips=[self.model_admin.status(returned), *([self.model_admin.look(returned)] if returned.doubt else [])],
            **return_desk.on_return(returned, self.request.user),
            **kwargs,
        )


class NoticeInspect(RegisterInspect):
    def get_fields_dict(self):
        return []

    def get_page_subtitle(self):
        return _("Notice from %(name)s") % {"name": self.instance.name}

    def get_context_data(self, **kwargs):
        may_handle = self.request.user.has_perm(return_desk.MAY_MOVE) and not self.instance.handled_at
        return super().get_context_data(notice=self.instance, may_handle=may_handle, **kwargs)


class ReturnRegister(Register):
    model = Return
    menu_label = pgettext_lazy("admin", "Returns")
    menu_icon = "resubmit"
    search_hint = _("Order number, name or e-mail")
    list_display = ("name_of", "came", "customer", "pieces", "status", "look", "given")
    list_select_related = ("order",)
    ordering = ("-requested_at",)
    is_newest_first = True
    search_fields = ("order__number__startswith", "name", "email")
    permission_helper_class = ReadOnly
    inspect_view_class = ReturnInspect
    inspect_template_name = "modeladmin/orders/return/inspect.html"
    history_view_enabled = False
    filters = (
        Choice(
            name="waits",
            label=_("To handle"),
            choices=lambda: [("yes", _("yes")), ("no", _("no"))],
            narrow=lambda rows, value: (
                rows.filter(state__in=TO_HANDLE) if value == "yes" else rows.exclude(state__in=TO_HANDLE)
            ),
        ),
        one_of("state", _("State"), ReturnState),
        one_of("doubt", _("To look at"), Return.Doubt),
        one_of("kind", _("Kind"), Return.Kind),
        Period(name="came", label=_("Came in"), field="requested_at"),
    )
    export = (
        (_("Order"), "order__number"),
        (_("Number"), "number"),
        (_("Kind"), "kind"),
        (_("State"), "state"),
        (_("To look at"), "doubt"),
        (_("Name"), "name"),
        (_("E-mail address"), "email"),
        (_("Came in"), "requested_at"),
        (_("Received"), "received_at"),
        (_("Settled"), "settled_at"),
        (_("Given back"), "amount"),
        (_("Of it delivery"), "delivery"),
        (_("Why"), "why"),
    )

    def load(self, rows, request):
        counted = ReturnLine.objects.filter(returned__in=rows).values_list("returned").annotate(Sum("quantity"))
        pieces = dict(counted)
        for row in rows:
            row.counted_pieces = pieces.get(row.pk, 0)
        super().load(rows, request)

    @column(_("Return"))
    def name_of(self, returned):
        return str(returned)

    @column(_("Came in"), order="requested_at")
    def came(self, returned):
        return returned.requested_at

    @column(_("Customer"), order="email")
    def customer(self, returned):
        return returned.email

    @column(_("Pieces"), number=True)
    def pieces(self, returned):
        return returned.counted_pieces

    @column(_("State"), order="state")
    def status(self, returned):
        return chip(returned.get_state_display(), STATE_TONES[returned.state])

    @column(_("To look at"), order="doubt")
    def look(self, returned):
        if not returned.doubt:
            return EMPTY
        return chip(returned.get_doubt_display(), "bad" if returned.state == ReturnState.REQUESTED else "quiet")

    @column(_("Given back"), order="amount", number=True)
    def given(self, returned):
        return EMPTY if returned.amount is None else money(returned.amount, returned.order.currency)

    def get_links(self, instance, request):
        links = super().get_links(instance, request)
        if request.user.has_perm("orders.view_order"):
            address = reverse("orders_order_modeladmin_inspect", args=[instance.order_id])
            links = [*links, (_("The order"), address)]
        return [*links, (_("The customer's page"), reverse("return", args=[instance.token]))]

    def get_admin_urls_for_registration(self):
        return (*super().get_admin_urls_for_registration(), *return_desk.addresses())


class NoticeRegister(Register):
    model = Notice
    menu_label = pgettext_lazy("admin", "Notices without an order")
    menu_icon = "mail"
    search_hint = _("Name, e-mail or order number")
    list_display = ("name", "came", "email", "order_number", "status", "became")
    list_select_related = ("returned__order",)
    ordering = ("-received_at",)
    is_newest_first = True
    search_fields = ("order_number__startswith", "name", "email")
    permission_helper_class = ReadOnly
    inspect_view_class = NoticeInspect
    inspect_template_name = "modeladmin/orders/return/notice.html"
    history_view_enabled = False
    filters = (
        Choice(
            name="waits",
            label=_("To handle"),
            choices=lambda: [("yes", _("yes")), ("no", _("no"))],
            narrow=lambda rows, value: rows.filter(handled_at__isnull=value == "yes"),
        ),
        Period(name="came", label=_("Came in"), field="received_at"),
    )
    export = (
        (_("Name"), "name"),
        (_("E-mail address"), "email"),
        (_("Order number"), "order_number"),
        (_("Goods"), "goods"),
        (_("Note"), "note"),
        (_("Came in"), "received_at"),
        (_("Handled"), "handled_at"),
        (_("Answer"), "answer"),
    )

    @column(_("Came in"), order="received_at")
    def came(self, notice):
        return notice.received_at

    @column(_("State"), order="handled_at")
    def status(self, notice):
        return chip(_("handled"), "good") if notice.handled_at else chip(_("to handle"), "wait")

    @column(_("Return"))
    def became(self, notice):
        if notice.returned is None:
            return EMPTY
        return link(reverse("orders_return_modeladmin_inspect", args=[notice.returned_id]), notice.returned)


OrderRegister.contribute(load=lambda rows, request: None, links=return_desk.links_of_order, place=20)
