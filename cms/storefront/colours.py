"""A style sheet of two colours that an editor has chosen: the shop writes no style into its pages."""

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, immutable=True, max_age=31_536_000)
def colours(request, pair):
    """Ground and text, six hexadecimal digits each: the address says it all, so what it answers never changes."""
    ground, text = pair.split("-")
    return HttpResponse(f".colours-{pair} {{ --ground: #{ground}; --words: #{text}; }}\n", content_type="text/css")
