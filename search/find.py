"""Finding products by what shoppers write: names, article numbers, brands, properties, words joined to other words.

PostgreSQL answers from one narrow table (`search.Document`). With `SEARCH_URL` set, Wagtail's search backend answers
instead, and article numbers are still looked up here.
"""

import re
from dataclasses import dataclass, field

from django.conf import settings
from wagtail.search.backends import get_search_backend

from cms.pages.product import ProductPage
from cms.storefront import cards
from commerce import prepared
from commerce.catalogue.models import Variant

LONGEST = 100
PAGE_SIZE = 24
MOST = 1_000  # more than anybody looks through; the best of so many are shown, and that there are more is said
TYPED_ENOUGH = 300  # a word half written matches much; the best of so many are good enough to suggest
SPACES = re.compile(r"[\s\x00-\x1f]+")

# A product whose name is just what was written comes first, also when very many others have the word.
MATCHES = """
WITH asked AS MATERIALIZED (SELECT {query} AS query),
matching AS MATERIALIZED (
    SELECT d.listed_id, ts_rank(d.vector, asked.query) AS likeness
    FROM search_document d, asked WHERE d.language = {language} AND d.vector @@ asked.query LIMIT %(most)s::bigint
),
named AS (
    SELECT l.id AS listed_id, 2 AS likeness
    FROM cms_listedproduct l JOIN search_document d ON d.listed_id = l.id AND d.language = {language}
    WHERE l.sort_key = swedish_sort_key(%(words)s::text) LIMIT %(size)s::bigint
),
best AS (
    SELECT listed_id, max(likeness) AS likeness FROM (SELECT * FROM matching UNION ALL SELECT * FROM named) AS both_ways
    GROUP BY listed_id ORDER BY likeness DESC, listed_id LIMIT %(size)s::bigint OFFSET %(offset)s::bigint
)
SELECT (SELECT count(*) FROM matching), {columns}
FROM best b JOIN cms_listedproduct l ON l.id = b.listed_id ORDER BY b.likeness DESC, b.listed_id
"""
STEMS = "plainto_tsquery(search_configuration({language}), %(words)s::text)"
STARTS = "to_tsquery('simple_unaccent', %(starts)s::text)"


@dataclass(slots=True)
class Found:
    count: int = 0
    rows: list = field(default_factory=list)

    @property
    def is_more(self):
        """Whether there are more than were counted."""
        return self.count >= MOST

    @property
    def page_count(self):
        return max(1, -(-self.count // PAGE_SIZE))


def clean(text):
    """What was written, as it is searched for: no control characters, one space between words, not too long."""
    return SPACES.sub(" ", text[: LONGEST * 4]).strip()[:LONGEST].strip()


def find(words, *, language, locale_id, page=1):
    """A page of the products that have all the words, best first."""
    if settings.SEARCH_URL:
        return _by_backend(words, locale_id, page)
    number = _article_number(words)
    return _run(f"{STEMS} || {STARTS}" if number else STEMS, words, language, page, starts=number)


def starting(words, *, language, size):
    """Products whose words begin as what is being typed, for suggestions."""
    terms = re.findall(r"\w+", words)
    if not terms:
        return []
    starts = " & ".join([*terms[:-1], f"{terms[-1]}:*"])
    if number := _article_number(words):
        starts = f"({starts}) | {number}"
    return _run(STARTS, words, language, 1, starts=starts, size=size, most=TYPED_ENOUGH).rows


def _article_number(words):
    """The start of an article number as the documents hold it: letters and digits in one word; without a digit none."""
    joined = "".join(re.findall(r"[a-z0-9]+", words.lower()))
    return f"{joined}:*" if len(joined) > 2 and re.search(r"\d", joined) else ""


def _run(query, words, language, page, *, starts="", size=PAGE_SIZE, most=MOST):
    values = {
        "words": words,
        "starts": starts,
        "most": most,
        "size": size,
        "offset": (page - 1) * PAGE_SIZE,
    }
    # The language stands in the text, so that the planner sees which of the partial indexes holds.
    known = {code: f"'{code}'" for code, _name in settings.LANGUAGES}
    query = query.format(language=known[language])
    statement = MATCHES.format(query=query, language=known[language], columns=cards.COLUMNS)
    found = prepared.rows(statement, values)
    return Found(count=found[0][0] if found else 0, rows=[cards.row(columns[1:]) for columns in found])


def _by_backend(words, locale_id, page):
    backend = get_search_backend()
    number = Variant.objects.filter(sku__iexact=words, is_active=True).values_list("product_id", flat=True)
    known = {"ids": list(number), "locale": locale_id}
    if rows := cards.rows("l.product_id = ANY(%(ids)s) AND l.locale_id = %(locale)s", known):
        return Found(count=len(rows), rows=rows)
    results = backend.search(words, ProductPage.objects.filter(live=True, locale_id=locale_id))
    start = (page - 1) * PAGE_SIZE
    page_ids = [one.pk for one in results[start : start + PAGE_SIZE]]
    by_page = {row.page_id: row for row in cards.rows("l.page_id = ANY(%(ids)s)", {"ids": page_ids})}
    return Found(count=results.count(), rows=[by_page[pk] for pk in page_ids if pk in by_page])
