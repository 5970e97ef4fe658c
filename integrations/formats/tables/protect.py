"""Text that a spreadsheet would run as a formula is kept from it (CWE-1236), so that our own reading gets it back.

An apostrophe is put before it, as the registers do. Text that already begins with apostrophes and then what would be
run gets one more, so that taking one away always gives what was written. A negative number stays a number.
"""

import re

from commerce.register.harmless import RUNNABLE

MARKS = re.escape("".join(RUNNABLE))
WOULD_RUN = re.compile(rf"'* *[{MARKS}]")
PROTECTED = re.compile(rf"'+ *[{MARKS}]")
FIRST = frozenset((*RUNNABLE, "'", " "))
NUMBER = re.compile(r"-\d+(?:[.,]\d+)?", re.ASCII)


def would_run(text: str) -> bool:
    """Whether it would be run, or be taken for text that has been protected."""
    return text[:1] in FIRST and bool(WOULD_RUN.match(text)) and not NUMBER.fullmatch(text)


def protected(text: str) -> str:
    return f"'{text}" if would_run(text) else text


def unprotected(text: str) -> str:
    return text[1:] if PROTECTED.match(text) else text
