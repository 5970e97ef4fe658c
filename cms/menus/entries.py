"""What a menu is made of: entries that lead to a page or to an address, some of them with entries of their own."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from cms.yes_no import YesNo

# An address of the shop's own, or one that a browser may be sent to; never a script.
ADDRESS = re.compile(r"^(/(?!/)|https://|mailto:|tel:)\S*$")


class Link(blocks.StructBlock):
    """A page, shown in the menu's own language while it is live there, or an address; and what it is called."""

    page = blocks.PageChooserBlock(
        label=_("Page"), required=False, help_text=_("Left out of the menu while it is not live in the menu's language")
    )
    address = blocks.CharBlock(
        label=_("Or an address"),
        required=False,
        default="",
        max_length=300,
        help_text=_("Such as /sok/?q=lykta or https://…"),
    )
    label = blocks.CharBlock(
        label=_("Text"), required=False, default="", max_length=60, help_text=_("Empty: the page's own title")
    )

    def clean(self, value):
        cleaned = super().clean(value)
        faults = faults_of(cleaned)
        if faults:
            raise blocks.StructBlockValidationError(block_errors=faults)
        return cleaned


class Entry(Link):
    with_pages_under = YesNo(
        label=_("With the pages under it"),
        required=False,
        default=True,
        help_text=_("Of a category: those that are shown in menus, and new ones as they come"),
    )
    more = blocks.ListBlock(Link(icon="link"), label=_("More under it"), default=[], max_num=20)

    class Meta:
        icon = "list-ul"
        label = _("Entry")
        label_format = "{label} {page}"


class Entries(blocks.StreamBlock):
    entry = Entry()


def faults_of(link):
    """What is wrong with a link as written, by field."""
    page, address, label = link["page"], link["address"], link["label"]
    if bool(page) == bool(address):
        return {"page": ValidationError(_("Choose a page or write an address, one of the two."))}
    if address and not ADDRESS.match(address):
        said = _("Write an address of the shop that begins with /, or one that begins with https://, mailto: or tel:.")
        return {"address": ValidationError(said)}
    if address and not label:
        return {"label": ValidationError(_("An address needs a text."))}
    if page and _is_of_a_product(page):
        return {"page": ValidationError(_("Products come and go. Choose their category, or a campaign."))}
    return {}


def _is_of_a_product(page: Page) -> bool:
    return page.cached_content_type.model in ("productpage", "shardpage")
