"""What the shop says of itself around every page and in every mail: one for each language, drafted as pages are.

Without a live one the shop says what its templates say. How it is read: `cms.site.shown`.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.menus.entries import ADDRESS
from cms.preview.own_language import PreviewInOwnLanguage


class SocialLink(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=40, help_text=_("Such as Instagram"))
    address = blocks.URLBlock(label=_("Address"), max_length=300)

    class Meta:
        icon = "site"
        label = _("Link")
        label_format = "{name}"


class SocialLinks(blocks.StreamBlock):
    link = SocialLink()


class SiteSettings(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewInOwnLanguage,
    TranslatableMixin,
    models.Model,
):
    """The settings in one language. What is no text, and is left empty, is as in Swedish.

    A trigger bumps the version of `site` when what shoppers see of it changes (`cms.migrations`).
    """

    tagline = models.CharField(
        _("what the shop is"),
        max_length=200,
        blank=True,
        help_text=_("In a sentence or two, at the foot of every page"),
    )
    email = models.EmailField(
        _("customer service's e-mail"), blank=True, help_text=_("At the foot of every page and of every mail")
    )
    phone = models.CharField(
        _("customer service's phone"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9][0-9 ()-]+$", _("Write the number with digits, such as 08-123 45 67."))],
    )
    opening_hours = models.CharField(
        _("when it answers"), max_length=120, blank=True, help_text=_("Such as Weekdays 9–16")
    )
    social_links = StreamField(SocialLinks(required=False, max_num=6), verbose_name=_("the shop elsewhere"), blank=True)
    shared_picture = models.ForeignKey(
        "cms.ShopImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of pages that have no picture of their own"),
    )
    announcement = models.CharField(
        _("text"), max_length=140, blank=True, help_text=_("Above the head of every page, such as when orders are sent")
    )
    announcement_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page it leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in the settings' own language"),
    )
    announcement_address = models.CharField(
        _("or an address"), max_length=300, blank=True, help_text=_("Such as /sok/?q=lykta or https://…")
    )
    announcement_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    announcement_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="site_settings",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="site_settings",
        for_concrete_model=False,
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("announcement"),
                PageChooserPanel("announcement_page"),
                FieldPanel("announcement_address"),
                FieldRowPanel([FieldPanel("announcement_from"), FieldPanel("announcement_until")]),
            ],
            _("Announcement"),
        ),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("opening_hours")],
            _("Customer service"),
        ),
        MultiFieldPanel(
            [FieldPanel("tagline"), FieldPanel("social_links"), FieldPanel("shared_picture")],
            _("About the shop"),
        ),
        PublishingPanel(),
    ]
    override_translatable_fields = [
        TranslatableField("tagline"),
        TranslatableField("opening_hours"),
        TranslatableField("announcement"),
        SynchronizedField("email"),
        SynchronizedField("phone"),
        SynchronizedField("social_links"),
        SynchronizedField("shared_picture"),
        SynchronizedField("announcement_page"),
        SynchronizedField("announcement_address"),
        SynchronizedField("announcement_from"),
        SynchronizedField("announcement_until"),
    ]
    known_by = "locale"  # in every environment: `cms.promote.identity`
    is_setting = True

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.UniqueConstraint(
                fields=["locale"],
                name="one_site_settings_a_language",
                violation_error_message=_("There are already settings in that language."),
            )
        ]

    def __str__(self):
        return str(_("Site settings"))

    def clean(self):
        super().clean()
        faults = {}
        if self.announcement_page_id and self.announcement_address:
            faults["announcement_address"] = _("Choose a page or write an address, not both.")
        elif self.announcement_address and not ADDRESS.match(self.announcement_address):
            faults["announcement_address"] = _(
                "Write an address of the shop that begins with /, or one that begins with https://, mailto: or tel:."
            )
        if self.announcement_from and self.announcement_until and self.announcement_until <= self.announcement_from:
            faults["announcement_until"] = _("The end comes before the beginning.")
        if faults:
            raise ValidationError(faults)

    def get_preview_template(self, request, mode_name):
        return "cms/site/preview.html"

    def get_preview_context(self, request, mode_name):
        return {"draft": self}
