"""Sitemaps of a million pages: each part in moments and in little memory, wherever among the pages it lies."""

import time
import tracemalloc
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page

from cms.storefront import crawling, frame
from tests.factories.catalogue import category_page, product_page, sellable

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.django_db]

PAGES = 1_000_000
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_ADDRESSES, MOST_BYTES = 50_000, 50 * 1024 * 1024  # sitemaps.org, protocol 0.9
SECONDS, MEMORY = 5, 40 * 1024 * 1024


def test_every_part_of_a_million_pages_is_made_in_moments(capsys):
    parents = {language: category_page(language=language, slug=f"alla-{language}") for language in ("sv", "en")}
    product = sellable(page=False).product
    made = {language: product_page(product, parent=parents[language], language=language) for language in parents}
    frame.now()  # what is read once for the process is read
    for page in made.values():
        _copies_of(page, PAGES // 2)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailcore_page")

    frame.forget()
    began = time.perf_counter()
    frame.now()
    framed = time.perf_counter() - began
    index, took = _asked("/sitemap.xml")
    parts = [one.text.removeprefix("http://127.0.0.1:8000") for one in index.iter(f"{SPACE}loc")]
    times, addresses, largest = [took], set(), (0, "")
    for part in parts:
        found, took = _asked(part)
        listed = [one.text for one in found.iter(f"{SPACE}loc")]
        assert len(listed) <= min(crawling.PART_SIZE, MOST_ADDRESSES)
        addresses.update(listed)
        largest = max(largest, (len(listed), part))
        times.append(took)
    tracemalloc.start()
    body = Client().get(largest[1]).content
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(addresses) == Page.objects.filter(live=True, depth__gt=1).count() > PAGES
    assert len(body) < MOST_BYTES
    assert max(framed, *times) < SECONDS
    assert peak < MEMORY
    with capsys.disabled():
        print(  # noqa: T201 - what the drill is for
            f"\n{len(addresses)} addresses in {len(parts)} parts; the frame {framed * 1000:.0f} ms, "
            f"index {times[0] * 1000:.0f} ms, "
            f"slowest part {max(times[1:]) * 1000:.0f} ms, in all {sum(times):.0f} s, peak {peak / 2**20:.0f} MB"
        )


def _asked(path):
    began = time.perf_counter()
    body = Client().get(path).content
    return ElementTree.fromstring(body), time.perf_counter() - began  # noqa: S314 - our own answer


def _copies_of(page, count):
    """Rows like the page's, as only a sitemap reads them; triggers and foreign keys are left out of it."""
    own = {
        "id": "nextval(pg_get_serial_sequence('wagtailcore_page', 'id'))",
        "path": "left(path, -4) || lpad(n::text, 8, '0')",
        "url_path": "url_path || n || '/'",
        "slug": "slug || n",
        "translation_key": "gen_random_uuid()",
    }
    columns = [field.column for field in Page._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"INSERT INTO wagtailcore_page ({', '.join(columns)}) "
            f"SELECT {', '.join(own.get(column, column) for column in columns)} "
            "FROM wagtailcore_page, generate_series(1, %s) AS n WHERE id = %s",
            [count, page.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
