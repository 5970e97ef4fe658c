"""How a line of the log is written: with what helps, the request it is about, and nobody's e-mail address."""

import json
import logging
from datetime import UTC, datetime

from commerce.customers.person import without_addresses
from operations.monitoring.request_ids import current


class WithoutAddresses(logging.Formatter):
    """Also of what an exception says, which is where a mail server's words end up."""

    def format(self, record: logging.LogRecord) -> str:
        return without_addresses(super().format(record))


class AsJson(logging.Formatter):
    """One object a line, for a program that gathers logs: what, when, where, and in which request."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if request := current():
            told["request"] = request
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps({key: _clean(value) for key, value in told.items()}, ensure_ascii=False)


def _clean(value: object) -> object:
    return without_addresses(value) if isinstance(value, str) else value
