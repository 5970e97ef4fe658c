"""What the page layer adds to the admin: brand, dashboard, the way between products and pages, reports."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.checks import admin_hooks as checks_hooks  # noqa: F401 - its hooks
from cms.checks import approving  # noqa: F401 - its hooks
from cms.desk import going_live, picture_desk
from cms.desk.campaign_effect import refusals, warnings
from cms.desk.campaign_views import campaign_effect, choices
from cms.desk.product_actions import PUBLISH, TAKE_DOWN
from cms.desk.product_desk import desks
from cms.desk.product_views import page_of_product, product_of_page
from cms.desk.scheduled import GoesLive, may_see
from cms.menus.register import Menus
from cms.pages.address import is_free_address
from cms.pages.campaign import CampaignPage
from cms.preview import admin_hooks  # noqa: F401 - its hooks
from cms.promote import admin_hooks as promotion_hooks  # noqa: F401 - its hooks
from cms.releases import admin_hooks as release_hooks  # noqa: F401 - its hooks
from cms.site.register import SettingsOfTheSite
from cms.translation import refused as translation_hooks  # noqa: F401 - its hooks
from cms.translation.script_words import AdminWords, TranslationEditorWords
from commerce.catalogue.registers.products import ProductRegister
from commerce.dashboard import ToHandle
from commerce.register.columns import chip, column, link

# --- Brand ---


@hooks.register("insert_global_admin_css")
def brand():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/admin.css"))


@hooks.register("insert_global_admin_js")
def sign_of_work():
    return format_html(
        '<span hidden data-busy-words="{}"></span><script type="module" src="{}"></script>',
        gettext("Loading…"),
        static("admin/busy.js"),
    )


@hooks.register("insert_global_admin_js")
def beginnings_of_fields():
    return format_html('<script type="module" src="{}"></script>', static("admin/begins.js"))


@hooks.register("insert_global_admin_js")
def names_of_fields():
    return format_html('<script type="module" src="{}"></script>', static("admin/field_names.js"))


@hooks.register("insert_editor_js")
def offers_of_campaigns():
    return format_html('<script type="module" src="{}"></script>', static("admin/campaign.js"))


# --- Dashboard ---


@hooks.register("construct_homepage_panels")
def put_to_handle_first(request, panels):
    panels.append(ToHandle(request))


@hooks.register("dashboard_figures", order=40)
def what_goes_live(request):
    return going_live.figures(request.user)


# --- Addresses and menu ---


@hooks.register("register_admin_urls", order=-1)
def words_in_the_browser():
    """Before Wagtail's own, at its addresses."""
    return [
        path("jsi18n/", AdminWords.as_view(), name="admin_words"),
        path("localize/jsi18n/", TranslationEditorWords.as_view(), name="translation_editor_words"),
    ]


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("product-page/<int:product_id>/", page_of_product, name="page_of_product"),
        path("page-product/<int:page_id>/", product_of_page, name="product_of_page"),
        path("campaign-effect/<int:page_id>/", campaign_effect, name="campaign_effect"),
        path("campaign-choices/<slug:kind>/", choices, name="campaign_choices"),
        *picture_desk.addresses(),
        path("reports/goes-live/", GoesLive.as_view(), name="goes_live"),
        path("reports/goes-live/results/", GoesLive.as_view(results_only=True), name="goes_live_results"),
    ]


class ForEditors(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


@hooks.register("register_reports_menu_item")
def goes_live_item():
    return ForEditors(_("Goes live"), reverse("goes_live"), name="goes-live", icon_name="calendar-alt", order=650)


register_snippet(Menus)
register_snippet(SettingsOfTheSite)


@hooks.register("register_admin_menu_item")
def pictures_in_bulk_item():
    return picture_desk.PicturesItem()


# --- Moving ---


@hooks.register("before_move_page")
def refuse_a_taken_address(request, page, destination):
    """Wagtail looks for the slug among the children; pages on the shelves of a category have its addresses too."""
    if not is_free_address(page.slug, destination, page):
        said = gettext("There is already a page with the address %(slug)s in %(title)s.")
        messages.error(request, said % {"slug": page.slug, "title": destination.get_admin_display_title()})
        return redirect("wagtailadmin_pages:move", page.pk)
    return None


# --- Publishing campaigns ---


@hooks.register("after_publish_page")
def warn_of_a_long_sale(request, page):
    """The draft's panel says it before; here it is said to whoever did not look there."""
    if isinstance(page, CampaignPage):
        for said in warnings(page, now=timezone.now()):
            messages.warning(request, said)


@hooks.register("after_bulk_action")
def warn_of_long_sales(request, action_type, objects, action_class):
    if action_type != "publish" or not issubclass(action_class.models[0], Page):
        return
    for page in CampaignPage.objects.filter(pk__in=[one.pk for one in objects], live=True):
        for said in warnings(page, now=timezone.now()):
            messages.warning(request, f"{page.title}: {said}")


@hooks.register("before_bulk_action")
def refuse_unlawful_campaigns(request, action_type, pages, action_class):
    """Says which of the chosen campaigns may not be published and why; none of them is."""
    if action_type != "publish" or not issubclass(action_class.models[0], Page):
        return None
    refused = refusals(pages, with_descendants="include_descendants" in request.POST, now=timezone.now())
    for title, why in refused:
        messages.error(request, f"{title}: {why}")
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home") if refused else None


# --- From a product to its page ---


@column(_("Page"))
def page_state(product):
    address = reverse("page_of_product", args=[product.pk])
    if product.desk is None:
        return link(address, chip(_("none"), "wait"))
    if not product.desk.is_live:
        return link(address, chip(_("draft")))
    return link(address, chip(_("published, has a draft") if product.desk.has_draft else _("published"), "good"))


def load_pages(rows, request):
    found = desks([row.pk for row in rows])
    for row in rows:
        row.desk = found.get(row.pk)


def page_link(product, request):
    has_page = desks([product.pk])
    return [(_("Page") if has_page else _("Make a page"), reverse("page_of_product", args=[product.pk]))]


ProductRegister.contribute(page_state, load=load_pages, links=page_link, actions=(PUBLISH, TAKE_DOWN), place=30)
