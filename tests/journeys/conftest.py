"""What a journey needs: the demo shop behind its real web server, and a browser that keeps count of what goes wrong.

    def test_a_guest_buys(desktop):
        desktop.go("/")
        desktop.page.get_by_role("link", name="Keramik").click()

`phone`, `desktop` and their kin are visitors: a browser of their own, no cookies, and at the end of the test nothing
may have been written to the console and no address may have answered with an error that the test did not expect.
"""

import os
import shutil

import pytest
from django.test.utils import override_settings
from playwright.sync_api import sync_playwright

from config.settings import local
from tests import databases, demo, web_server
from tests.committing import forget_rows
from tests.factories.customers import owner, verified
from tests.journeys.visitor import Visitor

# While Playwright is open an event loop lives in the tests' thread, and Django would refuse every query of theirs.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
    "--force-color-profile=srgb",
]
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


@pytest.fixture(scope="session")
def open_demo_shop(django_db_setup, django_db_blocker, tmp_path_factory):
    """One web server for all journeys of this test process."""
    data = tmp_path_factory.mktemp("shop")
    with (
        django_db_blocker.unblock(),
        demo.demo_copy(data / "media") as database,
        web_server.open_shop(database, data, MEASURE_EVERY="1") as shop,
    ):
        django_db_blocker.block()
        yield shop


@pytest.fixture
def shop(open_demo_shop, django_db_blocker):
    """The open shop, with this test's own connection pointing at the same database."""
    with django_db_blocker.unblock(), databases.connected_to(open_demo_shop.database):
        forget_rows()
        yield open_demo_shop
    forget_rows()


@pytest.fixture(scope="session")
def browser():
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        missing = "there is no chromium on this machine: apt-get install -y chromium, or set CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    arguments = ARGUMENTS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def new_visitor(browser, shop):
    """Make a visitor with any options of a browser context; all are looked after when the test ends."""
    visitors = []

    def make(**options) -> Visitor:
        context = browser.new_context(base_url=shop.address, locale="sv-SE", timezone_id="Europe/Stockholm", **options)
        visitors.append(Visitor(context, shop))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.leave()


@pytest.fixture
def desktop(new_visitor):
    return new_visitor(**DESKTOP)


@pytest.fixture
def phone(new_visitor):
    return new_visitor(**PHONE)


@pytest.fixture(params=["desktop", "phone"])
def either_size(request, new_visitor):
    """A visitor on a desktop, then one on a phone."""
    return new_visitor(**(DESKTOP if request.param == "desktop" else PHONE))


@pytest.fixture(params=["desktop", "phone"])
def without_scripts(request, new_visitor):
    """A visitor whose browser runs no JavaScript."""
    return new_visitor(**(DESKTOP if request.param == "desktop" else PHONE), java_script_enabled=False)


@pytest.fixture
def at_the_desk(new_visitor, shop):
    """Makes visitors who are logged in as an owner with a second factor."""

    def make(**options):
        with override_settings(SECRET_KEY=local.SECRET_KEY):
            key = verified(owner()).cookies["sessionid"].value
        visitor = new_visitor(**options)
        visitor.context.add_cookies([{"name": "sessionid", "value": key, "url": shop.address}])
        return visitor

    return make
