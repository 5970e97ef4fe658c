"""What a service asks of one who orders it: fields as rows of data, the form that they make, the answers to it.

A field is {"name", "label", "label_en", "type", "is_required", "choices"}; `name` is its own within a version. Answers
are kept as words beside the words of the question, so that they are read as they were given.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

MOST_FIELDS, MOST_CHOICES, MOST_ANSWER = 20, 30, 2000


class FieldType(models.TextChoices):
    TEXT = "text", pgettext_lazy("form field", "text")
    LONG = "long", pgettext_lazy("form field", "text of several lines")
    CHOICE = "choice", pgettext_lazy("form field", "choice")
    DATE = "date", pgettext_lazy("form field", "date")
    NUMBER = "number", pgettext_lazy("form field", "number")


def judged(fields: Any) -> None:
    """Whether it is such rows. Raises ValidationError that names the first that is not."""
    if not isinstance(fields, list) or len(fields) > MOST_FIELDS:
        raise ValidationError(_("A form has at most %(most)s fields.") % {"most": MOST_FIELDS})
    names = [one.get("name") if isinstance(one, dict) else None for one in fields]
    for place, one in enumerate(fields, 1):
        if not _is_field(one) or names.count(one["name"]) > 1:
            raise ValidationError(_("Field %(place)s is not a field.") % {"place": place})


def form_fields(fields: Sequence[Mapping[str, Any]]) -> dict[str, forms.Field]:
    """The fields of a form, by name, in the reader's language."""
    return {one["name"]: _form_field(one) for one in fields}


def answers(fields: Sequence[Mapping[str, Any]], cleaned: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was answered, in the order of the questions: {"label", "answer"}; what was left empty is left out."""
    told = ((label_of(one), _words(cleaned.get(one["name"]))) for one in fields)
    return [{"label": label, "answer": answer} for label, answer in told if answer]


def label_of(field: Mapping[str, Any]) -> str:
    english = field.get("label_en") if (get_language() or "").startswith("en") else ""
    return english or field["label"]


def numbered(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as they are kept: each with a name of its own, by its place."""
    return [{"name": f"f{place}", **row} for place, row in enumerate(rows, 1)]


def _is_field(one: Any) -> bool:
    if not isinstance(one, dict) or one.get("type") not in FieldType.values:
        return False
    said = [one.get("name"), one.get("label")]
    choices = one.get("choices", [])
    if not isinstance(choices, list) or not all(isinstance(choice, str) and choice for choice in choices):
        return False
    has_choices = bool(choices) == (one["type"] == FieldType.CHOICE) and len(choices) <= MOST_CHOICES
    return has_choices and all(isinstance(words, str) and words.strip() for words in said)


def _form_field(one: Mapping[str, Any]) -> forms.Field:
    said: dict[str, Any] = {"label": label_of(one), "required": bool(one.get("is_required"))}
    match FieldType(one["type"]):
        case FieldType.LONG:
            return forms.CharField(**said, max_length=MOST_ANSWER, widget=forms.Textarea(attrs={"rows": 4}))
        case FieldType.CHOICE:
            empty = [("", _("Choose"))]
            return forms.ChoiceField(**said, choices=[*empty, *((choice, choice) for choice in one["choices"])])
        case FieldType.DATE:
            return forms.DateField(**said, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        case FieldType.NUMBER:
            return forms.DecimalField(
                **said, max_digits=12, decimal_places=2, localize=True, widget=forms.TextInput({"inputmode": "decimal"})
            )
        case _:
            return forms.CharField(**said, max_length=200)


def _words(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value or "").strip()
