"""Gives every answer its Content-Security-Policy; the editor of the admin may write style into its page."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

# Wagtail's text editor (Draftail) writes its placeholders and list numbers as style elements, with a new key each time,
# so that no hash can know them. What they may paint is kept in by `img-src` and `font-src`.
IN_THE_ADMIN = {"style-src-elem": [SELF, UNSAFE_INLINE]}


class ContentPolicyMiddleware(CSPMiddleware):
    """`CONTENT_SECURITY_POLICY` for every answer, wider for the admin by `IN_THE_ADMIN` alone."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.update = {**(parts.update or {}), **IN_THE_ADMIN}
        return parts
