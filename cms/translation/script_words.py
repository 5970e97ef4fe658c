"""The words of Wagtail's editors in the browser, with those that have no Swedish, or have it wrong, put right."""

from django.utils.translation import gettext, gettext_lazy
from django.views.i18n import JavaScriptCatalog

LACKING = {
    "A network error occurred.": gettext_lazy("A network error occurred."),
    "A server error occurred.": gettext_lazy("A server error occurred."),
    "Autosave in progress…": gettext_lazy("Autosave in progress…"),
    "Changes have been autosaved.": gettext_lazy("Changes have been autosaved."),
    "Search options…": gettext_lazy("Search options…"),
    "Pin toolbar": gettext_lazy("Pin toolbar"),
    "Unpin toolbar": gettext_lazy("Unpin toolbar"),
    "Good": gettext_lazy("Easy to read"),
    "Fair": gettext_lazy("Fairly easy to read"),
    "Complex": gettext_lazy("Hard to read"),
}


class AdminWords(JavaScriptCatalog):
    packages = ["wagtail.admin"]

    def get_catalog(self):
        """What Wagtail has not translated stands beside what it has."""
        return super().get_catalog() | {word: str(said) for word, said in LACKING.items()}


class TranslationEditorWords(JavaScriptCatalog):
    packages = ["wagtail_localize"]

    def get_catalog(self):
        """A language's name is written right after the word, which therefore ends in a space."""
        return super().get_catalog() | {"Publish in ": gettext("Publish in") + " "}
