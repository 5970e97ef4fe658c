"""The register of users: the owner finds, invites, edits and disables people, and sets their level and roles."""

import django_filters
from django.contrib.auth.models import Group
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views import users as wagtail_users

from commerce.customers import access, invitation, resets, sessions
from commerce.customers.decisions import about_user
from commerce.customers.models import Level, User
from commerce.customers.user_forms import InvitationForm, UserEditForm
from commerce.register.export import Sheet, csv_response, xlsx_response


class UserFilterSet(WagtailFilterSet):
    level = django_filters.ModelMultipleChoiceFilter(
        queryset=Level.objects.all(), label=gettext_lazy("Level"), widget=CheckboxSelectMultiple
    )
    group = django_filters.ModelMultipleChoiceFilter(
        field_name="groups",
        queryset=Group.objects.order_by("name"),
        label=gettext_lazy("Role"),
        widget=CheckboxSelectMultiple,
    )
    is_active = django_filters.BooleanFilter(label=gettext_lazy("Active"), widget=BooleanRadioSelect)

    def __init__(self, *args, is_searching=False, **kwargs):
        super().__init__(*args, **kwargs)

    class Meta:
        model = User
        fields = ()


def role_names(user):
    return ", ".join(sorted(group.name for group in user.groups.all()))


def export_columns():
    roles = ArrayAgg("groups__name", filter=Q(groups__isnull=False), order_by="groups__name", default=Value([]))
    return [
        (_("E-mail address"), "email"),
        (_("First name"), "first_name"),
        (_("Last name"), "last_name"),
        (_("Level"), "level__name"),
        (_("Roles"), roles),
        (_("Active"), "is_active"),
        (_("Joined"), "date_joined"),
        (_("Last login"), "last_login"),
    ]


class IndexView(wagtail_users.IndexView):
    template_name = "wagtailadmin/generic/index.html"
    add_item_label = gettext_lazy("Invite a user")
    list_export = ("email",)  # shows Wagtail's export buttons; the columns are in `export_columns`

    @property
    def columns(self):
        name = self._get_title_column_class(wagtail_users.UserColumn)
        return [
            name("name", accessor=str, label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("level", label=_("Level"), sort_key="level__rank"),
            Column("roles", accessor=role_names, label=_("Roles")),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("level").prefetch_related("groups")

    def get_delete_url(self, instance):
        return None

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """The same files as every other register gives: all rows that the list would show, on however many pages."""
        found = User.objects.filter(pk__in=queryset.order_by().values("pk")).order_by("email")
        answer = csv_response if spreadsheet_format == self.FORMAT_CSV else xlsx_response
        return answer(Sheet(User, export_columns()), found, filename="users")


class RefusalInForm:
    """A change that `access` refuses is shown by the field it concerns, and nothing of the form is saved."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except access.AccessRefused as refused:
            form.add_error(refused.field, refused.message)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def send_invitation(self):
        try:
            invitation.send(self.object)
        except OSError:
            messages.error(self.request, _("The invitation could not be mailed. Send it again from the user's page."))
        else:
            messages.success(self.request, _("An invitation has been mailed to %s.") % self.object.email)


class InviteView(RefusalInForm, wagtail_users.CreateView):
    page_title = gettext_lazy("Invite a user")
    success_message = None
    submit_button_label = gettext_lazy("Invite")

    def save_instance(self):
        asked = {"by": self.request.user, "reason": self.form.cleaned_data["reason"], "now": timezone.now()}
        return invitation.invite(self.form.instance, self.form.access(), **asked)

    def save_action(self):
        self.send_invitation()
        return super().save_action()


class EditView(RefusalInForm, wagtail_users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def save_instance(self):
        form = self.form
        asked = {"by": self.request.user, "reason": form.cleaned_data["reason"], "now": timezone.now()}
        user = super().save_instance()
        access.change_access(user, form.access(), **asked)
        if "email" in form.changed_data:
            access.address_changed(user, **asked)
        if form.cleaned_data.get("reset_second_factor"):
            resets.ask(user, **asked)
        return user

    def save_action(self):
        if self.form.cleaned_data.get("send_invitation"):
            self.send_invitation()
        return super().save_action()

    def get_context_data(self, **kwargs):
        told = {
            "decisions": about_user(self.object),
            "sessions": sessions.of(self.object, current=self.request.session.session_key or ""),
            "reset": resets.waiting(timezone.now()).filter(user=self.object).first(),
        }
        return super().get_context_data(**told, **kwargs)


class NoDeleteView(wagtail_users.DeleteView):
    """People are disabled: orders and decisions keep pointing at them."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class UserViewSet(wagtail_users.UserViewSet):
    filterset_class = UserFilterSet
    template_prefix = "customers/users/"
    copy_view_enabled = False

    index_view_class = IndexView
    add_view_class = InviteView
    edit_view_class = EditView
    delete_view_class = NoDeleteView

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(usage_url_name=None, **kwargs)

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else InvitationForm
