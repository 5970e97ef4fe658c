"""XML: an element a row, with an element a value. What we write says its columns first; anyone's rows are found.

A missing value has no element, an empty text an empty one. A heading that is no XML name stands in `name`.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext_lazy

from integrations.formats.tables import named
from integrations.formats.tables.column import Column, Value, checked, writers
from integrations.formats.tables.format import PLAIN, Format, Options, Table
from integrations.formats.tables.xml_stream import NAMESPACE, columns_of, records_of

NAME = re.compile(r"(?!xml|cell$|field$)[a-zåäöéü_][a-zåäöéü0-9_.-]*", re.IGNORECASE)
AT_ONCE = 500


class Xml(Format):
    code, name, extension = "xml", gettext_lazy("XML"), "xml"
    media_type, other_media_types = "application/xml", ("text/xml",)

    def read(self, path: Path, options: Options) -> Table:
        return named.table_of(records_of(path, options.record), [], columns_of(path))

    def write(
        self, rows: Iterable[Sequence[Value]], file: BinaryIO, columns: Sequence[Column], options: Options = PLAIN
    ) -> None:
        made = writers(columns, decimal_mark=".", yes="true", no="false")
        tags = [_tags(column.name) for column in columns]
        numbered = checked(rows, columns)
        said = "".join(f'<column name={quoteattr(column.name)} kind="{column.kind}"/>' for column in columns)
        lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rows xmlns="{NAMESPACE}">\n<columns>{said}</columns>']
        for _number, row in numbered:
            cells = [
                f"{start}{escape(write(value))}{end}"
                for value, write, (start, end) in zip(row, made, tags, strict=True)
                if value is not None
            ]
            lines.append(f"<row>{''.join(cells)}</row>")
            if len(lines) >= AT_ONCE:
                file.write("\n".join([*lines, ""]).encode())
                lines = []
        file.write("\n".join([*lines, "</rows>", ""]).encode())


def _tags(name: str) -> tuple[str, str]:
    if NAME.fullmatch(name):
        return f"<{name}>", f"</{name}>"
    return f"<cell name={quoteattr(name)}>", "</cell>"
