from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail_modeladmin.options import modeladmin_register

from commerce.customers import security_views
from commerce.customers.mfa import has_second_factor
from commerce.customers.organisation_register import MembershipRegister, OrganisationRegister, VatCheckRegister
from commerce.register.register import RegisterGroup


@modeladmin_register
class Businesses(RegisterGroup):
    menu_label = gettext_lazy("Business customers")
    menu_item_name = "businesses"
    menu_icon = "group"
    menu_order = 205
    items = (OrganisationRegister, MembershipRegister, VatCheckRegister)


class NotInBulk:
    """Wagtail's own bulk actions would change access without a reason, an event or the lock-out rules."""

    def dispatch(self, request, *args, **kwargs):
        raise Http404


for action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
    refused = type(action.__name__, (NotInBulk, action), {})
    hooks.register("register_bulk_action", refused, order=100)  # after Wagtail's, which it replaces


@hooks.register("register_account_menu_item")
def two_step_log_in(request):
    name = "otp_recovery" if has_second_factor(request.user) else "otp_enrol"
    help_text = _("A code from your phone besides the password, and codes for when the phone is lost.")
    return {"url": reverse(name), "label": _("Two-step log-in"), "help_text": help_text}


@hooks.register("register_account_menu_item")
def password_and_address(request):
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("The password you log in with, in the shop and here."),
    }


@hooks.register("register_account_menu_item")
def logged_in_at(request):
    return {
        "url": reverse("usersessions_list"),
        "label": _("Where you are logged in"),
        "help_text": _("The browsers that are logged in as you, and how to log them out."),
    }


@hooks.register("register_admin_urls")
def security_addresses():
    return [
        path("users/<int:pk>/sessions/end/", security_views.end_sessions, name="user_sessions_end"),
        path("users/second-factor/", security_views.waiting, name="second_factor_resets"),
        path("users/second-factor/<int:pk>/", security_views.decide, name="second_factor_reset"),
    ]
