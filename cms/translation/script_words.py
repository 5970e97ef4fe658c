"""The words of wagtail-localize's editor in the browser, with those that its own Swedish has wrong put right."""

from django.utils.translation import gettext
from django.views.i18n import JavaScriptCatalog


class EditorWords(JavaScriptCatalog):
    packages = ["wagtail_localize"]

    def get_catalog(self):
        """A language's name is written right after the word, which therefore ends in a space."""
        return super().get_catalog() | {"Publish in ": gettext("Publish in") + " "}
