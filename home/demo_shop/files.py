"""The demo shop's files: texts and figures as JSON, pictures as JPEG."""

import json
from pathlib import Path

from cms.intake.picture_intake import PictureFile

FOLDER = Path(__file__).resolve().parent.parent / "demo"
PICTURES = FOLDER / "pictures"


def read(name):
    """One of the JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_products():
    """All products, department by department."""
    files = sorted((FOLDER / "catalogue" / "products").glob("*.json"))
    return [product for file in files for product in json.loads(file.read_text(encoding="utf-8"))]


def picture_titles(data):
    """Every picture that the data names, with a Swedish title where one is told."""
    titles = {}
    _collect(data, titles)
    return titles


def picture_files(titles):
    """The pictures that are there, and the names of those that are not."""
    there = {name: PICTURES / name for name in sorted(titles)}
    files = {
        name: PictureFile(content=path.read_bytes(), title=titles[name] or name.rsplit(".", 1)[0])
        for name, path in there.items()
        if path.exists()
    }
    return files, [name for name in there if name not in files]


def _collect(data, titles):
    if isinstance(data, list):
        for part in data:
            _collect(part, titles)
    elif isinstance(data, dict):
        name = data.get("file") or data.get("picture")
        if isinstance(name, str):
            alt = data.get("alt")
            title = alt.get("sv", "") if isinstance(alt, dict) else alt or ""
            titles[name] = titles.get(name) or title
        for key, part in data.items():
            if key != "scene":
                _collect(part, titles)
