"""Wagtail's choosers write a script into the page; ours have none, and tell `static/admin/begins.js` instead."""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

# As Django's own `json_script` does: nothing in the data may end the tag it stands in.
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def tell_instead_of_script() -> None:
    BaseChooser.render = _render  # type: ignore[method-assign]


def _render(self: BaseChooser, name: str, value, attrs=None, renderer=None) -> str:
    shown = self.get_value_data(value)
    begins, given = _beginning(self, attrs["id"], name, shown)
    return self.render_html(name, shown, attrs) + format_html(
        '<script type="application/json" data-begins="{}">{}</script>',
        begins,
        mark_safe(json.dumps(given).translate(ESCAPED)),  # noqa: S308 - nothing in it can end the tag
    )


def _beginning(chooser: BaseChooser, key: str, name: str, shown) -> tuple[str, list]:
    """What the chooser's own script would call, and with what."""
    if isinstance(chooser, AdminTaskChooser):
        return "createTaskChooser", [key]
    return chooser.js_constructor, [key, chooser.get_js_init_options(key, name, shown)]
