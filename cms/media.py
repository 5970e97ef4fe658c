"""Kept files as the program itself serves them, where no proxy and no bucket does."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.views.static import serve

from cms.pictures import FALLBACK

PICTURES = ("images/", "original_images/")


def media(request, path):
    """The file; a picture that is gone, or not made yet, is answered with one that says so, and is asked for again."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except Http404:
        if not path.startswith(PICTURES):
            raise
    kept = Path(settings.STATIC_ROOT) / FALLBACK
    content = (kept if kept.exists() else Path(finders.find(FALLBACK))).read_bytes()
    return HttpResponse(content, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})
