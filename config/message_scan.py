"""Find the texts to translate in code and templates, without GNU gettext.

Templates are turned into gettext calls by Django's own `templatize`; then both kinds are read token by token, as
xgettext does. Jinja's templates are read by Jinja.
"""

import ast
import functools
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = ["config", "operations", "integrations", "home", "search", "cms", "commerce", "templates"]
CALLS = {  # name of the function -> what its arguments are
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}
CALLED = re.compile(rf"\b(?:{'|'.join(CALLS)})\s*\(")  # what has none of these holds no message, and is not read


@dataclass
class Message:
    text: str
    context: str | None = None
    plural: str | None = None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple:
        return (self.context, self.text)


@functools.cache
def in_project() -> dict[tuple, Message]:
    """Every text to translate, with the files that use it."""
    found: dict[tuple, Message] = {}
    for path in sorted(_files()):
        for message in in_file(path):
            kept = found.setdefault(message.key, message)
            kept.plural = kept.plural or message.plural
            kept.files.add(path.relative_to(PROJECT).as_posix())
    return found


def in_file(path: Path) -> Iterator[Message]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".jinja":
        yield from in_jinja(source)
        return
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        source = "(" + templatize(source, origin=str(path))  # a bracket that stays open makes indentation mean nothing
    yield from in_source(source)


def in_source(source: str) -> Iterator[Message]:
    """The messages of a source text. Calls whose arguments are not plain strings are not messages."""
    if not CALLED.search(source):
        return
    tokens = list(_tokens(source))
    for place, token in enumerate(tokens):
        if token.type == tokenize.NAME and token.string in CALLS and _follows(tokens, place, "("):
            values = dict(zip(CALLS[token.string], _strings(tokens, place + 2), strict=False))
            if values.get("text"):
                yield Message(values["text"], values.get("context"), values.get("plural"))


def in_jinja(source: str) -> Iterator[Message]:
    """The messages of a Jinja template, as its own parser finds them."""
    for _line, call, arguments in Environment(extensions=["jinja2.ext.i18n"]).extract_translations(source):  # noqa: S701
        texts = arguments if isinstance(arguments, tuple) else (arguments,)
        values = dict(zip(CALLS.get(call, ()), texts, strict=False))
        if values.get("text"):
            yield Message(values["text"], values.get("context"), values.get("plural"))


def _files() -> Iterator[Path]:
    for floor in FLOORS:
        for suffix in ("*.py", "*.html", "*.txt", "*.jinja"):
            for path in (PROJECT / floor).rglob(suffix):
                if "migrations" not in path.parts and not path.name.startswith("."):
                    yield path


def _tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    """Tokens without line breaks and comments. What a template is turned into ends inside its open bracket."""
    skipped = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in skipped:
                yield token
    except tokenize.TokenError as error:
        if not source.startswith("("):
            raise SyntaxError(*error.args) from None


def _follows(tokens: list, place: int, text: str) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].string == text


def _strings(tokens: list, place: int) -> Iterator[str]:
    """The leading string arguments of a call, adjacent literals joined; stops at the first that is something else."""
    parts: list[str] = []
    for token in tokens[place:]:
        if token.type == tokenize.STRING and "f" not in token.string.split(token.string[-1])[0].lower():
            parts.append(ast.literal_eval(token.string))
        elif token.string in (",", ")") and parts:
            yield "".join(parts)
            parts = []
            if token.string == ")":
                return
        else:
            return
