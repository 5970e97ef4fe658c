"""HEIC, TIFF and SVG become pictures that every browser shows; what hides in a file does not come along."""

import io

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.images.forms import get_image_form

from cms.images import ShopImage
from cms.intake.foreign import decode as decoding
from cms.intake.foreign import svg
from cms.intake.kinds import foreign_kind
from cms.intake.refusal import NotAPicture
from cms.intake.web_ready import web_ready

pytestmark = pytest.mark.krav("4.5.3")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def near(colour, other):
    return all(abs(one - its) <= 6 for one, its in zip(colour, other, strict=True))


def saved(picture, kind, **options):
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def two_coloured(size=(60, 40)):
    """Red above, blue below: which way is up can be seen."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, size[1] // 2, size[0], size[1]))
    return picture


def telling(orientation=1):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Kameramakare"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def heic(picture, **options):
    output = io.BytesIO()
    pillow_heif.from_pillow(picture).save(output, quality=90, **options)
    return output.getvalue()


def opened(content):
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("case", "content", "kind"),
    [
        ("HEIC", lambda: heic(two_coloured()), "JPEG"),
        ("TIFF", lambda: saved(two_coloured(), "TIFF"), "JPEG"),
        ("TIFF, packed", lambda: saved(two_coloured(), "TIFF", compression="tiff_lzw"), "JPEG"),
        ("TIFF for print", lambda: saved(two_coloured().convert("CMYK"), "TIFF"), "JPEG"),
        ("TIFF that is seen through", lambda: saved(two_coloured().convert("RGBA"), "TIFF"), "PNG"),
    ],
)
def test_a_foreign_picture_becomes_one_that_is_shown(case, content, kind):
    picture = web_ready(content())

    shown = opened(picture.content)
    assert (shown.format, shown.size) == (kind, (60, 40))
    assert (picture.width, picture.height) == (60, 40)
    assert near(shown.convert("RGB").getpixel((30, 5)), (255, 0, 0))
    assert near(shown.convert("RGB").getpixel((30, 35)), (0, 0, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIC"])
def test_what_tells_of_place_and_maker_is_left_and_the_colours_stay(kind):
    picture = two_coloured()
    if kind == "HEIC":
        content = heic(picture, exif=telling().tobytes(), icc_profile=SRGB)
    else:
        content = saved(picture, kind, exif=telling(), icc_profile=SRGB)
    assert b"Kameramakare" in content

    kept = web_ready(content).content

    shown = opened(kept)
    assert b"Kameramakare" not in kept
    assert not dict(shown.getexif())
    assert shown.info.get("icc_profile") == SRGB
    assert near(shown.convert("RGB").getpixel((30, 5)), (255, 0, 0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_on_its_side_is_kept_upright(kind):
    lying = two_coloured().rotate(90, expand=True)

    picture = web_ready(saved(lying, kind, exif=telling(orientation=6)))

    shown = opened(picture.content)
    assert (picture.width, picture.height) == shown.size == (60, 40)
    assert near(shown.convert("RGB").getpixel((30, 5)), (255, 0, 0))
    assert not dict(shown.getexif())


def test_a_jpeg_that_stands_upright_keeps_every_pixel():
    picture = Image.effect_noise((64, 64), 80).convert("RGB")
    content = saved(picture, "JPEG", quality=90, progressive=True, comment=b"hemligt", exif=telling())

    kept = web_ready(content + b"and something after the end").content

    assert opened(kept).tobytes() == opened(content).tobytes()
    assert b"hemligt" not in kept
    assert b"after the end" not in kept


def test_a_telephones_jpeg_with_a_second_picture_in_it_keeps_the_first():
    output = io.BytesIO()
    two_coloured().save(output, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "green")])
    content = output.getvalue()
    assert Image.open(io.BytesIO(content)).format == "MPO"

    kept = web_ready(content)

    shown = opened(kept.content)
    assert (shown.format, kept.extension, getattr(shown, "n_frames", 1)) == ("JPEG", "jpg", 1)
    assert near(shown.getpixel((30, 5)), (255, 0, 0))


def test_texts_in_a_png_are_left():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Kameramakare")

    kept = web_ready(saved(two_coloured(), "PNG", pnginfo=told)).content

    assert b"Kameramakare" not in kept
    assert opened(kept).tobytes() == two_coloured().tobytes()


def test_the_same_file_always_becomes_the_same_file():
    content = heic(two_coloured())

    assert web_ready(content).content == web_ready(content).content


# --- SVG ---

DRAWING = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"
viewBox="0 0 200 100"><rect width="100" height="100" fill="#ff0000"/>%s</svg>"""


def test_a_drawing_is_drawn_as_wide_as_pictures_are_and_is_seen_through_where_it_is_empty():
    picture = web_ready(DRAWING % b"")

    shown = opened(picture.content)
    assert (shown.format, shown.size, picture.extension, picture.was) == ("PNG", (1600, 800), "png", "SVG")
    assert shown.getpixel((400, 400)) == (255, 0, 0, 255)
    assert shown.getpixel((1500, 400))[3] == 0


