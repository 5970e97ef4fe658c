import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread

import django

from config import embedded_database

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "bilder"


def main() -> None:
    known = [found.name for found in iter_modules([str(Path(__file__).parent / "areas")])]
    wanted = sys.argv[1:] or known
    if unknown := set(wanted) - set(known):
        raise SystemExit(f"No such area: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
    if embedded_database.is_wanted():
        embedded_database.start()
    django.setup()

    from django.conf import global_settings
    from django.test.utils import override_settings

    from commerce.customers.demo import create_demo_logins
    from tests import databases, demo, web_server
    from tests.screenshots.camera import camera
    from tests.screenshots.shots import shots_of

    with tempfile.TemporaryDirectory(prefix="webshop-screenshots-") as name:
        data = Path(name)
        with (
            demo.demo_copy(data / "media", "_screenshots") as database,
            web_server.open_shop(database, data, BACKUP_DIR=str(data / "backups")) as shop,
            databases.connected_to(database),
            camera(shop.address) as taken_by,
        ):
            with override_settings(DEMO_LOGINS=True, PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
                create_demo_logins()  # for a shop that knows no passwords written as the tests write theirs
            for area in wanted:
                taken_by.take(shots_of(import_module(f"tests.screenshots.areas.{area}")), FOLDER / area)


main()
