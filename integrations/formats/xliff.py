"""Texts to translate as XLIFF 1.2 (OASIS, 1 February 2008), as translation tools read it: the key is the unit's `id`.

Markup in a text stands as text, so that a tool shows it whole.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from lxml import etree

from cms.translation.unit import Said, Unit
from integrations.formats.problems import Unreadable

SUFFIX, CONTENT_TYPE = "xlf", "application/xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
DOUBTFUL = {
    "needs-adaptation",
    "needs-l10n",
    *(f"needs-review-{what}" for what in ("adaptation", "l10n", "translation")),
}


def write(units: Iterable[Unit], *, source: str, target: str, now: datetime) -> bytes:
    """The file, UTF-8, valid by the transitional schema of XLIFF 1.2."""
    root = etree.Element(_in("xliff"), nsmap={None: NAMESPACE}, version="1.2")
    file = etree.SubElement(
        root,
        _in("file"),
        {
            "original": "shop",
            "source-language": source,
            "target-language": target,
            "datatype": "plaintext",
            "date": f"{now:%Y-%m-%dT%H:%M:%S}Z",
        },
    )
    body = etree.SubElement(file, _in("body"))
    for unit in units:
        width = {"maxwidth": str(unit.longest), "size-unit": "char"} if unit.longest else {}
        one = etree.SubElement(body, _in("trans-unit"), {"id": unit.key, "resname": unit.where or unit.key, **width})
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        etree.SubElement(one, _in("source")).text = unit.source
        state = "needs-translation" if not unit.target else "translated" if unit.is_sure else "needs-review-translation"
        etree.SubElement(one, _in("target"), state=state).text = unit.target or None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read(content: bytes, *, source: str, target: str) -> list[Said]:
    """Every unit. Raises Unreadable for what is no XLIFF 1.2 file of these languages, or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        said = {"line": getattr(fault, "lineno", None) or 1}
        raise Unreadable(_("The XML breaks at line %(line)s: it is cut off, or is not XML.") % said) from fault
    if root.getroottree().docinfo.doctype:
        raise Unreadable(_("The file declares a document type, which a translation does not need."))
    if root.tag != _in("xliff"):
        raise Unreadable(_("The file is not XLIFF 1.2."))
    files = root.findall(_in("file"))
    if not files or any((one.get("source-language"), one.get("target-language")) != (source, target) for one in files):
        raise Unreadable(
            _("The file is not one of ours from %(source)s to %(target)s.") % {"source": source, "target": target}
        )
    return [_said(unit) for unit in root.iter(_in("trans-unit"))]


def _said(unit) -> Said:
    wanted = unit.find(_in("target"))
    return Said(
        key=unit.get("id", ""),
        source=_text(unit.find(_in("source"))),
        target=_text(wanted),
        is_sure=wanted is not None and wanted.get("state") not in DOUBTFUL,
        line=unit.sourceline,
    )


def _text(element) -> str:
    """The words of an element, with those of elements that a tool has put in it."""
    return "" if element is None else "".join(element.itertext())


def _in(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
