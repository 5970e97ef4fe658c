"""Parts of the admin, and what one does there, by how the names of their views begin and end.

A view that has no words of its own is counted with its part: *Orders*, *Orders, to change*. The longest beginning wins.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise
PROGRAMS = _("What programs ask for")

AREAS: dict[str, Words] = {
    # the shop's own
    "admin_words": PROGRAMS,
    "backups": _("Backups"),
    "bookkeeping": _("Bookkeeping"),
    "campaign_": _("Campaigns"),
    "capacity": _("Capacity"),
    "checks_report": _("Checks of pages"),
    "disturbance": _("Service level"),
    "django.views.": PROGRAMS,
    "e_invoice": _("Invoices"),
    "export": _("Exports"),
    "figure": _("Capacity"),
    "flow": _("Flows"),
    "goes_live": _("What goes live"),
    "handover": _("Handovers"),
    "history_audit": _("Who changed what"),
    "import": _("Imports"),
    "inventory_": _("Components"),
    "live_faults": _("Checks of pages"),
    "mail_": _("Mail of the shop"),
    "notice_": _("Notices of withdrawal"),
    "order_": _("Orders"),
    "organisation_": _("Organisations"),
    "outage": _("Planned outages"),
    "page_": _("Pages"),
    "paper": _("Documents of the service"),
    "pattern_library": _("Pattern library"),
    "picture_": _("Pictures in bulk"),
    "preview_": _("Preview"),
    "price_": _("Prices"),
    "privacy_": _("Personal data"),
    "product_": _("Products"),
    "promotion": _("Promotions between environments"),
    "quotation_": _("Quotations"),
    "reconciliation_": _("Reconciliation"),
    "release_": _("Releases"),
    "return_": _("Returns"),
    "service_": _("Service catalogue"),
    "service_level": _("Service level"),
    "service_order": _("Service orders"),
    "service_part": _("Service orders"),
    "services_admin": _("Service catalogue"),
    "services_board": _("Board of services"),
    "second_factor": _("Users"),
    "user_": _("Users"),
    "ticket": _("Tickets"),
    "translation": _("Translations"),
    # Wagtail's
    "wagtail_bulk_action": _("Many at once"),
    "wagtail_localize:": _("Translations"),
    "wagtail_modeladmin:": PROGRAMS,
    "wagtailadmin_account": _("My account in the admin"),
    "wagtailadmin_api:": PROGRAMS,
    "wagtailadmin_block_preview": _("Preview"),
    "wagtailadmin_choose": _("Choosing a page"),
    "wagtailadmin_collections": _("Collections"),
    "wagtailadmin_dismissibles": PROGRAMS,
    "wagtailadmin_editing_sessions": PROGRAMS,
    "wagtailadmin_error_test": PROGRAMS,
    "wagtailadmin_explore": _("Pages, the tree"),
    "wagtailadmin_javascript": PROGRAMS,
    "wagtailadmin_login": _("Signing in"),
    "wagtailadmin_logout": _("Signing in"),
    "wagtailadmin_pages": _("Pages"),
    "wagtailadmin_password": _("Signing in"),
    "wagtailadmin_reports": _("Reports"),
    "wagtailadmin_sprite": PROGRAMS,
    "wagtailadmin_tag": _("Tags"),
    "wagtailadmin_workflows": _("Workflows"),
    "wagtailcore_": _("Signing in"),
    "wagtaildocs": _("Documents"),
    "wagtailembeds": _("Choosing a film"),
    "wagtailforms": _("Forms"),
    "wagtailimages": _("Pictures"),
    "wagtaillocales": _("Languages"),
    "wagtailredirects": _("Redirects"),
    "wagtailsettings": _("Settings"),
    "wagtailsites": _("Sites"),
    "wagtailsnippetchoosers_": _("Choosing a snippet"),
    "wagtailsnippets:": _("Snippets"),
    "wagtailsnippets_cms_menu": _("Menus"),
    "wagtailsnippets_cms_release": _("Releases"),
    "wagtailsnippets_cms_sitesettings": _("Settings of the shop"),
    "wagtailstyleguide": _("Pattern library"),
    "wagtailusers_groups": _("Roles"),
    "wagtailusers_users": _("Users"),
}

ACTS: dict[str, Words] = {
    "index": pgettext_lazy("a page of a register", "the list"),
    "index_results": pgettext_lazy("a page of a register", "the list"),
    "list": pgettext_lazy("a page of a register", "the list"),
    "list_results": pgettext_lazy("a page of a register", "the list"),
    "inspect": pgettext_lazy("a page of a register", "one row"),
    "edit": pgettext_lazy("a page of a register", "to change"),
    "create": pgettext_lazy("a page of a register", "to add"),
    "add": pgettext_lazy("a page of a register", "to add"),
    "new": pgettext_lazy("a page of a register", "to add"),
    "delete": pgettext_lazy("a page of a register", "to remove"),
    "remove": pgettext_lazy("a page of a register", "to remove"),
    "history": pgettext_lazy("a page of a register", "history"),
    "history_results": pgettext_lazy("a page of a register", "history"),
    "bulk": pgettext_lazy("a page of a register", "many at once"),
    "bulk_done": pgettext_lazy("a page of a register", "many at once"),
    "usage": pgettext_lazy("a page of a register", "where it is used"),
    "usage_results": pgettext_lazy("a page of a register", "where it is used"),
    "preview_on_add": pgettext_lazy("a page of a register", "preview"),
    "preview_on_edit": pgettext_lazy("a page of a register", "preview"),
    "file": pgettext_lazy("a page of a register", "as a file"),
    "report": pgettext_lazy("a page of a register", "report"),
}
_LONGEST_FIRST = sorted(AREAS, key=len, reverse=True)
_ACTS_LONGEST_FIRST = sorted(ACTS, key=len, reverse=True)


def area_of(route: str) -> Words | None:
    found = next((start for start in _LONGEST_FIRST if route.startswith(start)), None)
    return None if found is None else AREAS[found]


def act_of(route: str) -> Words | None:
    """What the last word of the name says, where that says anything."""
    found = next((one for one in _ACTS_LONGEST_FIRST if route.endswith((f"_{one}", f":{one}"))), None)
    return None if found is None else ACTS[found]
