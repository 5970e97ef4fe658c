"""Pictures: made by workers in every size and format, shown from what exists, harmless whatever is uploaded."""

import io
import zlib
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageCms, TiffImagePlugin
from wagtail.images.forms import get_image_form

from cms import pictures, renditions, tasks
from cms.images import ShopImage, ShopRendition
from cms.storefront.page_cache import seen
from commerce.events import versions
from tests.factories.pictures import PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.3")]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def file_of(size=(1300, 1625), colour=(47, 93, 91), *, kind="JPEG", exif=None, mode="RGB"):
    output = io.BytesIO()
    picture = Image.new(mode, size, colour)
    picture.save(output, kind, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile(f"kopp.{kind.lower()}", output.getvalue())


def image_of(file, title="Kopp"):
    image = ShopImage(title=title, file=file)
    image.save()
    return image


@pytest.fixture
def queued(monkeypatch, django_capture_on_commit_callbacks):
    """What workers are asked for."""
    asked = []
    monkeypatch.setattr(
        renditions.current_app, "send_task", lambda name, arguments, **options: asked.append(arguments[0])
    )
    return asked


def tag(image, **options):
    words = " ".join(f'{name}="{value}"' for name, value in options.items())
    request = RequestFactory().get("/")
    html = Template(f"{{% load pictures %}}{{% picture_of image {words} %}}").render(
        Context({"image": image, "request": request})
    )
    return html, seen(request)


def near(colour, other):
    """Whether two colours differ by no more than a JPEG makes them."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return all(abs(one - its) <= 3 for one, its in pairs)


def opened(name):
    with pictures.default_storage.open(name) as file:
        picture = Image.open(file)
        picture.load()
        return picture


def test_a_worker_makes_every_width_and_format_that_the_original_reaches():
    image = image_of(file_of((1300, 1625)))

    made = renditions.make(image.pk, now=NOW)

    image.refresh_from_db()
    assert made == 3 * 5
    assert set(image.sources) == {"avif", "webp", "jpeg"}
    for kind, files in image.sources.items():
        assert [width for width, _height, _file in files] == [320, 480, 640, 960, 1280]
        for width, height, name in files:
            picture = opened(name)
            assert (picture.size, picture.format) == ((width, height), kind.upper())
            assert abs(height / width - 1.25) < 0.01
    assert near(image.dominant_colour, "#2f5d5b")


def test_twice_in_a_row_the_second_has_nothing_to_do():
    image = image_of(file_of())
    renditions.make(image.pk, now=NOW)
    rows = set(ShopRendition.objects.values_list("pk", "file"))

    assert renditions.make(image.pk, now=NOW) == 0
    assert set(ShopRendition.objects.values_list("pk", "file")) == rows


def test_wagtails_own_tags_find_the_same_renditions():
    image = image_of(file_of())
    renditions.make(image.pk, now=NOW)
    count = ShopRendition.objects.count()

    html = Template(
        "{% load wagtailimages_tags %}{% picture image format-{avif,webp,jpeg} width-{320,480,960} %}"
    ).render(Context({"image": image}))

    assert html.count("<source") == 2
    assert ShopRendition.objects.count() == count


def test_what_wagtail_has_made_is_kept_and_counted_in():
    image = image_of(file_of())
    image.get_rendition("format-webp|width-320")

    assert renditions.make(image.pk, now=NOW) == 3 * 5 - 1


def test_a_small_original_is_not_blown_up():
    image = image_of(file_of((200, 250)))

    renditions.make(image.pk, now=NOW)

    image.refresh_from_db()
    assert image.sources["webp"][0][:2] == [200, 250]


def test_a_picture_lying_on_its_side_is_turned_and_tells_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (
        TiffImagePlugin.IFDRational(59),
        TiffImagePlugin.IFDRational(19),
        TiffImagePlugin.IFDRational(33),
    )
    exif[0x010F] = "Kameramakare"
    image = image_of(file_of((1600, 1280), exif=exif))  # not by a form: it is kept as it came

    renditions.make(image.pk, now=NOW)

    image.refresh_from_db()
    for kind, files in image.sources.items():
        for width, height, name in files:
            picture = opened(name)
            assert (picture.size, dict(picture.getexif())) == ((width, height), {}), (kind, name)
            assert height > width
            with pictures.default_storage.open(name) as file:
                assert b"Kameramakare" not in file.read()


def test_colours_are_of_srgb_whatever_profile_the_picture_has():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = swapped(lab)
    output = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 40, 40)).save(output, "PNG", icc_profile=wide)
    image = image_of(SimpleUploadedFile("wide.png", output.getvalue()))

    renditions.make(image.pk, now=NOW)

    image.refresh_from_db()
    shown = opened(image.sources["jpeg"][0][2])
    assert shown.info.get("icc_profile") is None
    assert near("#{:02x}{:02x}{:02x}".format(*shown.getpixel((100, 100))), "#2828c8")  # the profile changes places


def swapped(profile):
    """A profile whose red is blue and whose blue is red: the tags of its two columns change places."""
    return profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def test_a_grey_picture_of_sixteen_bits_keeps_its_greys():
    image = image_of(file_of((400, 300), 128 << 8, kind="PNG", mode="I;16"))

    renditions.make(image.pk, now=NOW)

    image.refresh_from_db()
    assert near("#{:02x}{:02x}{:02x}".format(*opened(image.sources["jpeg"][0][2]).getpixel((9, 9))), "#808080")


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [
        ("PNG", "RGBA", (47, 93, 91, 0)),
        ("PNG", "P", 1),
        ("GIF", "P", 1),
        ("WEBP", "RGB", (1, 2, 3)),
        ("JPEG", "CMYK", (1, 2, 3, 4)),
        ("JPEG", "L", 128),
        ("AVIF", "RGB", (9, 9, 9)),
    ],
)
def test_every_kind_that_may_be_uploaded_becomes_the_three_formats(kind, mode, colour):
    image = image_of(file_of((500, 400), colour, kind=kind, mode=mode))

    assert renditions.make(image.pk, now=NOW) == 6
    image.refresh_from_db()
    assert opened(image.sources["jpeg"][0][2]).mode == "RGB"


def test_an_original_that_cannot_be_read_is_left_alone_and_not_tried_again():
    image = image_of(file_of())
    pictures.default_storage.delete(image.file.name)

    assert renditions.make(image.pk, now=NOW) == 0
    assert "unreadable" in ShopImage.objects.get(pk=image.pk).sources
    assert renditions.missing(10) == []


def test_an_upload_asks_a_worker_and_the_sweep_finds_what_a_lost_message_left(
    queued, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        image = image_of(file_of())
    assert queued == [[image.pk]]

    assert renditions.missing(10) == [image.pk]
    assert tasks.sweep_renditions() == 15
    assert renditions.missing(10) == []


def test_one_that_nobody_foresaw_stops_no_other(monkeypatch):
    bad, good = image_of(file_of((300, 300))), image_of(file_of((300, 300)))
    monkeypatch.setattr(
        renditions.drawing,
        "decoded",
        failing_for(bad.file.name, renditions.drawing.decoded, RuntimeError("no such box")),
    )

    assert tasks.make_renditions([bad.pk, good.pk]) == 3
    bad.refresh_from_db()
    assert bad.sources == {"unreadable": "RuntimeError: no such box"}
    assert renditions.missing(10) == []


def test_while_the_storage_is_away_the_picture_waits(monkeypatch):
    image = image_of(file_of((300, 300)))
    monkeypatch.setattr(
        renditions.drawing, "decoded", failing_for(image.file.name, renditions.drawing.decoded, OSError("timed out"))
    )

    assert tasks.make_renditions([image.pk]) == 0
    assert renditions.missing(10) == [image.pk]


def failing_for(name, does, error):
    def decoded(file, width):
        if file.name.endswith(name):
            raise error
        return does(file, width)

    return decoded


def test_a_broker_that_is_away_stops_no_upload(monkeypatch, django_capture_on_commit_callbacks):
    def away(*arguments, **options):
        raise renditions.NoBroker("connection refused")

    monkeypatch.setattr(renditions.current_app, "send_task", away)

    with django_capture_on_commit_callbacks(execute=True):
        image = image_of(file_of())

    assert image.pk


def test_a_new_file_begins_anew(queued, django_capture_on_commit_callbacks):
    image = image_of(file_of(colour=(10, 20, 30)))
    renditions.make(image.pk, now=NOW)
    image = ShopImage.objects.get(pk=image.pk)

    with django_capture_on_commit_callbacks(execute=True):
        image.file = file_of(colour=(200, 100, 50))
        image.renditions.all().delete()
        image.save()

    image.refresh_from_db()
    assert (image.sources, image.dominant_colour) == ({}, "")
    assert queued[-1] == [image.pk]
    renditions.make(image.pk, now=NOW)
    image.refresh_from_db()
    assert near(image.dominant_colour, "#c86432")


def test_pages_are_dropped_when_the_renditions_of_their_pictures_are_made():
    image = image_of(file_of())
    tags = [f"picture:{image.pk}"]
    _html, made_of = tag(image)
    before = versions.current(tags)

    renditions.make(image.pk, now=NOW)

    assert tags[0] in made_of.tags
    assert versions.current(tags) != before
    image.refresh_from_db()
    assert tag(image)[1].tags == set()


def test_the_tag_offers_what_exists_with_width_and_height():
    image = image_of(file_of())
    renditions.make(image.pk, now=NOW)
    image.refresh_from_db()

    source = '{% load pictures %}{% picture_of image sizes="(min-width: 60rem) 50vw, 100vw" alt=alt loading="lazy" %}'
    html = Template(source).render(Context({"image": image, "alt": "En <kopp>", "request": RequestFactory().get("/")}))

    ground = f'<picture data-colour="{image.dominant_colour}">'
    assert html.startswith(f'{ground}<source type="image/avif" srcset="/media/images/kopp')
    assert html.count("<source") == 2
    assert 'sizes="(min-width: 60rem) 50vw, 100vw"' in html
    assert 'alt="En &lt;kopp&gt;" width="1280" height="1600" loading="lazy"' in html
    assert " 1600w" not in html
    assert "fetchpriority" not in html


def test_the_first_eager_picture_is_fetched_first_and_only_that():
    image = image_of(file_of())
    renditions.make(image.pk, now=NOW)
    image.refresh_from_db()
    request = RequestFactory().get("/")

    html = Template(
        '{% load pictures %}{% picture_of image loading="eager" %}{% picture_of image loading="eager" %}'
    ).render(Context({"image": image, "request": request}))

    assert html.count('fetchpriority="high"') == 1
    assert "lazy" not in html


def test_without_renditions_a_small_original_is_shown_and_a_large_one_is_not():
    small, large = image_of(file_of((800, 1000))), image_of(file_of((2400, 3000)))

    assert f'<img src="{small.file.url}"' in tag(small)[0]
    assert tag(large, alt="En skål")[0] == fallback("En skål")
    assert tag(None)[0] == fallback("")
    assert ShopRendition.objects.count() == 0


def fallback(alt):
    return f'<img class="picture-missing" src="/static/pictures/missing.svg" alt="{alt}" width="400" height="500">'


def test_an_original_that_cannot_be_read_is_shown_as_the_fallback():
    image = image_of(file_of())
    pictures.default_storage.delete(image.file.name)
    renditions.make(image.pk, now=NOW)

    assert tag(ShopImage.objects.get(pk=image.pk))[0] == fallback("")


def test_an_upload_makes_no_rendition(queued):
    image_of(file_of((2400, 3000)))

    assert ShopRendition.objects.count() == 0


@pytest.mark.parametrize("path", ["images/borta.format-webp.width-320.webp", "original_images/borta.jpg"])
def test_a_file_of_a_picture_that_is_gone_is_answered_with_the_fallback(client, path):
    answer = client.get(f"/media/{path}")

    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/svg+xml", "no-store")
    assert b"<svg" in answer.content


def test_other_files_that_are_gone_are_not_found(client):
    assert client.get("/media/documents/borta.pdf").status_code == 404
    assert client.get("/media/images/../../../etc/passwd").status_code == 400


def test_the_picture_says_where_what_matters_in_it_is():
    image = image_of(file_of((1000, 500)))
    image.focal_point_x, image.focal_point_y = 910, 140
    image.focal_point_width = image.focal_point_height = 20
    image.save()
    renditions.make(image.pk, now=NOW)
    image.refresh_from_db()

    assert 'data-across="9" data-down="3"' in tag(image)[0]
    assert pictures.load([image.pk])[image.pk].focus == (9, 3)


@pytest.mark.parametrize(
    ("case", "sv", "en", "language", "expected"),
    [
        ("Swedish", "En kopp", "A cup", "sv", "En kopp"),
        ("English", "En kopp", "A cup", "en", "A cup"),
        ("described in one language", "En kopp", "", "en", "En kopp"),
        ("in neither", "", "", "sv", ""),
    ],
)
def test_a_picture_is_described_in_each_language(case, sv, en, language, expected):
    image = image_of(file_of((200, 200)))
    ShopImage.objects.filter(pk=image.pk).update(description=sv, description_en=en)

    assert pictures.load([image.pk])[image.pk].alt(language) == expected


@pytest.mark.parametrize(
    ("case", "block", "expected"),
    [
        ("words of its own", {"alt": "På bordet"}, "På bordet"),
        ("those of the picture", {"alt": ""}, "En kopp"),
        ("a decoration", {"alt": "", "is_decoration": True}, ""),
    ],
)
def test_a_block_without_words_is_described_by_its_picture(case, block, expected):
    image = image_of(file_of((200, 200)))
    ShopImage.objects.filter(pk=image.pk).update(description="En kopp")
    shown = Template("{% load pictures %}{% picture_of image alt=block|alt_of %}").render(
        Context({"image": pictures.load([image.pk])[image.pk], "block": block})
    )

    assert f'alt="{expected}"' in shown


@pytest.mark.parametrize(
    "changed",
    [{"description": "En kopp"}, {"description_en": "A cup"}, {"focal_point_x": 3}],
    ids=lambda one: next(iter(one)),
)
def test_pages_are_dropped_when_what_is_said_of_a_picture_changes(changed):
    image = image_of(file_of((200, 200)))
    before = versions.current(["site"])

    ShopImage.objects.filter(pk=image.pk).update(**changed)

    assert versions.current(["site"]) != before


def test_pictures_of_a_whole_page_are_one_query():
    images = [PictureFactory() for _ in range(12)]

    with CaptureQueriesContext(connection) as asked:
        found = pictures.load([image.pk for image in images] + [None, 0, 10**6])

    assert len(found) == 12
    assert len(asked.captured_queries) == 1


def test_images_are_found_in_raw_blocks_however_deep():
    raw = [
        {"type": "picture", "value": {"image": 1, "alt": ""}},
        {"type": "gallery", "value": [{"type": "item", "value": {"image": 2}}, {"image": 3}]},
        {"type": "story", "value": {"title": "x", "picture": {"image": 4}, "page": 99}},
        {"type": "paragraph", "value": "text"},
        {"type": "product_shelf", "value": {"pages": [{"type": "item", "value": 5}]}},
    ]

    assert pictures.in_blocks(raw) == [1, 2, 3, 4]


# --- What is uploaded ---


def errors_of(file):
    form = get_image_form(ShopImage)({"title": "x", "collection": 1}, {"file": file})
    form.is_valid()
    return form.errors.get("file", [])


def bomb(width, height):
    """A PNG of a few hundred bytes that unpacks to gigabytes."""
    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    body = zlib.compress(b"\x00" * 100_000, 9)
    output = b"\x89PNG\r\n\x1a\n"
    for kind, data in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b"")):
        output += len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
    return SimpleUploadedFile("bomb.png", output)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("case", "file"),
    [
        ("a bomb", lambda: bomb(60_000, 60_000)),
        ("a bomb under Pillow's own limit", lambda: bomb(9_000, 9_000)),
        ("an SVG called a JPEG", lambda: SimpleUploadedFile("x.jpg", SVG)),
        ("a web page called a PNG", lambda: SimpleUploadedFile("x.png", b"<html><script>alert(1)</script></html>")),
        ("half a picture", lambda: SimpleUploadedFile("x.jpg", file_of().read()[:400])),
        ("nothing", lambda: SimpleUploadedFile("x.jpg", b"")),
        ("a picture of another kind", lambda: SimpleUploadedFile("x.png", file_of().read())),
        ("a program", lambda: SimpleUploadedFile("x.exe", file_of().read())),
        ("a kind the shop does not take", lambda: file_of(kind="BMP")),
    ],
)
def test_what_is_no_picture_is_refused_in_the_form(case, file):
    assert errors_of(file())
    assert ShopImage.objects.count() == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_is_taken(kind):
    assert not errors_of(file_of((400, 300), kind=kind))
