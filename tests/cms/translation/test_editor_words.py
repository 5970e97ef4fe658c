"""The words that the translation editor shows in the browser."""

import pytest
from django.urls import resolve
from django.utils import translation

from cms.translation.script_words import EditorWords

pytestmark = pytest.mark.krav("4.3.1")


def test_the_editor_is_given_the_shops_words_where_its_own_are_wrong(rf):
    address = "/admin/localize/jsi18n/"

    with translation.override("sv"):
        told = EditorWords.as_view()(rf.get(address)).content.decode()

    assert r'"Publish in ": "Publicera p\u00e5 "' in told
    assert '"Translate": "\\u00d6vers\\u00e4tt"' in told
    assert resolve(address).url_name == "translation_editor_words"
