"""The checks on top of a page's editor: what the draft, as it is saved, is found to lack."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import Panel

from cms.checks.faults import faults


class ChecksPanel(Panel):
    """A line when all is well, else each fault with its reason. Until the page has been saved it says nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/checks_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            found = faults(self.instance, now=timezone.now())
            return super().get_context_data(parent_context) | {
                "faults": found,
                "blocking": sum(fault.is_blocking for fault in found),
                "address": reverse("page_checks", args=[self.instance.pk]),
            }
