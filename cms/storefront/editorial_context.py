"""What pages of running text get: the way to them, their pictures, the products on their shelves, loaded together."""

from cms import pictures
from cms.storefront import structured
from cms.storefront.breadcrumbs import breadcrumbs
from cms.storefront.frame import frame_of
from cms.storefront.shelves import shelf_cards


def editorial_context(page, request, stream):
    """Six queries at most, however long the text; without pictures and shelves none."""
    frame = frame_of(request)
    trail = breadcrumbs(frame, page)
    own_url = frame.url_of(page.url_path, frame.languages[page.locale_id])
    return {
        "breadcrumbs": trail,
        "pictures": pictures.load([page.social_image_id, *pictures.in_blocks(stream.raw_data)]),
        "shelves": shelf_cards(request, stream),
        "structured_data": structured.script(structured.trail(trail, own_url), structured.questions(stream.raw_data)),
    }
