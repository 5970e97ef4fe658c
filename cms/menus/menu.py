"""The menus that editors compose, one for each place and language, drafted and published as pages are."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from cms.menus.entries import Entries
from cms.preview.own_language import PreviewInOwnLanguage

HEAD, FOOT = "head", "foot"
PLACES = [(HEAD, _("Departments, at the top")), (FOOT, _("At the foot of the page"))]


class Menu(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewInOwnLanguage,
    TranslatableMixin,
    models.Model,
):
    """What stands in one place in one language. Without a live one, the menu follows the tree of pages.

    A trigger bumps the version of `site` when what shoppers see of it changes (`cms.migrations.0020`).
    """

    place = models.CharField(_("where"), max_length=10, choices=PLACES)
    entries = StreamField(Entries(required=False), verbose_name=_("entries"), blank=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="menu",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="menu",
        for_concrete_model=False,
    )

    panels = [FieldPanel("place"), FieldPanel("entries"), PublishingPanel()]
    override_translatable_fields: list = []
    known_by = "place"  # in every environment: `cms.promote.identity`

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "locale"],
                name="one_menu_in_a_place",
                violation_error_message=_("There is already a menu in that place in that language."),
            )
        ]

    def __str__(self):
        return str(self.get_place_display())

    def get_preview_template(self, request, mode_name):
        return "cms/menus/preview.html"

    def get_preview_context(self, request, mode_name):
        return {"menu": self}
