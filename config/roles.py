"""The roles of the shop as data. `config/role_grants.py` makes the database agree with this file after every migrate.

A permission is named `app.codename`; `*` and `?` stand for anything, and a pattern that names nothing is an error.
Level decides prices, role decides rights: a customer needs no role.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

START_PAGES, WHOLE_TREE = "start pages", "whole tree"
EDIT_FILES = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
DRAFT_RELEASES = ("cms.view_release", "cms.add_release", "cms.change_release")
SEE_PRODUCTS = ("catalogue.view_*", "pricing.view_*", "stock.view_stock")


@dataclass(frozen=True, kw_only=True)
class Role:
    """What the members of one group may do in the admin."""

    name: str
    description: object  # shown to the owner, translated when it is shown
    permissions: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    pages_from: str = START_PAGES
    files: tuple[str, ...] = field(default=())
    needs_second_factor: bool = False
    reviews_pages: bool = False


SYSTEMAGARE = Role(
    name="Systemägare",
    description=_("Everything: users, roles, content, orders, prices, integrations and operations."),
    permissions=("*",),
    withheld=(
        # Roles are changed in this file, where a change is reviewed and the same in every environment.
        "auth.add_group",
        "auth.change_group",
        "auth.delete_group",
        "auth.*_permission",
        "wagtailcore.*_grouppagepermission",
        "wagtailcore.*_groupcollectionpermission",
        "wagtailcore.*_groupsitepermission",
        # What was let pass, and why, stays as it was said.
        "cms.change_publishedanyway",
        "cms.delete_publishedanyway",
        # People are disabled, what happened stays, and nobody reads another person's secrets.
        "customers.delete_user",
        "customers.delete_organisation",
        "customers.delete_membership",
        "customers.add_vatcheck",
        "customers.change_vatcheck",
        "customers.delete_vatcheck",
        # A promotion is a record of what was done; its parts are changed by taking it in alone.
        "cms.delete_promotion",
        "cms.*_promotionitem",
        "cms.*_promotedcontent",
        "events.add_*",
        "events.change_*",
        "events.delete_*",
        "orders.add_order",
        "orders.add_orderaddress",
        "orders.add_orderline",
        "orders.delete_order*",
        "orders.add_payment",
        "orders.delete_payment",
        "quotations.delete_*",
        "otp_totp.*",
        "otp_static.*",
        # Tokens are revoked, and what was called with them stays on record.
        "integrations.delete_apitoken",
        # Who has had what as a file stays on record.
        "integrations.change_export",
        "integrations.delete_export",
        # So does what has been taken in, from which file.
        "integrations.change_import",
        "integrations.delete_import",
        "integrations.add_importrow",
        "integrations.change_importrow",
        "integrations.delete_importrow",
        "sessions.*",
        "usersessions.*",
        "account.*_emailconfirmation",
        "wagtailcore.*_apitoken",
        "customers.*_emailproof",
        # The ledger of prices is written by triggers alone, offers by the pages of campaigns.
        "pricing.add_pricerecord",
        "pricing.change_pricerecord",
        "pricing.delete_pricerecord",
        # A release is a record of what was decided.
        "cms.delete_release",
        "cms.*_releaseitem",
        # What happened to the stock is only added to, by what happens to it; figures are its sums.
        *(
            f"stock.{act}_{name}"
            for name in ("stockmovement", "stocklevel", "allocation", "reservation", "drift", "stockwatch")
            for act in ("add", "change", "delete")
        ),
        "stock.delete_stock",
        # The matrix has its sixteen cells and the targets their four rows: they are changed.
        "desk.add_matrixcell",
        "desk.delete_matrixcell",
        "desk.add_priority",
        "desk.delete_priority",
        # An outage is withdrawn, with who and when; an approved one is part of what was promised.
        "status.delete_plannedoutage",
        # What was handed over, and what was answered, stays.
        "acceptance.delete_handover",
    ),
    pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    pages_from=WHOLE_TREE,
    files=(*EDIT_FILES, "wagtailimages.delete_image", "wagtaildocs.delete_document", "wagtailcore.*_collection"),
    needs_second_factor=True,
    reviews_pages=True,
)
UTVECKLARE = Role(
    name="Utvecklare",
    description=_("Technical pages: the integration log, the components. Sees no customer data."),
    permissions=("wagtailadmin.access_admin", "integrations.view_*", "inventory.view_component"),
    withheld=(
        "integrations.view_apitoken",
        "integrations.view_export",
        "integrations.view_savedexport",
        "integrations.view_import",
        "integrations.view_importrow",
    ),
    needs_second_factor=True,
)
REDAKTOR = Role(
    name="Redaktör",
    description=_(
        "Edits, reviews and publishes pages, menus, settings of the site, pictures and redirects in both languages."
    ),
    permissions=(
        "wagtailadmin.access_admin",
        *SEE_PRODUCTS,
        "wagtailredirects.*",
        "wagtail_localize.submit_translation",
        "cms.*_productlink",
        "cms.*_categorylink",
        "cms.*_menu",
        "cms.*_sitesettings",
        "cms.view_promotion",
        "cms.make_package",
        "cms.*_release",
        "integrations.add_export",
        "integrations.add_import",
    ),
    withheld=("cms.delete_productlink", "cms.delete_categorylink", "cms.delete_release"),
    pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    files=EDIT_FILES,
    reviews_pages=True,
)
PRISSATTARE = Role(
    name="Prissättare",
    description=_("Drafts price changes and says when they are ready; somebody else approves and publishes them."),
    permissions=(
        "wagtailadmin.access_admin",
        *SEE_PRODUCTS,
        "pricing.add_pricechangeset",
        "pricing.change_pricechangeset",
        "pricing.delete_pricechangeset",
        "integrations.add_export",
        "integrations.add_import",
        *DRAFT_RELEASES,
    ),
)
ORDERHANDLAGGARE = Role(
    name="Orderhandläggare",
    description=_("Packs and sends orders, handles returns, writes notes and mails again. Gives no money back."),
    permissions=(
        "wagtailadmin.access_admin",
        *SEE_PRODUCTS,
        "orders.view_*",
        "orders.change_order",
        "orders.add_ordernote",
        "orders.add_sentmail",
        "orders.change_return",
        "quotations.view_*",
        "customers.view_organisation",
        "events.view_event",
        "integrations.add_export",
        "integrations.view_delivery",
        "integrations.view_differencerow",
        "integrations.view_warehouseorder",
        "integrations.change_warehouseorder",
        "integrations.view_warehousefile",
        "integrations.change_warehousefile",
        "integrations.view_restorequestion",
        "integrations.change_restorequestion",
        "desk.view_ticket",
        "desk.add_ticket",
        "desk.change_ticket",
        "services.view_service",
        "services.view_serviceorder",
        "services.view_servicepart",
        "services.change_serviceorder",
    ),
    withheld=("orders.view_invoiceseries",),
    needs_second_factor=True,
)
IMPORTREDAKTOR = Role(
    name="Importredaktör",
    description=_("Brings content in from the test environment as drafts; someone else publishes it."),
    permissions=(
        "wagtailadmin.access_admin",
        *SEE_PRODUCTS,
        *DRAFT_RELEASES,
        "wagtail_localize.submit_translation",
        "cms.view_promotion",
        "cms.add_promotion",
        "cms.change_promotion",
        "cms.make_package",
    ),
    pages=("add", "change"),
    files=EDIT_FILES,
)

ROLES = (SYSTEMAGARE, UTVECKLARE, ORDERHANDLAGGARE, REDAKTOR, IMPORTREDAKTOR, PRISSATTARE)
REMOVED_ROLES = ("Editors", "Moderators")  # Wagtail's own, which nothing in the shop uses
REVIEW = "Granskning"  # what the owner sees Wagtail's ready-made workflow and its one task called
