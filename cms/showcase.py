"""What commerce may know of pages: the implementation of the port `commerce.catalogue.showcase`."""

from cms import frame, pictures
from cms.cards import narrow
from cms.listed import ListedProduct
from commerce.catalogue.showcase import Shown

FALLBACK = "sv"


class PageShowcase:
    def shown(self, product_ids, *, locale) -> dict[int, Shown]:
        """Each product as its page shows it in `locale`, else in Swedish. Two queries, and one for the frame."""
        site = frame.now()
        rows = list(
            ListedProduct.objects.filter(
                product_id__in=list(product_ids), locale__in=[site.locale_ids.get(code) for code in (locale, FALLBACK)]
            ).values_list("product_id", "locale_id", "url_path", "name", "page__live", "picture_id")
        )
        shown_pictures = pictures.load(row[-1] for row in rows)
        found = {}
        for product_id, locale_id, url_path, name, is_live, picture_id in rows:
            language = site.languages[locale_id]
            if product_id in found and (language != locale or not is_live):
                continue
            found[product_id] = Shown(
                product_id=product_id,
                url=site.url_of(url_path, language),
                title=name,
                is_live=is_live,
                picture=narrow(shown_pictures.get(picture_id)),
            )
        return found
