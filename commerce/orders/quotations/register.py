"""The register of quotations, and one of them to read: what it says and what can be done with it now."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commerce.dashboard import Figure
from commerce.orders.desk.queues import TO_BUY, Queue
from commerce.orders.documents.links import OrderRegister
from commerce.orders.quotations import desk
from commerce.pricing import trace
from commerce.quotations import frozen
from commerce.quotations.models import Quotation
from commerce.quotations.states import QuotationState
from commerce.register.columns import EMPTY, chip, column, money
from commerce.register.filters import Choice, Period, one_of
from commerce.register.register import ReadOnly, Register
from commerce.register.views import RegisterInspect

TONES = {
    "draft": "quiet",
    "sent": "wait",
    "accepted": "good",
    "declined": "quiet",
    "expired": "quiet",
    "withdrawn": "quiet",
}


TO_ANSWER = Queue(
    code="quotations",
    stage=TO_BUY,
    label=_("Quotations to answer"),
    meaning=_("A customer has asked for a quotation. Write it and send it, or say why not."),
    permission=desk.MAY_SEE,
    rows=lambda now: Quotation.objects.filter(state=QuotationState.DRAFT, requested_at__isnull=False),
    since="requested_at",
    register="quotations_quotation",
    query="waits=yes",
    late=timedelta(days=1),
)


class QuotationPermissions(ReadOnly):
    """It is begun and written on pages of its own."""

    def user_can_create(self, user):
        return user.has_perm(desk.MAY_ADD)


class QuotationInspect(RegisterInspect):
    def get_fields_dict(self):
        return []

    def get_page_subtitle(self):
        return _("Quotation %(number)s") % {"number": self.instance}

    def get_context_data(self, **kwargs):
        found = Quotation.objects.select_related("user", "organisation", "made_by").get(pk=self.instance.pk)
        now, may_move = timezone.now(), self.request.user.has_perm(desk.MAY_MOVE)
        state = QuotationState(found.state)
        stands = state == QuotationState.SENT and not found.is_ended(now)
        versions = list(Quotation.objects.filter(number=found.number).exclude(pk=found.pk).order_by("version"))
        bought = state == QuotationState.ACCEPTED or any(one.state == QuotationState.ACCEPTED for one in versions)
        return super().get_context_data(
            quotation=found,
            chips=[self.model_admin.status(found)],
            lines=self._lines(found, now),
            sums=self._sums(found, now),
            versions=versions,
            orders=list(found.orders.order_by("pk")),
            can_write=may_move and state == QuotationState.DRAFT,
            can_withdraw=may_move and (stands or state == QuotationState.DRAFT),
            can_renew=may_move and state != QuotationState.DRAFT and not bought,
            **kwargs,
        )

    def _lines(self, found, now):
        rows = list(found.lines.order_by("position"))
        amounts = iter(frozen.reckon(found, rows, now=now).lines)
        names = trace.lists_of(line.price_source for line in rows)
        return [
            {
                "line": line,
                "unit": money(line.unit, found.currency) if line.unit is not None else None,
                "ordinary": money(line.ordinary_unit, found.currency) if line.ordinary_unit is not None else EMPTY,
                "sum": self._sum(next(amounts), found) if line.unit is not None else EMPTY,
                "trace": trace.told(line.price_source, names=names, currency=found.currency)
                if line.price_source
                else None,
            }
            for line in rows
        ]

    def _sum(self, parts, found):
        return money(parts.net if found.is_business else parts.gross, found.currency)

    def _sums(self, found, now):
        delivery = frozen.reckon(found, found.lines.order_by("position"), now=now).delivery
        shown = delivery.net if found.is_business else delivery.gross
        rows = [
            (found.delivery_name or _("Delivery"), shown),
            (_("Before VAT"), found.net),
            (_("VAT"), found.vat),
            (_("Total incl. VAT"), found.gross),
        ]
        return [(label, money(amount, found.currency)) for label, amount in rows]


class QuotationRegister(Register):
    model = Quotation
    menu_label = pgettext_lazy("admin", "Quotations")
    menu_icon = "doc-full"
    search_hint = _("Number, e-mail or company")
    list_display = ("name_of", "customer", "company", "begun", "through", "total", "status")
    list_select_related = ("user", "organisation")
    ordering = ("-created_at",)
    is_newest_first = True
    search_fields = ("number__startswith", "user__email", "organisation__name")
    permission_helper_class = QuotationPermissions
    inspect_view_class = QuotationInspect
    inspect_template_name = "modeladmin/quotations/quotation/inspect.html"
    history_view_enabled = False
    filters = (
        Choice(
            name="waits",
            label=_("To answer"),
            choices=lambda: [("yes", _("yes")), ("no", _("no"))],
            narrow=lambda rows, value: (
                rows.filter(state="draft", requested_at__isnull=False)
                if value == "yes"
                else rows.exclude(state="draft", requested_at__isnull=False)
            ),
        ),
        one_of("state", _("State"), QuotationState),
        Period(name="begun", label=_("Begun"), field="created_at"),
        Period(name="through", label=_("Valid through"), field="valid_until"),
    )
    export = (
        (_("Number"), "number"),
        (_("Version"), "version"),
        (_("State"), "state"),
        (_("E-mail address"), "user__email"),
        (_("Company"), "organisation__name"),
        (_("Asked for"), "requested_at"),
        (_("Sent"), "sent_at"),
        (_("Valid until"), "valid_until"),
        (_("Answered"), "answered_at"),
        (_("Before VAT"), "net"),
        (_("Total"), "gross"),
        (_("Why"), "why"),
    )

    @column(_("Quotation"), order="number")
    def name_of(self, quotation):
        return str(quotation)

    @column(_("Customer"), order="user__email")
    def customer(self, quotation):
        return quotation.user.email

    @column(_("Company"), order="organisation__name")
    def company(self, quotation):
        return quotation.organisation or EMPTY

    @column(_("Begun"), order="created_at")
    def begun(self, quotation):
        return quotation.created_at

    @column(_("Valid through"), order="valid_until")
    def through(self, quotation):
        return quotation.valid_through or EMPTY

    @column(_("Total"), order="gross", number=True)
    def total(self, quotation):
        return money(quotation.gross, quotation.currency)

    @column(_("State"), order="state")
    def status(self, quotation):
        if quotation.state == QuotationState.DRAFT and quotation.requested_at:
            return chip(_("asked for"), "wait")
        if quotation.is_ended(timezone.now()):
            return chip(QuotationState.EXPIRED.label)
        return chip(quotation.get_state_display(), TONES[quotation.state])

    def create_view(self, request):
        return desk.new(request)

    def get_links(self, instance, request):
        links = super().get_links(instance, request)
        if instance.sent_at:
            links.append((_("The quotation (PDF)"), reverse("quotation_document", args=[instance.pk])))
            links.append((_("The customer's page"), reverse("quotation", args=[instance.token])))
        return links

    def get_admin_urls_for_registration(self):
        return (*super().get_admin_urls_for_registration(), *desk.addresses())


def figures(user) -> list[Figure]:
    """Quotations that somebody has asked for. One query."""
    if not user.has_perm(desk.MAY_SEE):
        return []
    return [Figure(label=TO_ANSWER.label, count=TO_ANSWER.rows(timezone.now()).count(), url=TO_ANSWER.url)]


def _of_order(order, request):
    if order.quotation_id is None or not request.user.has_perm(desk.MAY_SEE):
        return []
    return [(_("The quotation"), reverse("quotations_quotation_modeladmin_inspect", args=[order.quotation_id]))]


OrderRegister.contribute(load=lambda rows, request: None, links=_of_order, place=40)
