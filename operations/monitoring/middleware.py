"""Counts every request: which view answered whom, how fast. It stands first, so that it sees all of the time."""

from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from operations.monitoring import request_ids
from operations.monitoring.counting import counter
from operations.monitoring.models import Role

ADMIN, API = "/admin/", "/api/"
KEPT_PAGE, NOWHERE = "kept_page", "nowhere"
NOT_THERE = "wagtail.admin.views.home.default"  # what the admin answers at addresses that it has not
LONGEST = 120
COUNTED = "shop.counted"  # in the environment of a request that has been
STAFF, SYSTEM, CUSTOMER, VISITOR = (str(one) for one in (Role.STAFF, Role.SYSTEM, Role.CUSTOMER, Role.VISITOR))


class MeasuringMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, name = perf_counter(), request_ids.begin(request.META.get("HTTP_X_REQUEST_ID", ""))
        try:
            response = self.get_response(request)
            response.headers[request_ids.HEADER] = request_ids.current()
        finally:
            request_ids.end(name)
        request.META[COUNTED] = True
        counter.note(began, route_of(request, response), role_of(request), response.status_code >= 500)
        return response


def route_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """The name of the view. Of addresses there are too many."""
    match = request.resolver_match
    if match is None:
        return KEPT_PAGE if response.status_code == 200 else NOWHERE
    return named(match)


def named(match: ResolverMatch) -> str:
    return NOWHERE if match.view_name == NOT_THERE else match.view_name[:LONGEST]


def role_of(request: HttpRequest) -> str:
    """By what the request has found out already: nothing is asked of the database."""
    if request.path.startswith(API):
        return SYSTEM
    user = getattr(request, "_cached_user", None)
    if user is None or not user.is_authenticated:
        return VISITOR
    return STAFF if request.path.startswith(ADMIN) else CUSTOMER
