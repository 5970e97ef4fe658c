"""Where the admin leads to promotions."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from cms.promote import choosing, views
from cms.promote.forms import KeyForm
from cms.promote.models import PromotionKey
from cms.promote.take_in import LOG_ACTION


class KeyViewSet(ModelViewSet):
    model = PromotionKey
    icon = "key"
    name = "promotion_keys"
    url_prefix = "promotions/keys"
    list_display = ("name", "may_send", "may_fetch", "expires_at")
    add_to_admin_menu = False
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return KeyForm


@hooks.register("register_admin_viewset")
def keys():
    return KeyViewSet()


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("promotions/", views.index, name="promotions"),
        path("promotions/upload/", views.upload, name="promotion_upload"),
        path("promotions/make/", choosing.make, name="promotion_make"),
        path("promotions/fetch/", choosing.fetch, name="promotion_fetch"),
        path("promotions/<int:promotion_id>/", views.show, name="promotion"),
        path("promotions/<int:promotion_id>/act/", views.act, name="promotion_act"),
        path("promotions/<int:promotion_id>/<int:item_id>/", views.item, name="promotion_item"),
        path("promotions/<int:promotion_id>/<int:item_id>/in-force/", views.enforce, name="promotion_enforce"),
    ]


class ForPromoters(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.MAY_SEE)


@hooks.register("register_admin_menu_item")
def promotions_item():
    return ForPromoters(_("Promotions"), reverse("promotions"), name="promotions", icon_name="resubmit", order=250)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(LOG_ACTION, _("Take in"), _("Taken in from another environment as a draft"))


@hooks.register("insert_global_admin_css")
def looks_of_promotions():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/promotions.css"))
