"""Counts and names the answers that never reach Django's own handler: kept pages, and that the database is away.

Stands outside the door that sends them (`cms.storefront.kept`). What Django has answered, `MeasuringMiddleware` has
counted and named, and has said so in the environment of the request. It costs microseconds: `tests.bench.measuring`.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from time import perf_counter
from typing import Any

from operations.monitoring import request_ids
from operations.monitoring.counting import counter
from operations.monitoring.live import Application
from operations.monitoring.middleware import COUNTED, KEPT_PAGE, NOWHERE, VISITOR

WELL = "200"


def measured(application: Application) -> Application:
    """The application, with what it answers by itself counted and given an `X-Request-ID`."""

    @wraps(application)
    def first(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = perf_counter()

        def begin(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            if COUNTED not in environ:
                headers.append((request_ids.HEADER, request_ids.named(environ.get("HTTP_X_REQUEST_ID", ""))))
                counter.note(began, KEPT_PAGE if status[:3] == WELL else NOWHERE, VISITOR, status[0] == "5")
            return start_response(status, headers, *fault)

        return application(environ, begin)

    return first
