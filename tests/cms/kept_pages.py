"""Pages that are kept, and ways to see whether one was."""

from django.core.cache import caches
from django.db import connection
from django.test import Client

from cms.storefront import kept
from tests.factories.catalogue import CategoryFactory, category_page, sellable

CUP, CUPS, HOME = "/koppar/kopp-glimma/", "/koppar/", "/"


def kept_cup():
    """A cup for 249 kr, 219 for Pro, with its page and its category."""
    category = CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups")
    return sellable(
        price="249.00",
        parent=category_page(category, show_in_menus=True),
        product__name_sv="Kopp Glimma",
        product__name_en="Glimma cup",
        product__code="kopp-glimma",
        product__category=category,
        sku="LL-1",
        prices={"pro": [(1, "219.00")]},
    )


class Process:
    def __init__(self, store):
        self.store = store

    def get(self, path, client=None, **headers):
        """The page, and whether it was kept."""
        before = kept.store
        kept.store = lambda: caches[self.store]
        try:
            response = (client or Client()).get(path, headers=headers)
        finally:
            kept.store = before
        assert response.status_code == 200, path
        return response.content.decode(), was_kept(response)


def is_hit(path, client=None):
    response = (client or Client()).get(path)
    assert response.status_code == 200, path
    return was_kept(response)


def was_kept(response):
    """Whether the page came from the cache; the slots in it may have been made for this visitor."""
    return "base.html" not in [made.name for made in response.templates]


def terminate(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
