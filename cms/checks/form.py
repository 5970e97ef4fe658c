"""Says in the editor what would be refused at the door, beside the fields, before anything is saved."""

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from cms.checks.faults import blocking

PUBLIC_ACTIONS = ("action-publish", "action-submit", "action-restart-workflow")


class CheckedPageForm(WagtailAdminPageForm):
    """A draft may be anything; what is about to become public is held against the page's checks."""

    def _post_clean(self):
        super()._post_clean()
        if self.becomes_public() and not self.errors:
            for fault in blocking(self.instance, now=timezone.now(), skip=self.instance.checked_elsewhere):
                self.add_error(None, fault.text)

    def becomes_public(self):
        is_approved = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return is_approved or any(action in self.data for action in PUBLIC_ACTIONS)
