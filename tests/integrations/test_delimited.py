"""Text files in columns as strangers send them: what is read, and which line and column a fault is named by."""

import csv

import pytest

from integrations.formats import delimited
from integrations.formats.delimited import Delimited
from integrations.formats.problems import Unreadable

pytestmark = pytest.mark.krav("4.6.3")


@pytest.fixture
def opened(tmp_path):
    def open_file(content):
        path = tmp_path / "fil.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Delimited.opened(path)

    return open_file


def cells(file):
    return [(row.line, *row.cells.values()) for row in file.rows()]


def places(file):
    return [(problem.line, problem.column) for problem in file.problems]


@pytest.mark.parametrize(
    ("case", "content", "encoding", "delimiter"),
    [
        ("UTF-8", "namn,pris\nSkål,5\n".encode(), "utf-8", ","),
        ("UTF-8 with a mark", "namn,pris\nSkål,5\n".encode("utf-8-sig"), "utf-8-sig", ","),
        ("UTF-16", "namn;pris\nSkål;5\n".encode("utf-16"), "utf-16", ";"),
        ("UTF-16 big-endian", b"\xfe\xff" + "namn;pris\nSkål;5\n".encode("utf-16-be"), "utf-16", ";"),
        ("UTF-16 without a mark", "namn;pris\nSkål;5\n".encode("utf-16-le"), "utf-16-le", ";"),
        ("Windows-1252", "namn\tpris\nSkål\t5\n".encode("cp1252"), "cp1252", "\t"),
        ("Excel's own line", "sep=;\nnamn;pris\nSkål;5\n".encode(), "utf-8", ";"),
        ("blank lines before", "\n\nnamn;pris\nSkål;5\n".encode(), "utf-8", ";"),
        ("commas in quotes", b'"namn";"pris, kr"\nSk\xc3\xa5l;5\n', "utf-8", ";"),
        ("old Mac lines", "namn,pris\rSkål,5\r".encode(), "utf-8", ","),
    ],
)
def test_encoding_and_delimiter_are_found(case, content, encoding, delimiter, opened):
    file = opened(content)

    assert (file.encoding, file.delimiter) == (encoding, delimiter)
    assert [row[1:] for row in cells(file)] == [("Skål", "5")]


def test_a_file_in_windows_1252_is_read_with_a_warning(opened):
    file = opened("namn\nSkål\n".encode("cp1252"))

    assert cells(file) == [(2, "Skål")]
    assert places(file) == [(None, "")]
    assert "Windows-1252" in str(file.problems[0])


@pytest.mark.parametrize(
    ("case", "content", "rows", "faults"),
    [
        ("too many cells", "a,b\n1,2,3\n4,5\n", [(3, "4", "5")], [(2, "")]),
        ("too few cells", "a,b\n1\n4,5\n", [(3, "4", "5")], [(2, "")]),
        ("empty cells too many", "a,b\n1,2,,\n", [(2, "1", "2")], []),
        ("blank line", "a,b\n\n,\n1,2\n", [(4, "1", "2")], []),
        ("a NUL", "a,b\n1,\x002\n4,5\n", [(3, "4", "5")], [(2, "b")]),
        ("a control character", "a,b\n\x1b1,2\n4,5\n", [(3, "4", "5")], [(2, "a")]),
        ("lines in a cell", 'a,b\n1,"x\ny"\n4,5\n', [(2, "1", "x\ny"), (4, "4", "5")], []),
        ("a mark never closed", 'a,b\n1,"2\n3,4\n5,"x"\n', [(3, "3", "4"), (4, "5", "x")], [(2, "b")]),
        ("a mark never closed at the end", 'a,b\n1,2\n3,"4\n', [(2, "1", "2")], [(3, "b")]),
        ("text after a mark", 'a,b\n"1"x,2\n3,4\n', [(3, "3", "4")], [(2, "")]),
        ("another encoding in one line", "a,b\nå,1\n".encode() + b"\xe5,2\n", [(2, "å", "1")], [(3, "a")]),
    ],
)
def test_a_broken_row_is_named_and_takes_no_other_along(case, content, rows, faults, opened):
    file = opened(content)

    assert cells(file) == rows
    assert places(file) == faults


@pytest.mark.parametrize(("case", "content"), [("empty", b""), ("only blank lines", b"\n \n\n")])
def test_an_empty_file_cannot_be_read(case, content, opened):
    with pytest.raises(Unreadable):
        opened(content)


def test_a_gigantic_line_is_skipped_in_pieces(opened, monkeypatch):
    monkeypatch.setattr(delimited, "LONGEST_LINE", 1_000)

    file = opened("a,b\n1," + "x" * 50_000 + "\n4,5\n")

    assert cells(file) == [(3, "4", "5")]
    assert places(file) == [(2, "b")]


def test_a_gigantic_cell_over_many_lines_is_named(opened):
    file = opened('a,b\n1,"' + "x\n" * csv.field_size_limit() + '"\n4,5\n')

    assert ("4", "5") in [row[1:] for row in cells(file)]
    assert places(file)[0] == (2, "b")


def test_reading_stops_when_nothing_but_broken_rows_comes(opened, monkeypatch):
    monkeypatch.setattr(delimited, "MOST_BROKEN_ROWS", 3)

    file = opened("a,b\n" + '"1"x,2\n' * 10 + "4,5\n")

    assert cells(file) == []
    assert places(file) == [(2, ""), (3, ""), (4, ""), (None, "")]
