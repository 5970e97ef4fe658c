import json

import pytest

from integrations.bounded import DEEPEST, Unreadable, read_json


def nested(depth):
    return b"[" * depth + b"]" * depth


def test_what_is_sent_is_read():
    said = {"a": [1, {"b": 'quoted \\" [[[['}], "å": None}

    assert read_json(json.dumps(said, ensure_ascii=False).encode()) == said


def test_brackets_in_words_are_no_depth():
    assert read_json(json.dumps("[" * 1000).encode()) == "[" * 1000


@pytest.mark.parametrize(
    ("case", "body"),
    [
        ("one too deep", nested(DEEPEST + 1)),
        ("far too deep", nested(1_000_000)),
        ("objects too deep", b'{"a":' * 41 + b"1" + b"}" * 41),
        ("deep behind an open quote", b'"' + nested(DEEPEST + 1)),
        ("not JSON", b"a=b"),
        ("nothing", b""),
        ("half of it", b'{"a": '),
        ("not text", b"\xff"),
    ],
)
def test_anything_else_is_not(case, body):
    with pytest.raises(Unreadable):
        read_json(body)


def test_as_deep_as_allowed_is_read():
    assert read_json(nested(DEEPEST))
