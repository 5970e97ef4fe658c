"""The form by which a reviewer says something of the page that is looked at."""

from django import template

from cms.preview.comment_views import CommentForm, name_of
from cms.preview.commenting import place_of

register = template.Library()


@register.simple_tag(takes_context=True)
def place_of_comment(context):
    request = context["request"]
    return place_of(getattr(request, "shown_page", None), request.path)


@register.simple_tag(takes_context=True)
def comment_form(context):
    return CommentForm(initial={"name": name_of(context["request"])}, auto_id="reviewer_%s")
