"""The words that Wagtail's editors show in the browser."""

import pytest
from django.urls import resolve
from django.utils import translation

from cms.translation.script_words import AdminWords, TranslationEditorWords

pytestmark = pytest.mark.krav("4.3.1")


def told(view, request):
    with translation.override("sv"):
        return view.as_view()(request).content.decode()


def test_the_translation_editor_is_given_the_shops_words_where_its_own_are_wrong(rf):
    words = told(TranslationEditorWords, rf.get("/"))

    assert r'"Publish in ": "Publicera p\u00e5 "' in words
    assert r'"Translate": "\u00d6vers\u00e4tt"' in words
    assert resolve("/admin/localize/jsi18n/").url_name == "translation_editor_words"


def test_the_admin_is_given_the_shops_words_where_it_has_none(rf):
    words = told(AdminWords, rf.get("/"))

    assert r'"Search options\u2026": "S\u00f6k\u2026"' in words
    assert '"Cancel": "Avbryt"' in words
    assert resolve("/admin/jsi18n/").url_name == "admin_words"
