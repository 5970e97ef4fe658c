"""JSON read a record at a time, whatever the size of the file; no more is held than a record, and none may be huge."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from integrations.formats.problems import Unreadable

LONGEST_RECORD = 10_000_000
READ_AT_ONCE = 1_000_000
SPACE = re.compile(r"[ \t\r\n]*")
LONGEST_NUMBER = 400


def _number(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("too many digits")
    number = Decimal(text)
    if abs(number.adjusted()) > LONGEST_NUMBER:
        raise ValueError("too large a number")
    return number


def _constant(text: str) -> None:
    raise ValueError(text)


DECODER = json.JSONDecoder(parse_float=_number, parse_constant=_constant)


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is not JSON."""

    message: str


def first_line(path: Path) -> str:
    """The first that is not blank, as far as a record may be long; nothing where it is not UTF-8."""
    with _opened(path) as text:
        try:
            return next((line for line in iter(lambda: text.readline(LONGEST_RECORD), "") if line.strip()), "")
        except UnicodeDecodeError:
            return ""


def lines_of(path: Path) -> Iterator[tuple[int, Any]]:
    """Each line that is not blank as its number and what it says, or why it says nothing."""
    with _opened(path) as text:
        number = 0
        try:
            while line := text.readline(LONGEST_RECORD):
                number += 1
                if len(line) == LONGEST_RECORD:
                    raise Unreadable(_("Line %(line)s is too long.") % {"line": number})
                if line.strip():
                    yield number, _decoded(line)
        except UnicodeDecodeError as fault:
            raise Unreadable(_("The file is not UTF-8, as JSON must be.")) from fault


def _decoded(line: str) -> Any:
    try:
        return DECODER.decode(line)
    except (ValueError, RecursionError):
        return Broken(_("It is not JSON."))


def records_of(path: Path, name: str) -> Iterator[tuple[int, Any]]:
    """Each value of the array that the file is, or of the property `name` (else the first that is an array)."""
    with _opened(path) as text:
        stream = _Stream(text)
        try:
            if stream.peek() == "{":
                _go_to(stream, name)
            stream.take("[")
            number = 0
            while stream.peek() != "]":
                number += 1
                yield number, stream.value()
                if stream.peek() != "]":
                    stream.take(",")
        except UnicodeDecodeError as fault:
            raise Unreadable(_("The file is not UTF-8, as JSON must be.")) from fault


def _go_to(stream: "_Stream", name: str) -> None:
    """Past everything before the array of that name, in the object that the file is."""
    stream.take("{")
    while stream.peek() != "}":
        key = stream.value()
        stream.take(":")
        if stream.peek() == "[" and (not name or key == name):
            return
        stream.value()
        if stream.peek() != "}":
            stream.take(",")
    raise Unreadable(_("The file holds no array of rows."))


def _opened(path: Path) -> TextIO:
    with open(path, "rb") as file:
        head = file.read(4)
    encoding = "utf-16" if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    return open(path, encoding=encoding, newline="")


class _Stream:
    """The characters of a file, with those of the value being read at hand."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._held = ""
        self._at = 0
        self._is_whole = False

    def peek(self) -> str:
        """The next character that is no space."""
        while True:
            self._at = SPACE.match(self._held, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._held):
                return self._held[self._at]
            self._read()

    def take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise Unreadable(self._broken())
        self._at += 1

    def value(self) -> Any:
        """The next value, whole. A number or word that ends with what is held may go on, so more is read first."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._held, self._at)
                if end < len(self._held) or self._is_whole:
                    self._at = end
                    return value
            except (ValueError, RecursionError) as fault:
                if self._is_whole or isinstance(fault, RecursionError) or len(self._held) - self._at > LONGEST_RECORD:
                    raise Unreadable(self._broken(fault)) from fault
            self._read()

    def _read(self) -> None:
        """At least as much again as is held, so that a long value is not tried over and over."""
        if self._is_whole:
            raise Unreadable(_("The file is cut off: it ends in the middle."))
        self._held = self._held[self._at :]
        self._at = 0
        more = self._text.read(max(READ_AT_ONCE, len(self._held)))
        self._is_whole = not more
        self._held += more

    def _broken(self, fault: Exception | None = None) -> str:
        if isinstance(fault, json.JSONDecodeError) and self._is_whole:
            if fault.msg.startswith("Unterminated") or fault.pos >= len(self._held.rstrip()):
                return _("The file is cut off: it ends in the middle.")
        near = self._held[self._at : self._at + 40]
        return _("It is not JSON at “%(near)s”.") % {"near": near}
