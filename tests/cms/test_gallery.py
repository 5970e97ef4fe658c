"""A gallery opens with the picture of what the shopper has chosen."""

import pytest

from cms.storefront.gallery import in_order, words_of
from cms.storefront.vocabulary import Value, Vocabulary

SHOWN = {1: "celadon", 2: "group", 3: "chalk", 4: "chalk, large"}
RAW = [
    {"type": "picture", "value": {"image": 1, "alt": "", "shows": "Celadon"}},
    {"type": "picture", "value": {"image": 2, "alt": "All of them"}},
    {"type": "picture", "value": {"image": 3, "alt": "", "shows": "Krita"}},
    {"type": "picture", "value": {"image": 4, "alt": "", "shows": "Krita, 24,5 cl"}},
    {"type": "picture", "value": {"image": 9, "alt": "gone"}},
]


@pytest.mark.parametrize(
    ("case", "chosen", "expected"),
    [
        ("nothing chosen", set(), ["celadon", "group", "chalk", "chalk, large"]),
        ("the colour of the first", {"celadon"}, ["celadon", "group", "chalk", "chalk, large"]),
        ("another colour", {"krita", "18 cl"}, ["chalk", "celadon", "group", "chalk, large"]),
        ("the picture that says most", {"krita", "24,5 cl"}, ["chalk, large", "chalk", "celadon", "group"]),
        ("a colour without a picture", {"bläck"}, ["celadon", "group", "chalk", "chalk, large"]),
    ],
)
def test_pictures_of_the_choice_come_first(case, chosen, expected):
    assert [picture["image"] for picture in in_order(RAW, SHOWN, frozenset(chosen))] == expected


def test_a_variant_is_called_by_its_number_and_by_its_values_in_any_language():
    vocabulary = Vocabulary.__new__(Vocabulary)
    vocabulary.values = {7: Value(7, "chalk", {"sv": "Krita", "en": "Chalk"}, "#efe9dd", None)}

    words = words_of("LL-1001-CHK", [7, 8], vocabulary)

    assert words == {"ll-1001-chk", "chalk", "krita"}
