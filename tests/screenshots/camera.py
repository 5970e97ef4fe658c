"""A browser that takes what the areas ask for and writes it as small as a reader should have to wait for."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from django_otp.oath import TOTP
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from commerce.customers import demo as logins
from config.supervisor import say
from tests.screenshots.shots import Shot

LARGEST = 200_000  # bytes
QUALITIES = (86, 80, 74, 66, 58)
OWNER = "agare"
DRAWN = """
    async () => {
        const inView = (image) => {
            const { left, right, top, bottom, width } = image.getBoundingClientRect();
            const isNear = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
            return width && isNear && image.checkVisibility();
        };
        await document.fonts.ready;
        await Promise.all([...document.images].filter(inView).map((image) => image.decode().catch(() => null)));
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
"""


class Camera:
    """Takes pictures of the shop at `address`. The owner logs in once, for all windows of his."""

    def __init__(self, browser: Browser, address: str):
        self.browser = browser
        self.address = address
        self.owner_state = None

    def take(self, shots: list[Shot], folder: Path) -> None:
        """Take the shots in their order; those that follow each other in the same window share its page."""
        folder.mkdir(parents=True, exist_ok=True)
        page, kind = None, None
        for one in shots:
            if page is None or kind != (one.window, one.as_owner):
                if page:
                    page.context.close()
                page, kind = self._window(one), (one.window, one.as_owner)
            part = one.act(page)
            keep(page, part, folder / f"{one.name}.webp")
        if page:
            page.context.close()

    def _window(self, one: Shot) -> Page:
        if one.as_owner and self.owner_state is None:
            self.owner_state = self._logged_in()
        state = self.owner_state if one.as_owner else None
        options = {"locale": "sv-SE", "color_scheme": "light", "reduced_motion": "reduce", **one.window}
        return self.browser.new_context(base_url=self.address, storage_state=state, **options).new_page()

    def _logged_in(self):
        page = self.browser.new_context(base_url=self.address, locale="sv-SE").new_page()
        page.goto("/konto/login/?next=/admin/")
        page.fill("[name=login]", f"{OWNER}@{logins.DOMAIN}")
        page.fill("[name=password]", logins.PASSWORD)
        page.press("[name=password]", "Enter")
        page.fill("[name=token]", f"{TOTP(bytes.fromhex(logins.SECRETS[OWNER])).token():06}")
        page.press("[name=token]", "Enter")
        page.wait_for_url("**/admin/")
        state = page.context.storage_state()
        page.context.close()
        return state


@contextmanager
def camera(address: str) -> Iterator[Camera]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise SystemExit("There is no chromium on this machine: apt-get install -y chromium, or set CHROMIUM.")
    arguments = ["--disable-gpu", "--force-color-profile=srgb"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield Camera(browser, address)
        browser.close()


def keep(page: Page, part, path: Path) -> None:
    """Write what the window, or the part of it, shows as WebP. Raises SystemExit where it is too much to wait for."""
    page.wait_for_load_state("networkidle")
    page.evaluate(DRAWN)
    picture = Image.open(BytesIO((part or page).screenshot())).convert("RGB")
    for quality in QUALITIES:
        output = BytesIO()
        picture.save(output, "WEBP", quality=quality, method=6)
        if output.tell() <= LARGEST:
            break
    else:
        raise SystemExit(f"{path.name} does not fit into {LARGEST} bytes.")
    path.write_bytes(output.getvalue())
    say(f"{path.parent.name}/{path.name}: {picture.width} × {picture.height}, {output.tell() // 1000} kB")
