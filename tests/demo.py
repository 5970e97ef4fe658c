"""The demo shop for tests: loaded once into a template database, kept until its data or the schema changes."""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

from config import schema_stamp
from tests import databases, in_memory

PROJECT = schema_stamp.PROJECT
SOURCES = ["home/demo/**/*.json", "home/demo_shop/*.py", "home/demo/pictures/*", "home/management/commands/*.py"]
SOURCES += ["cms/*_pages.py", "cms/page_*.py", "commerce/catalogue/*.py"]


def version() -> str:
    """Changes with the schema, and with anything that the demo shop is made from."""
    digest = hashlib.sha256(schema_stamp.fingerprint().encode())
    for pattern in SOURCES:
        for path in sorted(PROJECT.glob(pattern)):
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def demo_template() -> tuple[str, Path]:
    """The name of the template with the demo shop in it, and the folder of its pictures."""
    pictures = _data() / "test-pictures" / version()

    def load():
        shutil.rmtree(pictures, ignore_errors=True)
        with override_settings(MEDIA_ROOT=pictures):
            call_command("load_demo_shop", verbosity=0)

    name = databases.template("webshop_demo", version(), build=load, source=databases.migrated_template())
    _forget_older(pictures)
    return name, pictures


@contextlib.contextmanager
def demo_copy(folder: Path, suffix: str = "_demo"):
    """A copy of the demo shop: gives the database's name; its pictures are linked into `folder`."""
    name, pictures = demo_template()
    shutil.copytree(pictures, folder, copy_function=os.link, dirs_exist_ok=True)
    with in_memory.copy_of(name, suffix) as copy:
        yield copy


def _data() -> Path:
    return Path(settings.DATA_DIR)


def _forget_older(kept: Path) -> None:
    """Delete the pictures of templates that are gone."""
    with contextlib.suppress(FileNotFoundError):
        folders = sorted(kept.parent.iterdir(), key=lambda folder: folder.stat().st_mtime)
        for folder in folders[: -databases.KEPT_TEMPLATES]:
            if folder != kept:
                shutil.rmtree(folder, ignore_errors=True)
