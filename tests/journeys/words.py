"""The shop's own words, so that a better Swedish word breaks no journey."""

from django.utils import translation


def sv(english: str, **values) -> str:
    with translation.override("sv"):
        return translation.gettext(english) % values if values else translation.gettext(english)
