from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import FormMixin
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.checks.form import CheckedPageForm
from cms.checks.panel import ChecksPanel
from cms.form_pages.asking import Builder
from cms.form_pages.models import FormSent
from cms.pages.base import ShopPage
from cms.storefront.editorial_context import editorial_context
from cms.story import StoryBlock

LONGEST_KEPT = 730


class FormPageForm(CheckedPageForm, WagtailAdminFormPageForm):
    """Refuses two questions that would have the same name, as Wagtail's; and what would not stand its checks."""


class FormPage(ShopPage, FormMixin):
    """A page with a form. What is sent is kept here, told to one receiver by mail, and forgotten in time."""

    form_builder = Builder
    base_form_class = FormPageForm

    intro = models.TextField(_("intro"), blank=True, max_length=400)
    body = StreamField(StoryBlock(required=False), verbose_name=_("body"), blank=True)
    button = models.CharField(_("button"), max_length=40, blank=True, help_text=_("Empty: Send"))
    thanks = RichTextField(_("thanks"), features=["bold", "italic", "link"], help_text=_("Shown when it has been sent"))
    receiver = models.EmailField(_("receiver"), help_text=_("Is told by mail of every form that is sent"))
    privacy = models.TextField(
        _("what the sender agrees to"),
        max_length=800,
        help_text=_("What the answers are used for, who reads them and how long they are kept. Stands by the tick"),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("kept for so many days"), default=90, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT)]
    )

    content_panels = [
        ChecksPanel(heading=_("Checks before publishing")),
        TitleFieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("body"),
        InlinePanel("form_fields", heading=_("Questions"), label=_("Question"), min_num=1),
        FieldRowPanel([FieldPanel("button"), FieldPanel("receiver")]),
        MultiFieldPanel([FieldPanel("privacy"), FieldPanel("keep_days")], _("Privacy")),
        FieldPanel("thanks"),
    ]
    search_fields = [*ShopPage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    parent_page_types = ["home.HomePage", "cms.StandardPage"]
    subpage_types = []
    template = "cms/form_page.html"
    landing_page_template = "form_pages/thanks.html"
    opening = "intro"

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")

    def page_context(self, request):
        return editorial_context(self, request, self.body) | {"form": self.get_form()}

    def get_submission_class(self):
        return FormSent

    def get_data_fields(self):
        return [*super().get_data_fields(), ("agreed", _("Agreed to"))]
