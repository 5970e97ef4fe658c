"""Choices written in one go. Django renders a template for every option, which takes long for a few hundred of them."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe


class PlainSelect(forms.Select):
    """A select whose options are written at once: a register has thousands on a page. Choices may be in groups."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = format_html_join("", "{}", ((_listed(key, label, chosen),) for key, label in self.choices))
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name})), options
        )


def _listed(key, label, chosen: set[str]) -> str:
    """An option; or a group, whose name is the key and whose choices are the label."""
    if isinstance(label, list | tuple):
        options = format_html_join("", "{}", ((_listed(code, words, chosen),) for code, words in label))
        return format_html('<optgroup label="{}">{}</optgroup>', key, options)
    return format_html(
        '<option value="{}"{}>{}</option>',
        "" if key is None else key,
        mark_safe(" selected") if str(key) in chosen else "",
        label,
    )


class TickList(forms.CheckboxSelectMultiple):
    """Boxes to tick, each with its label, in columns where there is room."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        whole = (attrs or {}).get("id", f"id_{name}")
        boxes = format_html_join(
            "",
            '<label for="{0}_{1}"><input type="checkbox" name="{2}" value="{3}" id="{0}_{1}"{4}> {5}</label>',
            (
                (whole, place, name, key, mark_safe(" checked") if str(key) in chosen else "", label)
                for place, (key, label) in enumerate(self.choices)
            ),
        )
        return format_html('<div id="{}" class="register-ticks">{}</div>', whole, boxes)
