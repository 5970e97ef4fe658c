"""From data to PDF: PDF/A-2a, which keeps, and PDF/UA-1, which a screen reader can read. Typst checks both.

What is said reaches a template as JSON in `sys.inputs` and is never part of its source, so no text of a shopper's can
be markup. A compiler is kept warm for each template: a document takes some milliseconds, and one at a time is drawn.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

STANDARDS: list[Any] = ["a-2a", "ua-1"]
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff9-\uffff\U000f0000-\U0010ffff]")
RARE = re.compile(r"[^\x00-\u052f\u1e00-\u20cf\u2100-\u214f\u2190-\u21ff\u2212\ufffd]")
_one_at_a_time = threading.Lock()


def typeset(template: str, said: Mapping[str, Any], *, at: datetime, standards: list[Any] = STANDARDS) -> bytes:
    """The PDF of a template in `templates/documents` with what is said in it; same data and time, same bytes.

    `at` is the moment written in the file. A character that no font of the document has is replaced by a mark that says
    so, as is what is no text. Raises typst.TypstError for a template that is wrong. A document with a file attached
    asks for other `standards`, as PDF/A-2 takes none.
    """
    told = json.dumps(_text_only(said), ensure_ascii=False)
    with _one_at_a_time:
        try:
            return _compiled(template, told, at, standards)
        except typst.TypstError:
            if not RARE.search(told):
                raise
        return _compiled(template, RARE.sub(UNKNOWN, told), at, standards)


def _text_only(said: Any) -> Any:
    """The same with every control character, half character and character without a meaning replaced."""
    if isinstance(said, str):
        return NO_TEXT.sub(UNKNOWN, said)
    if isinstance(said, Mapping):
        return {name: _text_only(value) for name, value in said.items()}
    return [_text_only(one) for one in said] if isinstance(said, list | tuple) else said


def _compiled(template: str, told: str, at: datetime, standards: list[Any]) -> bytes:
    made = _compiler(template).compile(
        format="pdf",
        sys_inputs={"said": told},
        pdf_standards=standards,
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    assert isinstance(made, bytes)  # noqa: S101  one file for a PDF, whatever the declaration allows
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    folder = _folder()
    return typst.Compiler(input=folder / f"{template}.typ", root=folder, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """The shop's own, and those that come with Typst for letters that they lack: Greek, Cyrillic, the rest of Latin."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_folder() / "fonts"])


def _folder() -> Path:
    return settings.PROJECT / "templates" / "documents"
