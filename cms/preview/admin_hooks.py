"""Where the admin leads to the preview: from pages, products and the reports."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from cms.preview import comment_desk, mail
from cms.preview.access import may_preview
from cms.preview.admin_views import preview_as, preview_links, preview_panel, preview_withdraw
from commerce.catalogue.registers.products import ProductRegister


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("preview-as/", preview_as, name="preview_as"),
        path("preview-as/panel/", preview_panel, name="preview_panel"),
        path("reports/preview-comments/", comment_desk.report, name="preview_comments"),
        path("reports/preview-comments/<int:comment_id>/", comment_desk.act, name="preview_comment_act"),
        path("reports/preview-links/", preview_links, name="preview_links"),
        path("reports/preview-links/<int:link_id>/withdraw/", preview_withdraw, name="preview_withdraw"),
    ]


@hooks.register("mail_samples")
def mails_of_comments():
    return mail.samples()


@hooks.register("insert_editor_js")
def choice_in_the_panel():
    return format_html('<script type="module" src="{}"></script>', static("admin/look.js"))


class ForPreviewers(MenuItem):
    def is_shown(self, request):
        return may_preview(request.user)


@hooks.register("register_reports_menu_item")
def links_item():
    return ForPreviewers(
        gettext_lazy("Preview links"), reverse("preview_links"), name="preview-links", icon_name="view", order=660
    )


@hooks.register("register_reports_menu_item")
def comments_item():
    return ForPreviewers(
        gettext_lazy("Comments from reviewers"),
        reverse("preview_comments"),
        name="preview-comments",
        icon_name="comment",
        order=661,
    )


@hooks.register("register_page_header_buttons")
def of_page(page, user, view_name, next_url=None):
    """In the editor and the list of pages: the page as anyone sees it, on any day."""
    if page.depth and page.depth > 1 and may_preview(user):
        address = f"{reverse('preview_as')}?page={page.pk}"
        yield Button(_("Preview as …"), address, icon_name="view", priority=35)


def of_product(product, request):
    return [(_("Preview as …"), f"{reverse('preview_as')}?product={product.pk}")] if may_preview(request.user) else []


def nothing_more(rows, request):
    """The link needs no more of the rows than they have."""


ProductRegister.contribute(load=nothing_more, links=of_product, place=35)
