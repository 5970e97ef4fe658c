"""The feed as a file: RSS 2.0 with Google's fields, and the same fields as comma-separated columns.

Each is written piece by piece from articles that come one by one; nothing is held.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings

from cms.storefront.frame import absolute
from integrations.feeds.articles import Article
from integrations.feeds.fields import COLUMNS, additional_pictures, fields_of, money

NAMESPACE = "http://base.google.com/ns/1.0"
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHIPPING = "shipping(country:region:service:price)"


def as_rss(articles: Iterable[Article], *, language: str, now: datetime) -> Iterator[str]:
    about = _element("title", settings.WAGTAIL_SITE_NAME) + _element("link", absolute("/"))
    about += _element("description", settings.WAGTAIL_SITE_NAME) + _element("language", language)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="{NAMESPACE}" version="2.0">\n<channel>{about}\n'
    for article in articles:
        told = "".join(_element(f"g:{name}", value) for name, value in fields_of(article, now=now).items())
        told += "".join(_element("g:additional_image_link", one) for one in additional_pictures(article))
        for delivery in article.deliveries:
            cost = _element("g:country", delivery.country) + _element("g:service", delivery.name)
            told += f"<g:shipping>{cost}{_element('g:price', money(delivery.price, article))}</g:shipping>"
        yield f"<item>{told}</item>\n"
    yield "</channel>\n</rss>\n"


def as_csv(articles: Iterable[Article], *, language: str, now: datetime) -> Iterator[str]:
    """Lists within a cell stand with commas between, and the parts of a delivery with colons, as Prisjakt reads them.

    The file is for machines, which read an article's name as it is: no cell is changed for the sake of spreadsheets.
    """
    writer = csv.writer(_Passing())
    yield writer.writerow([*COLUMNS, "additional_image_link", SHIPPING])
    for article in articles:
        told = fields_of(article, now=now)
        deliveries = [f"{one.country}::{_part(one.name)}:{money(one.price, article)}" for one in article.deliveries]
        lists = [",".join(additional_pictures(article)), ",".join(deliveries)]
        yield writer.writerow([*(told.get(name, "") for name in COLUMNS), *lists])


@dataclass(frozen=True, slots=True)
class Format:
    content_type: str
    write: Callable[..., Iterator[str]]


FORMATS = {
    "products.xml": Format("application/xml; charset=utf-8", as_rss),
    "products.csv": Format("text/csv; charset=utf-8", as_csv),
}


class _Passing:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(NOT_IN_XML.sub('', text))}</{name}>"


def _part(text: str) -> str:
    """A text as one part of a cell that has several."""
    return re.sub(r"\s*[,:]+\s*", " ", text).strip()
