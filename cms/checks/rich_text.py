"""What stands in rich text as editors store it: its headings, its links, and lines that only look like headings."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = {f"h{level}": level for level in range(2, 7)}
BOLD = ("b", "strong")


@dataclass(slots=True)
class Link:
    """Where a link leads: a page or document by id, or an address; and the words that it stands on."""

    page_id: int | None = None
    document_id: int | None = None
    address: str = ""
    words: str = ""


@dataclass(slots=True)
class Read:
    links: list[Link] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    bold_lines: list[str] = field(default_factory=list)
    text: str = ""


def read(source: str) -> Read:
    parser = _Reader()
    parser.feed(source or "")
    parser.close()
    parser.found.text = " ".join("".join(parser.words).split())
    return parser.found


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.words = Read(), []
        self.link, self.heading = None, None
        self.line, self.bold, self.is_bold = "", "", False

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "a":
            self.link = _link(said)
            self.found.links.append(self.link)
        elif tag in HEADINGS:
            self.heading = ""
        elif tag == "p":
            self.line = self.bold = ""
        elif tag in BOLD:
            self.is_bold = True

    def handle_endtag(self, tag):
        if tag == "a":
            self.link = None
        elif tag in HEADINGS and self.heading is not None:
            self.found.headings.append((HEADINGS[tag], self.heading.strip()))
            self.heading = None
        elif tag == "p":
            if self.bold.strip() and self.bold.strip() == self.line.strip():
                self.found.bold_lines.append(self.bold.strip())
        elif tag in BOLD:
            self.is_bold = False
        if tag in ("p", "li", *HEADINGS):
            self.words.append(" ")

    def handle_data(self, data):
        self.words.append(data)
        self.line += data
        if self.is_bold:
            self.bold += data
        if self.link is not None:
            self.link.words += data
        if self.heading is not None:
            self.heading += data


def _link(said):
    number = said.get("id") or ""
    if said.get("linktype") == "page":
        return Link(page_id=int(number) if number.isdecimal() else 0)
    if said.get("linktype") == "document":
        return Link(document_id=int(number) if number.isdecimal() else 0)
    return Link(address=(said.get("href") or "").strip())
