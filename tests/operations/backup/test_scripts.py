"""What PostgreSQL calls for each piece of its log: kept whole or not at all, given back wherever it is."""

import subprocess

import pytest
from django.conf import settings

pytestmark = pytest.mark.krav("4.11.4")
DEPLOY = settings.PROJECT / "deploy"
PIECE = "000000010000000000000007"


def run(script, *arguments):
    return subprocess.run([DEPLOY / script, *arguments], capture_output=True, check=False).returncode


@pytest.fixture
def piece(tmp_path):
    path = tmp_path / "piece"
    path.write_bytes(b"log")
    return path


def test_a_piece_is_kept_and_the_same_again_is_fine(tmp_path, piece):
    assert [run("archive-wal", tmp_path, piece, PIECE) for _time in range(2)] == [0, 0]
    assert [path.name for path in (tmp_path / "wal").iterdir()] == [PIECE]
    assert (tmp_path / "wal" / PIECE).read_bytes() == b"log"


def test_another_piece_of_that_name_is_refused_and_nothing_is_written_over(tmp_path, piece):
    run("archive-wal", tmp_path, piece, PIECE)
    piece.write_bytes(b"another")

    assert run("archive-wal", tmp_path, piece, PIECE) != 0
    assert (tmp_path / "wal" / PIECE).read_bytes() == b"log"


def test_a_folder_that_is_away_is_not_made(tmp_path, piece):
    assert run("archive-wal", tmp_path / "mount", piece, PIECE) != 0
    assert not (tmp_path / "mount").exists()


@pytest.mark.parametrize(
    ("where", "content"), [("wal/{}", b"a"), ("received/{}", b"b"), ("received/{}.partial", b"c")], ids=str
)
def test_a_piece_is_found_wherever_it_is(tmp_path, where, content):
    path = tmp_path / where.format(PIECE)
    path.parent.mkdir()
    path.write_bytes(content)

    assert run("fetch-wal", tmp_path, PIECE, tmp_path / "to") == 0
    assert (tmp_path / "to").read_bytes() == content


def test_the_archived_whole_goes_before_the_part_that_was_received(tmp_path):
    for folder, name, content in (("wal", PIECE, b"whole"), ("received", f"{PIECE}.partial", b"part")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(content)

    run("fetch-wal", tmp_path, PIECE, tmp_path / "to")

    assert (tmp_path / "to").read_bytes() == b"whole"


def test_a_piece_that_is_nowhere_is_said_to_be(tmp_path):
    assert run("fetch-wal", tmp_path, PIECE, tmp_path / "to") == 1
