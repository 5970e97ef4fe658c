"""The way from the start page to a page. Shelves and unpublished pages are not on it."""


def breadcrumbs(frame, page, title=None):
    """Title and address of each page above, then the page itself without an address."""
    above = frame.above(page.path) if page.path else None
    trail = [{"title": node.title, "url": node.url} for node in (above.ancestors() if above else [])]
    return [*trail, {"title": title or page.title, "url": ""}]
