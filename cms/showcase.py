"""What commerce may know of pages: the implementation of the port `commerce.catalogue.showcase`."""

from cms import pictures
from cms.listed import ListedProduct
from cms.storefront import frame
from cms.storefront.cards import narrow
from commerce.catalogue.showcase import Shown

FALLBACK = "sv"


class PageShowcase:
    def shown(self, product_ids, *, locale) -> dict[int, Shown]:
        """Each product as its page shows it in `locale`, else in Swedish. Two queries, and one for the frame."""
        site = frame.now()
        rows = list(
            ListedProduct.objects.filter(
                product_id__in=list(product_ids), locale__in=[site.locale_ids.get(code) for code in (locale, FALLBACK)]
            ).values_list("product_id", "locale_id", "url_path", "name", "page__live", "picture_id", "page__gallery")
        )
        choices = {row[:2]: _choices(row[-1].raw_data) for row in rows}
        wanted = [pk for pairs in choices.values() for _shows, pk in pairs]
        shown_pictures = pictures.load([*wanted, *(row[-2] for row in rows)])
        found = {}
        for product_id, locale_id, url_path, name, is_live, picture_id, _gallery in rows:
            language = site.languages[locale_id]
            if product_id in found and (language != locale or not is_live):
                continue
            found[product_id] = Shown(
                product_id=product_id,
                url=site.url_of(url_path, language),
                title=name,
                is_live=is_live,
                picture=narrow(shown_pictures.get(picture_id)),
                choices=tuple(
                    (shows, narrow(shown_pictures[pk]))
                    for shows, pk in choices[product_id, locale_id]
                    if pk in shown_pictures
                ),
            )
        return found


def _choices(raw_data):
    """Which pictures of a gallery show one choice, and which choice."""
    values = [block["value"] for block in raw_data if block.get("type") == "picture"]
    return [(value["shows"], value.get("image")) for value in values if value.get("shows")]
