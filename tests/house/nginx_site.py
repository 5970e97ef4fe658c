"""nginx with our configuration, started on this machine: with files alone, before a shop, or before nothing."""

import contextlib
import os
import shutil
import socket
import subprocess
import time

import pytest
import requests
from django.conf import settings

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
    {around}
    server {{
        listen 127.0.0.1:{port}{secure};
        {inside}
    }}
}}
"""


class Site:
    """nginx before whatever answers at `socket_path`; its flags and files lie in `folder`.

    With a `certificate` it answers over TLS, with that alone.
    """

    def __init__(self, folder, port, certificate=None):
        self.folder, self.certificate = folder, certificate
        self.base = f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
        self.socket_path = folder / "run" / "shop.sock"

    @contextlib.contextmanager
    def flag(self, name):
        path = self.folder / "run" / name
        path.touch()
        try:
            yield
        finally:
            path.unlink()

    def ask(self, path, method="GET", **more):
        """The answer, and how many seconds it took."""
        begun = time.monotonic()
        verify = str(self.certificate or True)
        answer = requests.request(method, self.base + path, timeout=10, allow_redirects=False, verify=verify, **more)
        return answer, time.monotonic() - begun


@contextlib.contextmanager
def opened(folder, *, is_secure=False):
    """The whole site while the block lasts; over TLS as `shop.conf` has it, if it is to be secure."""
    told = {name: _here(name, folder) for name in ("shop.conf", "shop-locations.conf")}
    (folder / "locations.conf").write_text(told["shop-locations.conf"], encoding="utf-8")
    (folder / "run").mkdir()
    files = {
        "static/css/tokens.css": b"tokens",
        "status/index.html": b"status",
        "status/unwell.html": b"unwell",
        "status/en/index.html": b"status en",
    }
    around = told["shop.conf"].split("\nserver {", 1)[0]
    inside, certificate = f"include {folder}/locations.conf;", None
    if is_secure:
        certificate = _certificate(folder)
        lines = [line.strip() for line in told["shop.conf"].splitlines()]
        inside += " ".join(line for line in lines if line.startswith("ssl_"))
    with running(folder, files, around=around, inside=inside, is_secure=is_secure) as port:
        yield Site(folder, port, certificate)


@contextlib.contextmanager
def running(folder, files, *, around="", inside="", is_secure=False):
    """nginx that serves our media's files from `folder`, where `files` lie; gives its port.

    Skips the test, and says why, where nginx is missing.
    """
    if not NGINX:
        if os.environ.get("CI"):
            pytest.fail("nginx is missing: apt-get install -y nginx")
        pytest.skip("nginx is not installed")
    (folder / "media.conf").write_text(_here("nginx-media.conf", folder), encoding="utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of a test are its own user's
    inside = f"{inside} include {folder}/media.conf;"
    secure = " ssl http2" if is_secure else ""
    written = MAIN.format(folder=folder, port=port, secure=secure, user=user, around=around, inside=inside)
    (folder / "nginx.conf").write_text(written, encoding="utf-8")
    with subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]) as process:
        _wait_for(port, process, folder)
        yield port
        process.terminate()


def _wait_for(port, process, folder):
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as asked:
            asked.settimeout(1)
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail((folder / "error.log").read_text())


def _certificate(folder):
    """One for this machine, signed by itself."""
    made = [folder / "fullchain.pem", folder / "privkey.pem"]
    request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    where = ["-out", str(made[0]), "-keyout", str(made[1])]
    subprocess.run(["openssl", *request, *named, *where], check=True, capture_output=True)
    return made[0]


def _here(name, folder):
    text = (settings.PROJECT / "deploy" / name).read_text(encoding="utf-8")
    for there, here in {
        "/run/webshop": f"{folder}/run",
        "/var/cache/nginx/webshop": f"{folder}/cache",
        "/srv/webshop/.data/status": f"{folder}/status",
        "/srv/webshop/.data/media": f"{folder}/media",
        "/srv/webshop/staticfiles": f"{folder}/static",
        "/etc/letsencrypt/live/shop.example": str(folder),
        "/srv/webshop/deploy": str(settings.PROJECT / "deploy"),
    }.items():
        text = text.replace(there, here)
    return text
