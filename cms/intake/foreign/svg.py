"""An SVG without anything that acts or fetches: only shapes, paint and text, and references within itself."""

import re

from lxml import etree

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ELEMENTS = set(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath marker pattern"
    " mask clipPath linearGradient radialGradient stop filter feBlend feColorMatrix feComponentTransfer feComposite"
    " feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset"
    " switch style".split()
)
WITHIN = re.compile(r"\s*#[\w.:-]+\s*")
OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in)?\s*")
IN_PIXELS = {None: 1, "px": 1, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
MOST_ELEMENTS, DEEPEST, MOST_USES = 50_000, 60, 500
LONGEST_SIDE = 4000


def sanitised(content: bytes) -> bytes | None:
    """The drawing with only what is allowed in it; None for what is no SVG, or is made to swell."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag not in (f"{{{SVG}}}svg", "svg") or _has_entities(root):
        return None
    for element in list(root.iter()):
        if not _is_allowed(element):
            _drop(element)
    if _is_swelling(root):
        return None
    for element in root.iter():
        _clean(element)
    return etree.tostring(root)


def size(drawing: bytes, width: int) -> tuple[int, int]:
    """Width and height in pixels to draw it in: `width` across, less where it would be very high."""
    root = etree.fromstring(drawing)
    box = [float(number) for number in re.findall(r"-?[0-9]*\.?[0-9]+(?:[eE][-+]?\d+)?", root.get("viewBox", ""))]
    across, down = (box[2], box[3]) if len(box) == 4 else (_pixels(root.get("width")), _pixels(root.get("height")))
    if not across or not down or across <= 0 or down <= 0:
        across, down = 1.0, 1.0
    scale = min(width / across, LONGEST_SIDE / down)
    return max(1, round(across * scale)), max(1, round(down * scale))


def _has_entities(root: etree._Element) -> bool:
    document = root.getroottree().docinfo.internalDTD
    return document is not None and any(True for _entity in document.iterentities())


def _is_allowed(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    name = etree.QName(element)
    return name.namespace in (SVG, None) and name.localname in ELEMENTS


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail, tail = None, element.tail
        before = element.getprevious()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail:
            parent.text = (parent.text or "") + tail
        parent.remove(element)


def _is_swelling(root: etree._Element) -> bool:
    """Very many elements, very deep, or drawings used within drawings that are used again."""
    count = uses = 0
    for element in root.iter():
        count += 1
        uses += etree.QName(element).localname == "use"
        if count > MOST_ELEMENTS or uses > MOST_USES:
            return True
    if any(sum(1 for _one in element.iterancestors()) > DEEPEST for element in root.iter() if not len(element)):
        return True
    uses_in_used = [
        element
        for element in root.iter()
        if etree.QName(element).localname == "use"
        and any(above.get("id") for above in element.iterancestors() if above is not root)
    ]
    return len(uses_in_used) > 20


def _clean(element: etree._Element) -> None:
    for name, value in list(element.attrib.items()):
        local = etree.QName(name).localname.lower()
        is_link = local in ("href", "src")
        if (
            local.startswith("on")
            or (is_link and not WITHIN.fullmatch(value))
            or (not is_link and OUTSIDE.search(value))
        ):
            del element.attrib[name]
    if etree.QName(element).localname == "style" and OUTSIDE.search(element.text or ""):
        element.text = ""


def _pixels(length: str | None) -> float:
    found = NUMBER.fullmatch(length or "")
    return float(found[1]) * IN_PIXELS[found[2]] if found else 0.0
