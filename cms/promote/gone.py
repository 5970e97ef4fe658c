"""What stands here under a tree that came whole, and is not in it: told of and never deleted."""

from wagtail.models import Page

from cms.pages.category import ShardPage
from cms.promote import identity

MOST = 200


def only_here(promotion) -> tuple[list[Page], bool]:
    """Pages of the trees that the package does not have, the first `MOST`, and whether there are more."""
    roots = Page.objects.filter(pk__in=identity.find(promotion.manifest.get("trees", [])).values())
    came = set(promotion.items.values_list("key", flat=True))
    found: dict[int, Page] = {}
    for root in roots:
        pages = list(root.get_descendants().not_type(ShardPage).order_by("path"))
        keys = identity.keys_of(Page, [page.pk for page in pages])
        found |= {page.pk: page for page in pages if keys.get(page.pk) not in came}
    return list(found.values())[:MOST], len(found) > MOST
