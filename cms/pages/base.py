from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.compat import HTTPMethod
from wagtail.models import Page, Revision

from cms import pictures
from cms.checks import door, links, writing
from cms.checks.form import CheckedPageForm
from cms.desk.reviewers import ReviewersPanel
from cms.preview import panel
from cms.storefront.context import settings_of
from cms.storefront.frame import absolute, frame_of
from cms.storefront.sharing import shared_picture
from commerce.customers.models import Level

PREVIEW_LEVELS = [
    (Level.KONSUMENT, _("As Konsument")),
    (Level.USER, _("As User")),
    (Level.PRO, _("As Pro")),
    (Level.PREMIUM, _("As Premium")),
    (panel.MODE, _("As chosen …")),
]


class ShopPage(Page):
    """What every page of the shop has: a picture for sharing, and a preview as each level."""

    social_image = models.ForeignKey(
        "cms.ShopImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
                FieldPanel("show_in_menus"),
            ],
            _("For search engines and menus"),
        )
    ]

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    shown_with = ()  # relations to read with the page when it is served
    opening = ""  # the field that says in a sentence what the page is about
    checks = (
        writing.alt_texts,
        writing.headings,
        writing.contrasts,
        links.inside_links,
        links.outside_links,
        links.closed_platform,
        writing.claims,
    )  # what it is held against before it goes live, see `cms.checks.faults`
    checked_elsewhere = ()  # those of them that the page type itself refuses to publish with
    is_surely_public = False  # set where the page is found, when no page of the site is private

    base_form_class = CheckedPageForm

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        """Each type's editor begins with what reviewers have said of the page."""
        super().__init_subclass__(**kwargs)
        if "content_panels" in cls.__dict__:
            cls.content_panels = [ReviewersPanel(heading=_("Reviewers say")), *cls.content_panels]

    @property
    def preview_modes(self):
        return PREVIEW_LEVELS

    def update_aliases(self, **kwargs):
        """Mirrors follow what is live. Wagtail also asks for it when a page is scheduled: then they would go before."""
        if self.live:
            super().update_aliases(**kwargs)

    def publish(self, revision, *args, log_action=True, **kwargs):
        """As Wagtail's, but only what stands its checks goes live. Raises `cms.checks.door.ChecksRefused`."""
        by_the_clock = log_action == door.BY_THE_CLOCK
        if door.may_pass(self, revision, by_the_clock=by_the_clock, now=timezone.now()):
            super().publish(revision, *args, log_action=log_action, **kwargs)

    def save_revision(self, *args, **kwargs):
        """Pages made by import or by code have no revision; the first edit keeps what was there as one, to revert to.

        Without it a live page would go off line the moment a later change of it is scheduled.
        """
        if self.latest_revision_id is None:
            self._keep_as_it_was()
        return super().save_revision(*args, **kwargs)

    def _keep_as_it_was(self):
        stored = type(self).objects.filter(pk=self.pk, latest_revision=None).first()
        if stored is None or stored.serializable_data() == self.serializable_data():
            return
        revision = Revision.objects.create(
            content_object=stored,
            base_content_type=stored.get_base_content_type(),
            content=stored.serializable_data(),
            object_str=str(stored),
            created_at=stored.last_published_at or timezone.now(),
        )
        if stored.live:
            type(self).objects.filter(pk=self.pk).update(live_revision=revision)
            self.live_revision = revision

    def serve_preview(self, request, mode_name):
        if mode_name == panel.MODE:
            return panel.serve(request, self, lambda: super(ShopPage, self).serve_preview(request, ""))
        if mode_name:
            request.shopper = request.shopper.as_level(mode_name)
        return super().serve_preview(request, mode_name)

    def get_view_restrictions(self):
        return [] if self.is_surely_public else super().get_view_restrictions()

    def get_context(self, request, *args, **kwargs):
        request.shown_page = self
        frame = frame_of(request)
        context = super().get_context(request, *args, **kwargs)
        context["canonical_url"] = absolute(frame.url_of(self.url_path, frame.languages[self.locale_id]))
        context |= self.page_context(request)
        chosen = self.picture_to_share(request, context) or settings_of(request).shared_picture
        context["shared_picture"] = shared_picture(chosen)
        return context

    def picture_to_share(self, request, context):
        """The picture of a shared link: the one that editors chose for it, else what the page type shows first."""
        if not self.social_image_id:
            return None
        return context.get("pictures", {}).get(self.social_image_id) or pictures.of_image(self.social_image)

    @property
    def meta_description(self):
        """What search engines and shared links say of the page: the editor's own words for it, else its opening."""
        return self.search_description or (getattr(self, self.opening) if self.opening else "")

    def page_context(self, request):
        """What the template needs beyond the page's fields."""
        return {}
