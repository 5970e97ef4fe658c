"""`{{ why|sentence }}`: what a person wrote, ended so that more may follow it."""

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()

ENDS = (".", "!", "?", "…")


@register.filter
@stringfilter
def sentence(text: str) -> str:
    """The same text with a full stop, unless it ends as a sentence does or is empty."""
    kept = text.rstrip()
    return kept if not kept or kept.endswith(ENDS) else f"{kept}."
