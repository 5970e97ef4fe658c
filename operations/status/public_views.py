"""The status page where no web server stands before the shop: the same files, written when they are not there."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from operations.status import public

FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "en/": ("en/index.html", "text/html; charset=utf-8"),
    "avbrott.ics": ("avbrott.ics", "text/calendar; charset=utf-8"),
    "en/avbrott.ics": ("en/avbrott.ics", "text/calendar; charset=utf-8"),
}


@require_safe
def status(request: HttpRequest, name: str = "") -> FileResponse:
    if name not in FILES:
        raise Http404
    relative, kind = FILES[name]
    path = Path(settings.STATUS_DIR) / relative
    if not path.exists():
        public.write(now=timezone.now())
    return FileResponse(path.open("rb"), content_type=kind, headers={"Cache-Control": "max-age=15"})
