"""Where the admin leads to releases: the menu, each page's buttons."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from cms.releases import history, views  # noqa: F401 - the words of what happened are registered there
from cms.releases.access import CHANGES
from cms.releases.calendar import may_look
from cms.releases.calendar_views import goes_live_calendar
from cms.releases.contents import SETTLED
from cms.releases.models import models_with_drafts
from cms.releases.viewset import ReleaseViewSet
from commerce.pricing.set_register import PriceChangeSetRegister

register_snippet(ReleaseViewSet)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("reports/calendar/", goes_live_calendar, name="goes_live_calendar"),
        path("releases/of-page/<int:page_id>/", views.of_page, name="release_of_page"),
        path("releases/of/<str:kind>/<int:key>/", views.of_thing, name="release_of"),
        path("releases/<int:pk>/put-in/", views.put_in, name="release_put_in"),
        path("releases/<int:pk>/move/", views.move, name="release_move"),
        path("releases/<int:pk>/undo/", views.undo, name="release_undo"),
        path("releases/<int:pk>/item/<int:item_id>/", views.change_item, name="release_item"),
    ]


class ForPlanners(MenuItem):
    def is_shown(self, request):
        return may_look(request.user)


@hooks.register("register_reports_menu_item")
def calendar_item():
    words = gettext_lazy("What goes live when")
    return ForPlanners(words, reverse("goes_live_calendar"), name="calendar", icon_name="calendar-alt", order=640)


@hooks.register("insert_global_admin_css")
def looks_of_releases():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/releases.css"))


@hooks.register("register_page_header_buttons")
def of_page(page, user, view_name, next_url=None):
    if page.depth and page.depth > 1 and page.alias_of_id is None and user.has_perm(CHANGES):
        yield Button(_("Put in a release"), reverse("release_of_page", args=[page.pk]), icon_name="date", priority=36)


class PutInARelease(ActionMenuItem):
    """In the editor of a menu, or of another thing with drafts that is no page."""

    name, label, icon_name = "put-in-a-release", gettext_lazy("Put in a release"), "date"

    def is_shown(self, context):
        model, user = context["model"], context["request"].user
        return context["view"] == "edit" and model in models_with_drafts() and user.has_perm(CHANGES)

    def get_url(self, parent_context):
        instance = parent_context["instance"]
        return reverse("release_of", args=[instance._meta.label_lower, instance.pk])


@hooks.register("register_snippet_action_menu_item")
def of_thing(model):
    return PutInARelease(order=80)


def of_prices(change_set, request):
    if change_set.state in SETTLED or not request.user.has_perm(CHANGES):
        return []
    return [(_("Put in a release"), reverse("release_of", args=["prices", change_set.pk]))]


def nothing_more(rows, request):
    """The link needs no more of the rows than they have."""


PriceChangeSetRegister.contribute(load=nothing_more, links=of_prices, place=60)
