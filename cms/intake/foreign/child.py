"""The process in which a foreign picture is decoded: `python -m cms.intake.foreign.child KIND PIXELS WIDTH`.

The file comes on standard input, the picture goes out on standard output: JPEG, or PNG where it is seen through. It is
upright and carries its colour profile and nothing else. Ends with REFUSED and a word for a file that is none, or is too
large. It knows no database, no secret and no network.
"""

import resource
import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps

from cms.drawing import in_8_bits

MEMORY, CPU_SECONDS = 1_500_000_000, 60
REFUSED = 3
UNREADABLE, TOO_LARGE, RAW = "unreadable", "too large", "raw"
QUALITY = 95
PAGE = """#set page(width: %(width)dpt, height: %(height)dpt, margin: 0pt, fill: none)
#image("x.svg", width: 100%%, height: 100%%, fit: "contain")"""
NEW_SUBFILE, DNG_VERSION = 254, 50706


class Refused(Exception):
    pass


def main(kind: str, pixels: int, width: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(_drawn(content, width) if kind == "SVG" else _decoded(content, kind, pixels))
    except Refused as refusal:
        _refuse(str(refusal))
    except MemoryError:
        _refuse(TOO_LARGE)
    except Exception:  # noqa: BLE001 - whatever a decoder trips on, the file is at fault
        _refuse(UNREADABLE)


def _refuse(why: str) -> None:
    sys.stderr.write(why)
    raise SystemExit(REFUSED)


def _decoded(content: bytes, kind: str, pixels: int) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(BytesIO(content), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(TOO_LARGE) from error
    if picture.width * picture.height > pixels:
        raise Refused(TOO_LARGE)
    if kind == "TIFF" and (DNG_VERSION in picture.tag_v2 or picture.tag_v2.get(NEW_SUBFILE, 0) & 1):
        raise Refused(RAW)  # what it opens with is a small preview of it
    return _written(ImageOps.exif_transpose(picture))


def _written(picture: Image.Image) -> bytes:
    """A JPEG, or a PNG of one that is seen through; 16 bits a colour become 8."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith(("I", "F")):
        picture = in_8_bits(picture)
    output = BytesIO()
    if picture.has_transparency_data:
        picture.convert("RGBA").save(output, "PNG", icc_profile=profile, compress_level=4)
    else:
        picture = picture if picture.mode in ("RGB", "L", "CMYK") else picture.convert("RGB")
        picture.save(output, "JPEG", quality=QUALITY, subsampling=0, icc_profile=profile)
    return output.getvalue()


def _drawn(content: bytes, width: int) -> bytes:
    import typst

    from cms.intake.foreign import svg

    drawing = svg.sanitised(content)
    if drawing is None:
        raise Refused(UNREADABLE)
    across, down = svg.size(drawing, width)
    page = PAGE % {"width": across, "height": down}
    return typst.compile({"main.typ": page.encode(), "x.svg": drawing}, format="png", ppi=72)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
