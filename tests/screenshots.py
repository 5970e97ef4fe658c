"""`make screenshots`: the pictures of README.md and the handbook, taken of the demo shop as it is now.

python -m tests.screenshots     open the demo shop over a copy of its own, take them, write them to docs/bilder/
"""

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from config import embedded_database
from config.supervisor import say

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
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "bilder"
LARGEST = 200_000
QUALITIES = (86, 80, 74, 66, 58)
DESK = {"viewport": {"width": 1440, "height": 960}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
CUP = "/keramik/koppar-muggar/kopp-glimma/"
BUYER = {
    "email": "ada@lyktalera.example",
    "phone": "070-123 45 67",
    "first_name": "Ada",
    "last_name": "Lind",
    "address_1": "Ugnsvägen 4",
    "postal_code": "999 01",
    "city": "Leråker",
}


def main() -> None:
    if embedded_database.is_wanted():
        embedded_database.start()
    django.setup()

    from tests import demo, web_server

    with tempfile.TemporaryDirectory(prefix="webshop-screenshots-") as name:
        data = Path(name)
        with demo.demo_copy(data / "media", "_screenshots") as database, web_server.open_shop(database, data) as shop:
            take(shop.address)


def take(address: str) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise SystemExit("There is no chromium on this machine: apt-get install -y chromium, or set CHROMIUM.")
    arguments = ["--disable-gpu", "--force-color-profile=srgb"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for options, shots in ((DESK, (home, category, product, checkout)), (PHONE, (product_on_a_phone,))):
            context = browser.new_context(base_url=address, locale="sv-SE", color_scheme="light", **options)
            page = context.new_page()
            for shot in shots:
                shot(page)
                keep(page, shot.__name__)
            context.close()
        browser.close()


def home(page):
    page.goto("/")


def category(page):
    page.goto("/keramik/")


def product(page):
    page.goto(CUP)


def checkout(page):
    """A cup in the colour of clay and a cushion, everything filled in, nothing paid."""
    for address in (f"{CUP}?variant=LL-1001-CLY", "/textil/kuddar/kudde-sav/"):
        page.goto(address)
        page.click("#buy [type=submit]")
        page.wait_for_selector("[data-added]")
    page.goto("/kassa/")
    for field, value in BUYER.items():
        page.fill(f"#checkout_{field}", value)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def product_on_a_phone(page):
    page.goto(CUP)


def keep(page, name: str) -> None:
    """Write what the window shows as WebP, no larger than a reader of the front page should have to wait for."""
    page.wait_for_load_state("networkidle")
    page.evaluate(DRAWN)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for quality in QUALITIES:
        output = BytesIO()
        picture.save(output, "WEBP", quality=quality, method=6)
        if output.tell() <= LARGEST:
            break
    else:
        raise SystemExit(f"{name} does not fit into {LARGEST} bytes.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name.replace('_', '-')}.webp"
    path.write_bytes(output.getvalue())
    say(f"{path.name}: {picture.width} × {picture.height}, {output.tell() // 1000} kB")


if __name__ == "__main__":
    main()
