"""Editorial pages as drafts, and publishing them."""

import uuid

from wagtail.models import Locale

from cms.pages.content import StandardPage
from tests.factories.catalogue import home_page


def article(*body, live=False, **fields):
    """A page of running text; `body` are pairs of block type and value."""
    page = StandardPage(
        title=fields.pop("title", "Om glasyr"),
        slug=fields.pop("slug", f"sida-{uuid.uuid4().hex[:8]}"),
        live=live,
        locale=Locale.objects.get(language_code="sv"),
        **fields,
    )
    page.body = [(kind, value) for kind, value in body]
    home_page().add_child(instance=page)
    return StandardPage.objects.get(pk=page.pk)


def told(found):
    """Rule codes of faults, in order."""
    return [fault.rule.code for fault in found]
