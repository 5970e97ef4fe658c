"""HTML from elsewhere as the rich text that pages hold: what an editor could have written with the toolbar, no more.

Everything is sanitised first; what the toolbar has no button for becomes the nearest thing it has, or plain text.
"""

from html import escape
from html.parser import HTMLParser

import nh3

INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "a": "a"}
BLOCKS = {"p": "p", "div": "p", "blockquote": "p", "tr": "p", "section": "p", "article": "p", "pre": "p"}
BLOCKS |= {f"h{level}": "h3" for level in range(1, 7)}
LISTS = {"ul", "ol"}
CELLS = {"td", "th"}
ALLOWED = {*INLINE, *BLOCKS, *LISTS, *CELLS, "li", "br"}
ADDRESSES = {"http", "https", "mailto", "tel"}


def from_html(html: str) -> str:
    """Sanitised rich text; empty when the HTML says nothing. Plain text gets a paragraph for each blank line in it."""
    if "<" not in html and "&" not in html:
        paragraphs = [" ".join(part.split()) for part in html.replace("\r", "").split("\n\n")]
        return "".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part)
    clean = nh3.clean(
        html,
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes=ADDRESSES,
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "svg", "math"},
    )
    writer = _Writer()
    writer.feed(clean)
    writer.close()
    return writer.written()


class _Writer(HTMLParser):
    """Writes paragraphs, headings and lists that hold inline text only, whatever nests in the source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.output: list[str] = []
        self.text: list[str] = []
        self.open: list[str] = []  # inline tags that are open now
        self.block = "p"
        self.list = ""
        self.items: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in INLINE:
            self._open_inline(INLINE[tag], dict(attrs).get("href"))
        elif tag == "br":
            self.text.append("<br/>")
        elif tag in BLOCKS or tag in LISTS or tag == "li":
            self._end_block()
            self.block = BLOCKS.get(tag, "p")
            if tag in LISTS and not self.list:
                self.list = tag

    def handle_endtag(self, tag):
        if tag in INLINE and INLINE[tag] in self.open:
            self._close_inline(INLINE[tag])
        elif tag in CELLS:
            self.text.append(" ")
        elif tag in BLOCKS or tag == "li":
            self._end_block()
        elif tag == self.list:
            self._end_list()

    def handle_data(self, data):
        self.text.append(escape(data, quote=False))

    def written(self) -> str:
        self._end_list()
        return "".join(self.output)

    def _open_inline(self, tag, href):
        if tag in self.open or (tag == "a" and not href):
            return
        self.open.append(tag)
        self.text.append(f'<a href="{escape(href)}">' if tag == "a" else f"<{tag}>")

    def _close_inline(self, tag):
        while tag in self.open:
            self.text.append(f"</{self.open.pop()}>")

    def _end_block(self):
        while self.open:
            self.text.append(f"</{self.open.pop()}>")
        words = _tidy("".join(self.text))
        self.text = []
        if words and self.list:
            self.items.append(f"<li>{words}</li>")
        elif words:
            self.output.append(f"<{self.block}>{words}</{self.block}>")
        self.block = "p"

    def _end_list(self):
        self._end_block()
        if self.items:
            self.output.append(f"<{self.list}>{''.join(self.items)}</{self.list}>")
        self.list, self.items = "", []


def _tidy(words: str) -> str:
    """One space where there are several, none around line breaks; nothing when only marks are left."""
    words = " ".join(words.replace("\xa0", " ").split())
    for tag in ("b", "i"):
        words = words.replace(f"<{tag}></{tag}>", "").replace(f"<{tag}> </{tag}>", " ")
    words = words.replace(" <br/>", "<br/>").replace("<br/> ", "<br/>").strip()
    while words.startswith("<br/>"):
        words = words.removeprefix("<br/>")
    while words.endswith("<br/>"):
        words = words.removesuffix("<br/>")
    return words
