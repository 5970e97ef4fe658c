"""Numbers of parcels (SSCC, GS1): ours begin with the digits that the shop has of its own."""

import re

DIGITS = 18
S10 = re.compile(r"[A-Z]{2}\d{9}SE")  # the Universal Postal Union's, with Sweden's letters
OF_POSTNORD = re.compile(r"(00)?37\d{16}")


def sscc(prefix: str, serial: int) -> str:
    """The number of a parcel: the prefix, a serial number, and a check digit. Raises ValueError when it is used up."""
    room = DIGITS - 1 - len(prefix)
    if not prefix.isdecimal() or room < 4 or serial >= 10**room:
        raise ValueError(f"no number of a parcel begins with {prefix} and has the serial {serial}")
    body = f"{prefix}{serial:0{room}d}"
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def is_postnords(number: str, *, prefix: str) -> bool:
    """Whether it looks like a number that PostNord can be asked about. Assumed: what their numbers begin with."""
    ours = bool(prefix) and number.startswith(prefix) and len(number) == DIGITS
    return ours or bool(S10.fullmatch(number) or OF_POSTNORD.fullmatch(number))
