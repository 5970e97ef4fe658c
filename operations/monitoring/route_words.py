"""What a view is called by those who use it. The name of a view is for programs."""

import re

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.monitoring.route_areas import ACTS, PROGRAMS, act_of, area_of

REGISTER = re.compile(r"(?P<app>[a-z0-9]+)_(?P<model>[a-z0-9]+)_modeladmin_(?P<act>\w+)")
KNOWN = {
    "wagtailadmin_home": gettext_lazy("The first page of the admin"),
    "wagtailadmin_explore": gettext_lazy("Pages, the tree"),
    "wagtailadmin_explore_root": gettext_lazy("Pages, the tree"),
    "wagtailadmin_pages:edit": gettext_lazy("Pages, to edit"),
    "wagtailadmin_pages:add": gettext_lazy("Pages, to add"),
    "wagtailadmin_pages:preview_on_edit": gettext_lazy("Pages, preview"),
    "wagtailadmin_pages:search": gettext_lazy("Pages, search"),
    "wagtailimages:index": gettext_lazy("Pictures, the list"),
    "wagtaildocs:index": gettext_lazy("Documents, the list"),
    "answer_times": gettext_lazy("Answer times"),
    "alarms": gettext_lazy("Alarms"),
    "flows": gettext_lazy("Flows"),
    "measured": gettext_lazy("What browsers have measured"),
    "nowhere": gettext_lazy("Addresses that are not there"),
    "kept_page": gettext_lazy("Pages that were kept"),
    "wagtail_serve": gettext_lazy("Pages of the shop"),
    "other": gettext_lazy("All others"),
}


def words(route: str) -> str:
    """In words where there are any, else the name itself. Views that nobody tells apart have the same words."""
    if route in KNOWN:
        return str(KNOWN[route])
    if found := REGISTER.fullmatch(route):
        return _of_register(route, found)
    area, act = area_of(route), act_of(route)
    if area is None:
        return route
    return _("%(rows)s, %(act)s") % {"rows": area, "act": act} if act and area != PROGRAMS else str(area)


def _of_register(route: str, found: re.Match[str]) -> str:
    try:
        model = apps.get_model(found["app"], found["model"])
    except LookupError:
        return route
    act = ACTS.get(found["act"])
    named = capfirst(str(model._meta.verbose_name_plural))
    return _("%(rows)s, %(act)s") % {"rows": named, "act": act} if act else named
