"""Pictures in memory: decoded no larger than they are needed, upright, in sRGB, narrowed step by step, written without
anything but the picture. Knows files and pixels, no database.
"""

from collections import defaultdict
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

ORIENTATION, FIRST_TURNED = 0x0112, 5  # EXIF: from 5 on the picture lies on its side
SETTINGS = {
    "avif": {"quality": 60, "speed": 8},
    "webp": {"quality": 80, "method": 2},
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
}
WHITE = (255, 255, 255)


def decoded(file, width):
    """The picture in a file at no more than is needed for `width`; a JPEG is decoded at a fraction of its size."""
    with Image.open(file) as original:
        is_turned = original.getexif().get(ORIENTATION, 1) >= FIRST_TURNED
        shown_width = original.height if is_turned else original.width
        original.draft("RGB", tuple(-(-side * width // shown_width) for side in original.size))
        return in_srgb(ImageOps.exif_transpose(original))


def in_srgb(picture):
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith(("I", "F")):
        picture = in_8_bits(picture)
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be used says nothing: the numbers are taken for sRGB
    return picture.convert(mode) if picture.mode != mode else picture.copy()


def in_8_bits(picture):
    """A grey picture of 16 or 32 bits; converting alone would make everything that is not black white."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    low, high = picture.getextrema()
    if picture.mode == "I" and low >= 0 and high < 1 << 16:
        low, high = 0, (1 << 16) - 1
    scale = 255 / (high - low) if high > low else 0
    return picture.point(lambda value: value * scale + -low * scale).convert("L")


def narrowed(picture, width):
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def encoded(picture, kind):
    """The bytes of a file in `kind`, without EXIF, GPS or profile; a JPEG of what is seen through lies on white."""
    if kind == "jpeg" and picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, WHITE)
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    picture.info = {}
    output = BytesIO()
    picture.save(output, kind.upper(), **SETTINGS[kind])
    return output.getvalue()


def dominant_colour(picture):
    """The colour that covers most of a picture, as #rrggbb: the mean of the largest group of like colours."""
    groups = defaultdict(list)
    small = picture.convert("RGB").resize((32, 32), Image.Resampling.BOX)
    for pixel in small.get_flattened_data():
        groups[tuple(part >> 5 for part in pixel)].append(pixel)
    largest = max(groups.values(), key=len)
    return "#" + "".join(f"{round(sum(part) / len(largest)):02x}" for part in zip(*largest, strict=True))
