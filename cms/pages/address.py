from wagtail.models import Page


def is_free_address(slug, parent_page, page=None):
    """Whether no other page has the address: pages on the shelves of one category share its addresses."""
    if parent_page is None:
        return True
    others = Page.objects.filter(url_path=f"{parent_page.url_path}{slug}/")
    return not (others.not_page(page) if page else others).exists()
