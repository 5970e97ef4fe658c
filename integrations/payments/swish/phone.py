"""A phone number as Swish writes it."""

import re

SWEDISH = re.compile(r"46[1-9]\d{5,12}")


class NotSwedish(ValueError):
    """Swish is for numbers of Sweden."""


def alias(written: str) -> str:
    """`070-123 45 67`, `+46 70 123 45 67` or `0046…` as `46701234567`. Raises NotSwedish."""
    digits = re.sub(r"[\s()/-]", "", written)
    for prefix, whole in (("+", ""), ("00", ""), ("0", "46")):
        if digits.startswith(prefix):
            digits = whole + digits[len(prefix) :]
            break
    if digits.startswith("460"):  # +46 (0)70
        digits = f"46{digits[3:]}"
    if not SWEDISH.fullmatch(digits):
        raise NotSwedish
    return digits
