"""Copies of files: each content once, back byte for byte, a fault seen, what is old forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from operations.backup import media

pytestmark = pytest.mark.krav("4.11.4")
NOW = datetime(2026, 11, 28, 2, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    folders = {name: tmp_path / name for name in ("default", "desk")}
    for folder in folders.values():
        folder.mkdir()
    monkeypatch.setattr(media, "folders", lambda: folders)
    return tmp_path


def put(shop, name, content):
    path = shop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def objects(store):
    return sorted(path.name for path in (store / "objects").glob("??/*"))


def test_every_file_comes_back_as_it_was_and_one_content_is_kept_once(shop, tmp_path):
    put(shop, "default/images/a.webp", b"a blue vase")
    put(shop, "default/images/b.webp", b"a blue vase")
    put(shop, "desk/brev.pdf", b"%PDF")
    store = tmp_path / "store"

    copied = media.copy(store, "1", now=NOW)

    assert (len(copied.files), copied.new, len(objects(store))) == (3, 3, 2)
    assert media.restore(store, media.last(store), tmp_path / "back") == []
    back = {str(path.relative_to(tmp_path / "back")) for path in (tmp_path / "back").rglob("*") if path.is_file()}
    assert back == {"default/images/a.webp", "default/images/b.webp", "desk/brev.pdf"}
    assert (tmp_path / "back" / "desk" / "brev.pdf").read_bytes() == b"%PDF"


def test_what_has_not_changed_is_not_read_again(shop, tmp_path, monkeypatch):
    put(shop, "default/a", b"a")
    put(shop, "default/b", b"b")
    store = tmp_path / "store"
    media.copy(store, "1", now=NOW)
    put(shop, "default/b", b"bb")
    read = []
    monkeypatch.setattr(media, "_take", lambda *given, take=media._take: read.append(given[1]) or take(*given))

    again = media.copy(store, "2", now=NOW + DAY)

    assert (read, again.new, len(again.files)) == (["default/b"], 1, 2)


@pytest.mark.parametrize("fault", ["changed", "away"])
def test_a_content_that_is_not_what_it_was_is_named(shop, tmp_path, fault):
    put(shop, "default/a", b"a")
    put(shop, "default/b", b"b")
    store = tmp_path / "store"
    copied = media.copy(store, "1", now=NOW)
    hurt = store / "objects" / next(file for file in copied.files if file.name == "default/b").object
    if fault == "changed":
        hurt.write_bytes(b"c")
    else:
        hurt.unlink()

    assert media.restore(store, copied, tmp_path / "back") == ["default/b"]


def test_what_no_day_that_can_be_gone_back_to_needs_is_forgotten(shop, tmp_path):
    store = tmp_path / "store"
    for day, content in enumerate((b"first", b"second", b"third")):
        put(shop, "default/a", content)
        media.copy(store, str(day), now=NOW + day * DAY)

    gone = media.forget(store, before=NOW + DAY + timedelta(hours=1))

    assert gone == 1
    assert [path.stem for path in media.lists(store)] == ["2", "1"]
    assert media.restore(store, media.read(store / "1.json"), tmp_path / "back") == []
    assert (tmp_path / "back" / "default" / "a").read_bytes() == b"second"


def test_with_nothing_old_enough_nothing_is_forgotten(shop, tmp_path):
    store = tmp_path / "store"
    put(shop, "default/a", b"a")
    media.copy(store, "1", now=NOW)

    assert media.forget(store, before=NOW - DAY) == 0
    assert len(media.lists(store)) == 1


def test_a_copy_that_was_broken_off_names_nothing(shop, tmp_path, monkeypatch):
    put(shop, "default/a", b"a")
    store = tmp_path / "store"

    def breaks(*given):
        raise OSError("no space left")

    monkeypatch.setattr(media, "_write", breaks)
    with pytest.raises(OSError, match="no space"):
        media.copy(store, "1", now=NOW)

    assert media.last(store) is None
