"""What reviewers have said of a page, beside its text in the editor."""

from django.apps import apps
from django.urls import reverse
from wagtail.admin.panels import Panel

MOST = 50


class ReviewersPanel(Panel):
    """Only where somebody has said something. One query."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/reviewers_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            found = apps.get_model("cms", "PreviewComment").objects.filter(page=self.instance.pk)
            self.said = list(found.select_related("link").waiting_first()[:MOST]) if self.instance.pk else []

        def is_shown(self):
            return bool(self.said) and super().is_shown()

        def get_context_data(self, parent_context=None):
            address = f"{reverse('preview_comments')}?page={self.instance.pk}"
            return super().get_context_data(parent_context) | {"comments": self.said, "address": address}
