"""nginx with our configuration, started: pictures that are there, and those that are not."""

import os
import shutil
import socket
import subprocess
import time

import pytest
import requests
from django.conf import settings

pytestmark = pytest.mark.krav("4.5.3")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        include {folder}/media.conf;
    }}
}}
"""
FALLBACK = b"<svg>borta</svg>"


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    if not NGINX:
        if os.environ.get("CI"):
            pytest.fail("nginx is missing: apt-get install -y nginx")
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    told = (settings.PROJECT / "deploy" / "nginx-media.conf").read_text(encoding="utf-8")
    told = told.replace("/srv/webshop/.data/media", f"{folder}/media").replace("/srv/webshop/staticfiles", f"{folder}")
    (folder / "media.conf").write_text(told, encoding="utf-8")
    for name, content in {
        "media/images/kopp.avif": b"avif",
        "media/original_images/kopp.jpg": b"jpeg",
        "media/documents/villkor.pdf": b"%PDF-",
        "pictures/missing.svg": FALLBACK,
        "hemligt.txt": b"hemligt",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of a test are its own user's
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, port=port, user=user), encoding="utf-8")
    with subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]) as process:
        _wait_for(port, process, folder)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _wait_for(port, process, folder):
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as asked:
            asked.settimeout(1)
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail((folder / "error.log").read_text())


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
