"""nginx with our configuration, started: pictures that are there, and those that are not."""

import pytest
import requests

from tests.house import nginx_site

pytestmark = pytest.mark.krav("4.5.3")
FALLBACK = b"<svg>borta</svg>"
FILES = {
    "media/images/kopp.avif": b"avif",
    "media/original_images/kopp.jpg": b"jpeg",
    "media/documents/villkor.pdf": b"%PDF-",
    "static/pictures/missing.svg": FALLBACK,
    "hemligt.txt": b"hemligt",
}


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    with nginx_site.running(tmp_path_factory.mktemp("nginx"), FILES) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [("images/kopp.avif", b"avif", "image/avif"), ("original_images/kopp.jpg", b"jpeg", "image/jpeg")],
)
def test_a_picture_that_is_there_is_served_and_kept(nginx, path, content, kind):
    answer = requests.get(f"{nginx}/media/{path}", timeout=10)

    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, content, kind)
    assert answer.headers["Cache-Control"] == "max-age=2592000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["images/borta.avif", "original_images/borta.jpg", "images/djupare/borta.webp"])
def test_one_that_is_not_is_answered_with_a_picture_and_asked_for_again(nginx, path):
    answer = requests.get(f"{nginx}/media/{path}", timeout=10)

    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, FALLBACK, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Expires" not in answer.headers


def test_other_files_are_there_or_not(nginx):
    assert requests.get(f"{nginx}/media/documents/villkor.pdf", timeout=10).content == b"%PDF-"
    assert requests.get(f"{nginx}/media/documents/borta.pdf", timeout=10).status_code == 404


@pytest.mark.parametrize("path", ["/media/images/../../hemligt.txt", "/media../hemligt.txt", "/media/images/%2e%2e/x"])
def test_nothing_outside_is_served(nginx, path):
    request = requests.Request("GET", nginx).prepare()
    request.url = nginx + path
    answer = requests.Session().send(request, timeout=10)

    assert b"hemligt" not in answer.content
