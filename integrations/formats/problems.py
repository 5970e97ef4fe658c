"""What is wrong with a file, said so that the one who sent it can find it and put it right."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


def grouped(number: int) -> str:
    """The number as it is read: `16 384`."""
    return f"{number:,}".replace(",", " ")


class Unreadable(Exception):
    """Nothing of the file can be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about a file that a person should know. Lines are counted from 1, the header being the first."""

    message: str
    line: int | None = None
    column: str = ""
    refuses: bool = False  # a whole row, or a whole product, was left out because of it

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        place = {"line": self.line, "column": self.column, "message": self.message}
        if not self.column:
            return _("Line %(line)s: %(message)s") % place
        return _("Line %(line)s, column %(column)s: %(message)s") % place
