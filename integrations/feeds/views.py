"""The feeds at their addresses, the same for whoever asks. What they are for: docs/handbok/produktfiler.md."""

import gzip
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from commerce.customers.limits import is_within
from integrations.feeds import kept
from integrations.feeds.formats import FORMATS

PIECE = 64 * 1024
HOUR = 60 * 60
MOST_AN_HOUR = 120  # by one sender; what is unchanged is not counted, and readers come a few times a day
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))")


@require_safe
def feed(request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """One feed in one language; nothing but its tag for a reader that has it already, or that asks for its head."""
    if name not in FORMATS or language not in dict(settings.LANGUAGES):
        raise Http404
    now = timezone.now()
    tag = kept.tag_of(name, language, now=now)
    known: HttpResponseBase | None = get_conditional_response(request, etag=_etag(tag))
    response = known or HttpResponse(content_type=FORMATS[name].content_type)
    if known is None and request.method == "GET":
        if not is_within(request, "feed", most=MOST_AN_HOUR, seconds=HOUR):
            return HttpResponse(status=429, headers={"Retry-After": str(HOUR)})
        file, tag = kept.opened(name, language, tag=tag, now=now)
        response = _sent(request, file, name)
    response.headers["ETag"] = _etag(tag)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _etag(tag: str) -> str:
    """Weak: compressed or not it says the same."""
    return f'W/"{tag}"'


def _sent(request: HttpRequest, file: BinaryIO, name: str) -> HttpResponseBase:
    content_type = FORMATS[name].content_type
    if TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return FileResponse(file, filename=name, content_type=content_type, headers={"Content-Encoding": "gzip"})
    return StreamingHttpResponse(_unpacked(file), content_type=content_type)


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    with file, gzip.GzipFile(fileobj=file) as packed:
        while piece := packed.read(PIECE):
            yield piece
