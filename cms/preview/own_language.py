"""Previews of what is written in one language each: in that language, whichever the admin is in."""

from django.utils.translation import override
from wagtail.models import Locale, PreviewableMixin


class PreviewInOwnLanguage(PreviewableMixin):
    """What has not been saved yet has no language: it is looked at in the shop's first."""

    def serve_preview(self, request, mode_name):
        if self.locale_id is None:
            self.locale = Locale.get_default()
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()
