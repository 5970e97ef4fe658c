"""What the admin's rooms for files, out and in, have in common: whom they let in, what they call things, and how a file
is handed out."""

from collections.abc import Callable
from typing import IO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.admin import messages

from integrations.gateway.kinds import registry

File = tuple[IO[bytes], str, str]  # opened, its name, its media type


def need_any(request: HttpRequest, *permissions: str) -> None:
    """Raises PermissionDenied for whoever has none of them."""
    if not any(request.user.has_perm(one) for one in permissions):
        raise PermissionDenied


def need_all(request: HttpRequest, *permissions: str) -> None:
    """Raises PermissionDenied for whoever lacks one of them."""
    if not all(request.user.has_perm(one) for one in permissions):
        raise PermissionDenied


def kind_title(code: str):
    """What a kind is called; of one that there is no more, its code."""
    return registry.KINDS[code].title if code in registry.KINDS else code


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """`(address, words)` each, the last without an address."""
    return [{"url": url, "label": label} for url, label in steps]


def handed_out(
    request: HttpRequest, opened: Callable[[], File], *, refusal: type[Exception], back: HttpResponse
) -> HttpResponseBase:
    """The file to keep, or where it is refused the reason on the page that it was asked for on."""
    try:
        file, name, media_type = opened()
    except refusal as reason:
        messages.error(request, str(reason))
        return back
    return FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