@pytest.mark.parametrize(
    ("case", "hostile", "word"),
    [
        ("a script", b"<script>alert(1)</script>", b"alert"),
        ("an event", b'<g onload="alert(1)"/>', b"alert"),
        (
            "a foreign document",
            b"<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>",
            b"body",
        ),
        ("a picture from elsewhere", b'<image href="https://x.example/a.png"/>', b"x.example"),
        ("a file of the server", b'<image x:href="file:///etc/passwd"/>', b"passwd"),
        ("a link", b'<a href="javascript:alert(1)"><path d="M0 0"/></a>', b"alert"),
        ("a use from elsewhere", b'<use href="https://x.example/a.svg#b"/>', b"x.example"),
        ("paint from elsewhere", b'<path d="M0 0" fill="url(https://x.example/a#b)"/>', b"x.example"),
        ("a style sheet from elsewhere", b"<style>@import 'https://x.example/a.css';</style>", b"x.example"),
        ("an animation of a link", b'<animate attributeName="href" values="javascript:alert(1)"/>', b"alert"),
    ],
)
def test_what_acts_or_fetches_is_taken_out_of_a_drawing(case, hostile, word):
    clean = svg.sanitised(DRAWING % hostile)

    assert word not in clean
    assert b"<rect" in clean
    assert opened(web_ready(DRAWING % hostile).content).getpixel((400, 400)) == (255, 0, 0, 255)


def test_references_within_a_drawing_stay():
    within = b"""<defs><linearGradient id="g"><stop offset="0" stop-color="#00ff00"/></linearGradient></defs>
    <rect x="100" width="100" height="100" fill="url(#g)"/>"""

    assert opened(web_ready(DRAWING % within).content).getpixel((1200, 400)) == (0, 255, 0, 255)


LAUGHS = b"""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>"""
NESTED = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="g0"><rect width="9" height="9"/></g>'
NESTED += b"".join(b'<g id="g%d">%s</g>' % (n + 1, b'<use href="#g%d"/>' % n * 10) for n in range(9)) + b"</svg>"


@pytest.mark.parametrize(
    ("case", "content"),
    [
        ("a bomb of entities", LAUGHS),
        ("a bomb of uses", NESTED),
        ("very deep", b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 900 + b"</g>" * 900 + b"</svg>"),
        ("cut off", DRAWING[:90]),
        ("HEIC that is none", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"x" * 100),
        ("TIFF that is none", b"II*\0\x08\0\0\0" + b"\xff" * 100),
        ("half a HEIC", heic(two_coloured((400, 400)))[:900]),
        ("half a TIFF", saved(two_coloured((400, 400)), "TIFF", compression="tiff_lzw")[:300]),
        ("a raw file", saved(two_coloured(), "TIFF", tiffinfo={50706: b"\x01\x04\x00\x00"})),
    ],
)
def test_a_hostile_or_broken_file_is_refused(case, content):
    assert foreign_kind(content)

    with pytest.raises(NotAPicture) as refusal:
        web_ready(content)

    assert str(refusal.value)


def test_a_tiff_of_more_pixels_than_are_taken_in_is_refused_before_it_is_unpacked():
    content = saved(Image.new("1", (10_000, 9_000)), "TIFF", compression="group4")
    assert len(content) < 100_000

    with pytest.raises(NotAPicture, match="60"):
        web_ready(content)


def test_one_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(decoding, "SECONDS", 0.01)

    with pytest.raises(NotAPicture):
        web_ready(heic(two_coloured()))


def test_the_process_knows_no_secret(monkeypatch):
    asked = {}

    def run(command, **options):
        asked.update(options)
        raise decoding.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(decoding.subprocess, "run", run)
    with pytest.raises(NotAPicture):
        web_ready(heic(two_coloured()))

    assert set(asked["env"]) == {"PYTHONUTF8", "OMP_NUM_THREADS"}


# --- In the form ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("IMG_0001.HEIC", lambda: heic(two_coloured()), "jpg"),
        ("tryck.tiff", lambda: saved(two_coloured(), "TIFF"), "jpg"),
        ("logotyp.svg", lambda: DRAWING % b"", "png"),
    ],
)
def test_an_upload_is_kept_as_a_picture_that_is_shown(name, content, kept):
    form = get_image_form(ShopImage)({"title": "x", "collection": 1}, {"file": SimpleUploadedFile(name, content())})

    assert form.is_valid(), form.errors
    image = form.save()

    assert image.file.name.endswith(f".{kept}")
    assert Image.open(image.file.open()).size == (image.width, image.height)
    assert image.file_hash


@pytest.mark.django_db
def test_a_drawing_called_a_photograph_is_refused():
    files = {"file": SimpleUploadedFile("x.jpg", DRAWING % b"")}

    assert not get_image_form(ShopImage)({"title": "x", "collection": 1}, files).is_valid()
