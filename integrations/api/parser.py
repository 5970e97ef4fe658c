"""What ninja is told of a body: it has been read at the door."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class ReadAtTheDoor(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return request.api_body  # type: ignore[attr-defined]
