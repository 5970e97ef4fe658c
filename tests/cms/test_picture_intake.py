"""Taking in pictures from elsewhere: kept once, and only if they are pictures of a size that can be opened."""

import io
import struct
import zlib

import pytest
from PIL import Image

from cms.images import ShopImage
from cms.intake.picture_intake import NotAPicture, PictureFile, take_in_pictures
from cms.intake.web_ready import web_ready

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.3")]


TOO_MANY = "Den har för många bildpunkter: högst 60 miljoner tas emot."
DAMAGED = "Filen är skadad eller avbruten."


def picture(kind="JPEG", size=(40, 50), colour="teal"):
    output = io.BytesIO()
    Image.new("RGB", size, colour).save(output, kind)
    return output.getvalue()


def bomb(width, height):
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_file_is_kept_once_however_often_and_under_whatever_name_it_comes():
    file = PictureFile(content=picture(), title="En kopp")

    first = take_in_pictures({"kopp.jpg": file, "samma-kopp.jpg": file})
    again = take_in_pictures({"https://x.example/kopp": file})

    image = ShopImage.objects.get()
    assert set(first.values()) == set(again.values()) == {image.pk}
    assert (image.title, image.width, image.height, image.file_size) == ("En kopp", 40, 50, len(file.content))
    assert image.get_file_hash() == image.file_hash


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")])
def test_the_content_says_what_it_is_and_not_the_name(kind, extension):
    take_in_pictures({"../../etc/passwd.svg": PictureFile(content=picture(kind), title="")})

    image = ShopImage.objects.get()
    assert image.file.name.startswith("original_images/passwd")
    assert image.file.name.endswith(f".{extension}")
    assert image.title == "passwd"


@pytest.mark.parametrize(
    ("case", "content", "why"),
    [
        ("nothing", b"", "Filen är tom."),
        ("text", b"<html>404</html>", "Filen är inte en bild i ett format som butiken tar emot."),
        ("a bomb", bomb(50_000, 50_000), TOO_MANY),
        ("200 megapixels", bomb(20_000, 10_000), TOO_MANY),
        ("larger than the limit", bomb(8_000, 8_000), TOO_MANY),
        ("a PNG that is cut off", picture("PNG")[:60], DAMAGED),
        ("a JPEG that is cut off", picture("JPEG")[:-40], DAMAGED),
        ("a WebP that is cut off", picture("WEBP")[:-20], DAMAGED),
        ("a TIFF that is cut off", picture("TIFF")[:200], DAMAGED),
        ("a format the shop does not take", picture("BMP"), "Filen är inte en bild i ett format som butiken tar emot."),
    ],
)
def test_what_is_no_picture_is_refused_and_told_why(case, content, why):
    with pytest.raises(NotAPicture) as refusal:
        web_ready(content)
    assert str(refusal.value) == why
    with pytest.raises(NotAPicture):
        take_in_pictures({"x.jpg": PictureFile(content=content, title="")})

    assert not ShopImage.objects.exists()
