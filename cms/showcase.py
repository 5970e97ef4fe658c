"""What commerce may know of pages: the implementation of the port `commerce.catalogue.showcase`."""

from commerce.catalogue.showcase import Shown


class PageShowcase:
    def shown(self, product_ids, *, locale) -> dict[int, Shown]:
        raise NotImplementedError
