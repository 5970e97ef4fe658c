"""The registers of tickets, of the matrix, of the targets and of the categories."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from commerce.register.columns import EMPTY, chip, column, moment
from commerce.register.filters import Choice, Period, one_of, related
from commerce.register.register import Register, RegisterGroup, RegisterPermissions
from commerce.register.views import RegisterInspect
from operations.desk import targets, views
from operations.desk.forms import TicketForm
from operations.desk.models import MatrixCell, Priority, Rank, Ticket, TicketCategory
from operations.desk.states import FINISHED, UNFINISHED, TicketState
from operations.desk.words import priority_chip, state_chip


class Opened(RegisterPermissions):
    """A ticket is opened here; it then moves by its own page, and stays."""

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class OnlyChanged(RegisterPermissions):
    """The rows are there from the beginning: they are changed, never added or taken away."""

    def user_can_create(self, user):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class TicketInspect(RegisterInspect):
    """One ticket: where it stands, what has happened, and what can be done now."""

    def get_fields_dict(self):
        return []

    def get_context_data(self, **kwargs):
        people = ("requester", "organisation", "category", "assigned_to")
        ticket = Ticket.objects.select_related(*people).get(pk=self.instance.pk)
        return super().get_context_data(ticket=ticket, **views.on_ticket(ticket, self.request.user), **kwargs)


class TicketRegister(Register):
    model = Ticket
    menu_label = _("Tickets")
    menu_icon = "help"
    menu_order = 10
    search_hint = _("Number, words of the title, e-mail")
    list_display = (
        "numbered",
        "title",
        "rank",
        "status",
        "sort",
        "category",
        "asked_by",
        "handler",
        "opened_at",
        "due",
    )
    list_select_related = ("requester", "assigned_to", "category")
    ordering = ("-opened_at",)
    is_newest_first = True
    search_fields = ("number__startswith", "title", "sender_email", "requester__email", "organisation__name")
    permission_helper_class = Opened
    form_class = TicketForm
    inspect_view_class = TicketInspect
    inspect_template_name = "modeladmin/desk/ticket.html"
    history_view_enabled = False
    panels = (
        MultiFieldPanel([FieldRowPanel([FieldPanel("kind"), FieldPanel("category")])], _("What kind")),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("text")], _("What it is about")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("impact"), FieldPanel("urgency")])], _("How much it matters")),
        MultiFieldPanel([FieldPanel("requester_email")], _("Who asks")),
    )
    filters = (
        Choice(
            name="is",
            label=_("Shown"),
            choices=lambda: [("open", _("unfinished")), ("late", _("late")), ("done", _("finished"))],
            narrow=lambda rows, value: {
                "open": lambda: rows.filter(state__in=UNFINISHED),
                "late": lambda: rows.filter(targets.late(timezone.now())),
                "done": lambda: rows.filter(state__in=FINISHED),
            }[value](),
        ),
        one_of("state", _("State"), TicketState),
        one_of("priority", _("Priority"), Rank),
        one_of("kind", _("Kind"), Ticket.Kind),
        related("category", pgettext_lazy("ticket", "Category"), TicketCategory.objects.all),
        Period(name="opened", label=_("Opened"), field="opened_at"),
    )
    export = (
        (_("Number"), "number"),
        (_("Kind"), "kind"),
        (_("What it is about"), "title"),
        (pgettext_lazy("ticket", "Category"), "category__name"),
        (_("Priority"), "priority"),
        (_("Why another priority"), "priority_reason"),
        (_("State"), "state"),
        (_("Organisation"), "organisation__name"),
        (_("Opened"), "opened_at"),
        (_("First answer"), "answered_at"),
        (_("Solved"), "solved_at"),
        (_("Closed"), "closed_at"),
    )

    def title_of(self, instance):
        return f"{instance.number} {instance.title}"

    def get_success_url(self, instance):
        return self.url_helper.get_action_url("inspect", instance.pk)

    @column(_("Number"), order="number")
    def numbered(self, ticket):
        return str(ticket.number)

    @column(_("Priority"), order="priority")
    def rank(self, ticket):
        return priority_chip(ticket)

    @column(_("State"), order="state")
    def status(self, ticket):
        return state_chip(ticket)

    @column(_("Kind"), order="kind")
    def sort(self, ticket):
        return ticket.get_kind_display()

    @column(_("Requester"))
    def asked_by(self, ticket):
        return ticket.from_name or EMPTY

    @column(_("Handled by"))
    def handler(self, ticket):
        return str(ticket.assigned_to) if ticket.assigned_to else EMPTY

    @column(_("To be solved"), order="solve_due_at")
    def due(self, ticket):
        if ticket.is_finished:
            return EMPTY
        if ticket.is_solving_late(timezone.now()):
            return chip(_("late"), "bad")
        return moment(ticket.solve_due_at) if ticket.solve_due_at else chip(_("stands still"))


class MatrixRegister(Register):
    model = MatrixCell
    menu_label = _("Proposed priorities")
    menu_icon = "table"
    menu_order = 80
    list_display = ("weight", "pressing", "rank")
    ordering = ("impact", "urgency")
    permission_helper_class = OnlyChanged
    inspect_view_fields = list_display
    panels = (FieldPanel("impact", read_only=True), FieldPanel("urgency", read_only=True), FieldPanel("priority"))
    export = ((_("Impact"), "impact"), (_("Urgency"), "urgency"), (_("Priority"), "priority"))

    @column(_("Impact"), order="impact")
    def weight(self, cell):
        return f"{cell.impact}. {cell.get_impact_display()}"

    @column(_("Urgency"), order="urgency")
    def pressing(self, cell):
        return f"{cell.urgency}. {cell.get_urgency_display()}"

    @column(_("Priority"), order="priority")
    def rank(self, cell):
        return priority_chip(cell)


class PriorityRegister(Register):
    model = Priority
    menu_label = _("Targets per priority")
    menu_icon = "time"
    menu_order = 81
    list_display = ("rank", "answer_minutes", "solve_minutes")
    ordering = ("rank",)
    permission_helper_class = OnlyChanged
    inspect_view_fields = list_display
    panels = (FieldPanel("rank", read_only=True), FieldPanel("answer_minutes"), FieldPanel("solve_minutes"))
    export = (
        (_("Priority"), "rank"),
        (_("First answer, minutes"), "answer_minutes"),
        (_("Solved, minutes"), "solve_minutes"),
    )


class CategoryRegister(Register):
    model = TicketCategory
    menu_label = _("Categories of tickets")
    menu_icon = "list-ul"
    menu_order = 82
    list_display = ("name", "name_en", "position", "is_offered")
    ordering = ("position", "name")
    search_fields = ("name", "name_en")
    inspect_view_fields = list_display
    panels = (
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("position"), FieldPanel("is_offered")]),
    )
    export = (
        (_("Name"), "name"),
        (_("Name in English"), "name_en"),
        (_("Position"), "position"),
        (_("Offered"), "is_offered"),
    )


class Desk(RegisterGroup):
    """Its items hang in the menu of operations, not in one of their own."""

    add_to_admin_menu = False
    items = (TicketRegister, MatrixRegister, PriorityRegister, CategoryRegister)
