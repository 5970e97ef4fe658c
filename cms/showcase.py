"""What commerce may know of pages: the implementation of the port `commerce.catalogue.showcase`."""

import json

from cms import pictures
from cms.storefront import frame
from commerce import prepared
from commerce.catalogue.showcase import Shown

FALLBACK = "sv"

STATEMENT = """
SELECT l.product_id, o.language_code, l.url_path, l.name, p.live, l.picture_id, g.gallery,
       COALESCE((SELECT version FROM events_version WHERE tag = %(site)s::text), 0)
FROM cms_listedproduct l
JOIN wagtailcore_locale o ON o.id = l.locale_id
JOIN wagtailcore_page p ON p.id = l.page_id
JOIN cms_productpage g ON g.page_ptr_id = l.page_id
WHERE l.product_id = ANY(%(products)s::bigint[]) AND o.language_code = ANY(%(languages)s::text[])
"""


class PageShowcase:
    def shown(self, product_ids, *, locale) -> dict[int, Shown]:
        """Each product as its page shows it in `locale`, else in Swedish. Two queries."""
        values = {"site": frame.TAG, "products": list(product_ids), "languages": [locale, FALLBACK]}
        rows = prepared.rows(STATEMENT, values)
        if not rows:
            return {}
        site = frame.now(rows[0][-1])
        choices = {row[:2]: _choices(json.loads(row[6])) for row in rows}
        wanted = [pk for pairs in choices.values() for _shows, pk in pairs]
        shown_pictures = pictures.load([*wanted, *(row[5] for row in rows)])
        found = {}
        for product_id, language, url_path, name, is_live, picture_id, _gallery, _version in rows:
            if product_id in found and (language != locale or not is_live):
                continue
            found[product_id] = Shown(
                product_id=product_id,
                url=site.url_of(url_path, language),
                title=name,
                is_live=is_live,
                picture=shown_pictures.get(picture_id),
                choices=tuple(
                    (shows, shown_pictures[pk]) for shows, pk in choices[product_id, language] if pk in shown_pictures
                ),
            )
        return found


def _choices(raw_data):
    """Which pictures of a gallery show one choice, and which choice."""
    values = [block["value"] for block in raw_data if block.get("type") == "picture"]
    return [(value["shows"], value.get("image")) for value in values if value.get("shows")]
