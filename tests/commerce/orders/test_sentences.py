import pytest

from commerce.orders.templatetags.sentences import sentence


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Kunden ringde", "Kunden ringde."),
        ("Kunden ringde. ", "Kunden ringde."),
        ("Varför inte?", "Varför inte?"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_what_a_person_wrote_ends_so_that_more_may_follow(written, shown):
    assert sentence(written) == shown
