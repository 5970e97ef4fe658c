"""Translation: what is chosen for a file, and what became of one that came back."""

import tempfile
from pathlib import Path

from tests.screenshots.shots import shot

FILES = "/admin/translations/"


@shot(as_owner=True)
def texts_for_a_file(page):
    page.goto(FILES)
    page.check("[name=names][value=category]")


@shot(as_owner=True)
def what_became_of_a_file(page):
    """Fetched, filled in for the first text, and handed in again."""
    page.goto(FILES)
    page.check("[name=names][value=category]")
    page.uncheck("[name=only_missing]")
    with page.expect_download() as fetched:
        page.click("form:has([name=only_missing]) [type=submit]")
    words = Path(fetched.value.path()).read_text()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kategorier.xlf"
        file.write_text(words.replace("Candles &amp; lighting", "Candles and light"))
        page.set_input_files("[type=file]", file)
        page.click("form:has([type=file]) [type=submit]")
        page.locator(".register-figures, main h2").first.wait_for()
