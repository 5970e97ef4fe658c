"""Every address of the API. Each is behind the door; what is none of them is answered as the rest are."""

from django.urls import URLPattern, path, re_path
from ninja.utils import normalize_path, replace_path_param_notation

from integrations.api import document_views
from integrations.api.api import api
from integrations.api.door import door, nowhere


def _operations() -> list[URLPattern]:
    """Those whose address is all words stand first: they are no names of things."""
    found = []
    for bound in api._get_bound_routers():
        for written, view in bound.path_operations.items():
            route = normalize_path(replace_path_param_notation(written)).lstrip("/")
            found.append(path(route, door(view.get_view(), view.operations)))
    return sorted(found, key=lambda one: "<" in str(one.pattern))


urlpatterns = [
    path("openapi.json", document_views.openapi, name="api_document"),
    path("docs", document_views.docs, name="api_docs"),
    *_operations(),
    re_path(r"^[\s\S]*\Z", nowhere),  # a line break too is part of an address
]
