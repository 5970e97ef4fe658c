"""From where a page has lain to where it lies in a preview: the redirection that its publication will leave behind."""

from django.db import connection
from django.shortcuts import redirect
from django.utils.translation import get_language

from cms.storefront.frame import frame_of

IS_ANYTHING_ANOTHER = "SELECT to_regclass('pg_temp.look_page') IS NOT NULL"
MOVED = "SELECT url_path FROM look_page WHERE old_url_path = %s AND url_path <> old_url_path AND was_live AND live"


def onward(request):
    """The way to the page that has lain at the request's address; None where none has. Asked within a preview."""
    frame, language = frame_of(request), get_language()
    root = frame.roots.get(language)
    if root is None:
        return None
    asked = root.url_path + request.path_info.removeprefix(frame.prefixes[language]).rstrip("/") + "/"
    with connection.cursor() as cursor:
        cursor.execute(IS_ANYTHING_ANOTHER)
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(MOVED, [asked])
        found = cursor.fetchone()
    return redirect(frame.url_of(found[0], language)) if found else None
