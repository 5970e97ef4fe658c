"""Errors as RFC 9457 writes them: what kind of problem, in words for people, and which part of the call it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD_AT = "/api/v1/docs"


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of problem: its status and what it is called. It is told of at `/api/v1/docs#code`."""

    status: int
    title: str | Promise


SORTS = {
    "malformed": Sort(400, _("The call cannot be read")),
    "unknown-parameter": Sort(400, _("There is no such parameter")),
    "key-missing": Sort(400, _("Idempotency-Key is missing")),
    "unauthorised": Sort(401, _("No token that holds")),
    "forbidden": Sort(403, _("The token does not give that right")),
    "not-found": Sort(404, _("There is no such thing")),
    "method-not-allowed": Sort(405, _("That cannot be done here")),
    "not-acceptable": Sort(406, _("There is no answer in that format")),
    "conflict": Sort(409, _("It cannot be done as things are")),
    "out-of-stock": Sort(409, _("There is not so much in stock")),
    "not-for-sale": Sort(409, _("It is not for sale")),
    "total-changed": Sort(409, _("The total is another")),
    "credit-exceeded": Sort(409, _("The credit does not suffice")),
    "not-offered": Sort(409, _("That delivery or payment is not offered")),
    "too-large": Sort(413, _("The body is too large")),
    "unsupported-media-type": Sort(415, _("A body in that format is not read")),
    "invalid": Sort(422, _("Something in the call is wrong")),
    "key-reused": Sort(409, _("The key was used for another call")),
    "too-many-calls": Sort(429, _("Too many calls")),
    "failure": Sort(500, _("Something went wrong with us")),
}


class Problem(Exception):
    """The call comes to nothing. `code` is one of SORTS; `detail` is for people, `told` and `errors` for machines."""

    def __init__(
        self,
        code: str,
        detail: str | Promise = "",
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **told: Any,
    ) -> None:
        super().__init__(code, detail)
        self.code, self.detail, self.errors, self.told = code, detail, errors, told
        self.headers = headers or {}

    @property
    def status(self) -> int:
        return SORTS[self.code].status

    def document(self) -> dict[str, Any]:
        """In the language of the call."""
        found: dict[str, Any] = {
            "type": f"{TOLD_AT}#{self.code}",
            "title": str(SORTS[self.code].title),
            "status": self.status,
            "code": self.code,
        }
        if self.detail:
            found["detail"] = str(self.detail)
        if self.errors:
            found["errors"] = [dict(one) for one in self.errors]
        return found | self.told


def pointer(location: Sequence[Any]) -> str:
    """Where in the body it is, as RFC 6901 points: `/lines/0/quantity`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)
