"""The column of proofs in docs/krav.md, written from the marks of the tests: `python -m tests.krav`."""

import re

from operations.acceptance.written_down import NOTHING, PROJECT, ROW, Row, rows
from operations.acceptance.written_down import REQUIREMENTS as PAGE

__all__ = ["PAGE", "PROJECT", "proofs", "rows", "with_proofs"]

MARK = re.compile(r"""mark\.krav\(\s*["']([\d.]+)["']""")


def proofs() -> dict[str, list[str]]:
    """The test files that are marked with each requirement."""
    found: dict[str, list[str]] = {}
    for path in sorted((PROJECT / "tests").rglob("test_*.py")):
        for number in dict.fromkeys(MARK.findall(path.read_text(encoding="utf-8"))):
            found.setdefault(number, []).append(path.relative_to(PROJECT).as_posix())
    return found


def with_proofs(text: str) -> str:
    """The page as it should be."""
    known = proofs()

    def mend(match: re.Match) -> str:
        row = Row(*match.groups())
        tests = " ".join(f"`{path}`" for path in known.get(row.number, [])) or NOTHING
        return str(Row(row.number, row.wanted, row.modules, tests, row.documents))

    return ROW.sub(mend, text)


if __name__ == "__main__":
    PAGE.write_text(with_proofs(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
