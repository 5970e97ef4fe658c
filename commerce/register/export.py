"""Registers as files for a spreadsheet: CSV row by row, XLSX as a workbook.

Text that a spreadsheet would run as a formula is made harmless.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commerce.register.harmless import harmless, is_runnable
from commerce.register.workbook import workbook

CHUNK = 2_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Sheet:
    """The columns of an export: heading and path or expression each; choices in words, moments on the shop's clock."""

    def __init__(self, model, columns):
        self.headings = [str(heading) for heading, source in columns]
        self._sources = [source for heading, source in columns]
        self._words = [_choices(model, source) for source in self._sources]

    def rows(self, queryset):
        """One list of plain values a row, read in chunks with nothing kept."""
        named = {f"column_{place}": source for place, source in enumerate(self._sources) if not isinstance(source, str)}
        names = [source if isinstance(source, str) else f"column_{place}" for place, source in enumerate(self._sources)]
        for row in queryset.annotate(**named).values_list(*names).iterator(chunk_size=CHUNK):
            yield [_plain(value, words) for value, words in zip(row, self._words, strict=True)]


def csv_response(sheet, queryset, *, filename):
    """UTF-8 with its mark, semicolons between, a point in decimals: for Swedish spreadsheets and for machines."""
    writer = csv.writer(_Passing(), delimiter=";")

    def lines():
        yield "\ufeff" + writer.writerow(sheet.headings)
        for row in sheet.rows(queryset):
            yield writer.writerow([_for_csv(value) for value in row])

    return _download(lines(), "text/csv; charset=utf-8", f"{filename}.csv")


def xlsx_response(sheet, queryset, *, filename):
    """Numbers as numbers, moments as moments, everything else as text, also when it looks like a formula."""
    pieces = workbook(filename, sheet.headings, sheet.rows(queryset), is_runnable=is_runnable)
    return _download(pieces, XLSX, f"{filename}.xlsx")


RESPONSES = {"csv": csv_response, "xlsx": xlsx_response}


@dataclass(frozen=True, kw_only=True)
class OtherSheet:
    """Another file of a register's rows, e.g. one row for each line of the orders listed.

    `rows(queryset)` gives the rows of `model` that belong to those listed.
    """

    label: Any
    name: str  # what the file is called after the register's own name
    model: type[Model]
    columns: tuple
    rows: Callable

    def respond(self, queryset, spreadsheet_format, *, filename):
        sheet = Sheet(self.model, self.columns)
        return RESPONSES[spreadsheet_format](sheet, self.rows(queryset), filename=f"{filename}-{self.name}")


def _download(pieces, content_type, filename):
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


class _Passing:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def _choices(model, source):
    if not isinstance(source, str):
        return None
    field = None
    for part in source.split("__"):
        field = model._meta.get_field(part)
        model = field.related_model or model
    return {key: str(label) for key, label in field.flatchoices} if field.flatchoices else None


def _plain(value, words):
    if words is not None:
        return words.get(value, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return value if value is None or isinstance(value, int | Decimal | float) else str(value)


def _for_csv(value):
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return harmless(value) if isinstance(value, str) else value
