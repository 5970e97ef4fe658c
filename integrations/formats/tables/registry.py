"""Every format by its code, its ending and its media type, and reading a file by what it is.

A format is loaded when it is first used, so that the process that reads one file does not wait for all of them.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from integrations.formats.problems import Problem, Unreadable
from integrations.formats.tables.column import Kind
from integrations.formats.tables.detect import format_of
from integrations.formats.tables.format import PLAIN, Format, Options, Table
from integrations.formats.tables.values import typed

ROOM = "integrations.formats.tables"
FORMATS = {
    "csv": "delimited_text.Csv",
    "semicolon": "delimited_text.Semicolon",
    "tsv": "delimited_text.Tsv",
    "positional": "positional.Positional",
    "json": "json_rows.Json",
    "jsonl": "json_rows.JsonLines",
    "xml": "xml_rows.Xml",
    "xlsx": "xlsx.Xlsx",
    "xls": "xls.Xls",
    "ods": "opendocument.Ods",
    "docx": "word.Word",
    "odt": "opendocument.Odt",
    "pdf": "pdf.Pdf",
    "zip": "zipped.Zip",
}
TEXTS = ("csv", "semicolon", "tsv", "positional")
CALLED_TEXT = ("csv", "skv", "txt", "tsv", "tab", "dat", "prn")


@cache
def by_code(code: str) -> Format:
    """Raises KeyError for a code that is none."""
    made = import_string(f"{ROOM}.{FORMATS[code]}")
    return made(find=by_code, read=_read_within) if code == "zip" else made()


def every() -> list[Format]:
    return [by_code(code) for code in FORMATS]


def by_media_type(media_type: str) -> Format | None:
    wanted = media_type.strip().casefold()
    return next((each for each in every() if wanted in (each.media_type, *each.other_media_types)), None)


def by_extension(name: str) -> Format | None:
    """By the ending of a file's name, for a choice to begin with; what a file is, its bytes say."""
    ending = name.rpartition(".")[2].casefold()
    return next((each for each in every() if ending in (each.extension, *each.other_extensions)), None)


def read(path: Path, options: Options = PLAIN, *, name: str = "") -> Table:
    """The file's table, of the kinds of `options.columns` where they are given. `name` is what the sender called it.

    Raises Unreadable. What is found wrong in the midst of it raises Unreadable while the rows are read.
    """
    table = as_it_is(path, options, name=name)
    if options.columns:
        return typed(table, options.columns)
    return typed(table, table.columns) if any(column.kind != Kind.TEXT for column in table.columns) else table


def as_it_is(path: Path, options: Options, *, name: str) -> Table:
    """The same before its values are of any kinds, for one who looks at its headings first."""
    found = options.format if options.format == "positional" else format_of(path)
    if options.format and options.format != found:
        said = {"found": by_code(found).name, "wanted": by_code(options.format).name}
        raise Unreadable(_("The file is %(found)s, not %(wanted)s.") % said)
    table = by_code(found).read(path, options)
    table.format = found
    table.decimal_mark = options.decimal_mark or table.decimal_mark
    if name and not _is_called_so(name, found):
        said = {"name": name, "found": by_code(found).name}
        table.problems.append(Problem(message=_("%(name)s is %(found)s in spite of its name, and was read so.") % said))
    return table


def _is_called_so(name: str, code: str) -> bool:
    """Text in columns is called many things."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    known = (by_code(code).extension, *by_code(code).other_extensions)
    return not ending or ending in known or (code in TEXTS and ending in CALLED_TEXT)


def _read_within(path: Path, options: Options) -> Table:
    """A file of an archive, with its values as they are."""
    is_positional = options.format == "positional"
    if not is_positional and format_of(path) == "zip":
        raise Unreadable(_("A zip archive within another is not opened."))
    columns = options.columns if is_positional else ()
    return read(path, replace(options, columns=columns))
