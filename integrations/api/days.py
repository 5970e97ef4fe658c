"""A day in an address: `2026-11-27` and nothing else; left alone, numbers of seconds would be days too."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written(value: object) -> object:
    if isinstance(value, str) and not WRITTEN.fullmatch(value):
        raise ValueError("not a day")
    return value


Day = Annotated[date, BeforeValidator(_written)]
