from django.http import Http404
from wagtail import hooks
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction


class NotInBulk:
    """Wagtail's own bulk actions would change access without a reason, an event or the lock-out rules."""

    def dispatch(self, request, *args, **kwargs):
        raise Http404


for action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
    refused = type(action.__name__, (NotInBulk, action), {})
    hooks.register("register_bulk_action", refused, order=100)  # after Wagtail's, which it replaces
