"""In which format a call is read and answered: JSON or XML, and of lists also CSV and XLSX."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _
from lxml import etree

from integrations.api.problems import Problem
from integrations.formats.tables.column import clean

JSON, XML = "application/json", "application/xml"
BYTES = "application/octet-stream"
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = (JSON, XML)
OF_LISTS = (JSON, XML, CSV, XLSX)
FILES = {CSV: "csv", XLSX: "xlsx"}  # the codes of `integrations.formats.tables.registry`
PROBLEM = {JSON: "application/problem+json", XML: "application/problem+xml"}
PROBLEM_SPACE = "urn:ietf:rfc:7807"
DEEPEST = 20
LARGEST = 1_000_000  # bytes of a body
LARGEST_WHOLE = 2**63 - 1


def wanted(request: HttpRequest, offered: Sequence[str]) -> str:
    """The media type of those offered that the caller would rather have. Raises Problem."""
    found = request.get_preferred_type(list(offered))
    if found is None:
        raise Problem("not-acceptable", _("Ask for one of: %(types)s.") % {"types": ", ".join(offered)})
    return found


def for_problems(request: HttpRequest) -> str:
    """An error is told also to one who would have nothing that there is."""
    takes = [XML, "application/problem+xml"]
    found = request.get_preferred_type([JSON, "application/problem+json", *takes])
    return XML if found in takes else JSON


def answer(
    request: HttpRequest, document: Any, *, status: int = 200, offered: Sequence[str] = PLAIN, root: str = "answer"
) -> HttpResponse:
    """The document in the format that the caller wants."""
    media_type = wanted(request, offered)
    response = HttpResponse(written(document, media_type, root=root), status=status, content_type=_typed(media_type))
    response.document = document  # type: ignore[attr-defined]  # for one who is to answer so again
    return response


def problem(request: HttpRequest, found: Problem) -> HttpResponse:
    media_type = for_problems(request)
    content = written(found.document(), media_type, root="problem", space=PROBLEM_SPACE)
    response = HttpResponse(content, status=found.status, content_type=_typed(PROBLEM[media_type]))
    for name, value in found.headers.items():
        response.headers[name] = value
    return response


def written(document: Any, media_type: str, *, root: str = "answer", space: str | None = None) -> bytes:
    if media_type == XML:
        element = etree.Element(root, nsmap={None: space}) if space else etree.Element(root)
        _fill(element, plain(document))
        return etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return json.dumps(plain(document), ensure_ascii=False).encode()


def plain(value: Any) -> Any:
    """As JSON has it: amounts as text, exactly; moments in UTC."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def body_of(request: HttpRequest, content: bytes) -> Any:
    """What the body says. Raises Problem for one that is no JSON or XML, is too deep, or says what no text can."""
    media_type, parameters = parse_header_parameters(request.headers.get("Content-Type", ""))
    if media_type not in PLAIN:
        raise Problem("unsupported-media-type", _("Send %(types)s.") % {"types": ", ".join(PLAIN)})
    if parameters.get("charset", "utf-8").casefold() not in ("utf-8", "utf8", "us-ascii"):
        raise Problem("unsupported-media-type", _("Send it in UTF-8."))
    found = _of_xml(content) if media_type == XML else _of_json(content)
    _look_through(found, 0)
    return found


def _of_json(content: bytes) -> Any:
    try:
        return json.loads(content.decode(), parse_constant=_no_number, object_pairs_hook=_once_each)
    except RecursionError as error:
        raise Problem("malformed", _("It is nested too deep.")) from error
    except ValueError as error:
        raise Problem("malformed", _("The body is no JSON in UTF-8.")) from error


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _of_xml(content: bytes) -> Any:
    """Elements by their names; several of one name, or an `item`, make a list. No document type is read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem("malformed", _("The body is no XML.")) from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Problem("malformed", _("The body has a document type, and none is read."))
    return _read(root, 0)


def _read(element: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise Problem("malformed", _("It is nested too deep."))
    children = [child for child in element if isinstance(child.tag, str)]
    if element.get("nil") == "true":
        return None
    if not children:
        return element.text or ""
    names = {child.tag for child in children}
    if len(names) == 1 and (len(children) > 1 or names <= {"item", element.tag}):
        return [_read(child, depth + 1) for child in children]
    found = {child.tag: _read(child, depth + 1) for child in children}
    if len(found) < len(children):
        raise Problem("malformed", _("An element stands twice."))
    return found


def _look_through(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Problem("malformed", _("It is nested too deep."))
    if isinstance(value, str):
        refuse_no_text(value)
    elif isinstance(value, dict):
        for name, one in value.items():
            refuse_no_text(name)
            _look_through(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            _look_through(one, depth + 1)
    elif isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        raise Problem("malformed", _("A number is too large."))


def refuse_no_text(text: str) -> None:
    """Raises Problem for NUL and other characters that are no text."""
    if clean(text) != text.replace("\r\n", "\n").replace("\r", "\n"):
        raise Problem("malformed", _("It has characters that are no text."))


def _fill(element: Any, value: Any) -> None:
    if isinstance(value, dict):
        for name, one in value.items():
            _fill(etree.SubElement(element, _tag(element, name)), one)
    elif isinstance(value, list):
        for one in value:
            _fill(etree.SubElement(element, _tag(element, "item")), one)
    elif value is None:
        element.set("nil", "true")
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    else:
        element.text = clean(str(value))


def _tag(element: Any, name: str) -> str:
    space = etree.QName(element).namespace
    return f"{{{space}}}{name}" if space else name


def _typed(media_type: str) -> str:
    return f"{media_type}; charset=utf-8"
