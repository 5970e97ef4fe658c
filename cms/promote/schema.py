"""Whether what another version of the shop wrote can be read here: field by field, block by block, never by guess.

A package tells how each of its models looked where it was made. Where that differs from here, what still fits is taken,
what has been given another name is mapped (`RENAMED`), and what would be lost is refused and named.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField

from cms.promote.portable import fields_of, walk
from cms.promote.streams import UnknownBlock, outline

# Fields that have been given another name since the release before: `{model: {name there: name here}}`.
RENAMED: dict[str, dict[str, str]] = {}
# Kinds of fields whose values can be read by another kind.
WIDER = {("CharField", "TextField"), ("SlugField", "CharField"), ("IntegerField", "BigIntegerField")}
EMPTY = (None, "", [], {}, False)


def schema_of(model) -> dict:
    """`{"print": …, "fields": {name: what it is}}`: equal prints mean that anything written there can be read here."""
    fields = {name: _outline(field) for name, field in fields_of(model).items()}
    text = json.dumps(fields, sort_keys=True)
    return {"print": hashlib.sha256(text.encode()).hexdigest(), "fields": fields}


def is_same(model, theirs: Mapping) -> bool:
    return schema_of(model)["print"] == theirs.get("print")


def renamed(model, fields: Mapping) -> dict:
    """The fields under the names that they have here."""
    names = RENAMED.get(model._meta.label_lower, {})
    return {names.get(name, name): value for name, value in fields.items()}


def misfits(model, fields: Mapping, theirs: Mapping) -> list[str]:
    """Why these fields, under the names of here, cannot be read; empty when they can."""
    known = fields_of(model)
    problems = [
        _("The field “%(field)s” does not exist here.") % {"field": name}
        for name, value in fields.items()
        if name not in known and value not in EMPTY
    ]
    there = renamed(model, theirs.get("fields", {}))
    for name, field in known.items():
        if name in fields and not _is_readable(there.get(name), _outline(field)):
            problems.append(_("The field “%(field)s” is of another kind here.") % {"field": name})
    if problems:
        return problems
    try:
        walk(model, fields, lambda _model, value: value)
    except UnknownBlock as error:
        return [_("The block “%(block)s” does not exist here.") % {"block": error}]
    except (TypeError, AttributeError, ValueError, KeyError):
        return [_("It is not written as a %(model)s is.") % {"model": model._meta.verbose_name}]
    return list(_bad_values(known, fields))


# --- the steps ---


def _outline(field):
    if field.one_to_many:
        return {name: _outline(part) for name, part in fields_of(field.related_model).items()}
    if isinstance(field, StreamField):
        return outline(field.stream_block)
    kind = field.get_internal_type()
    return f"{kind} of {field.related_model._meta.label_lower}" if field.is_relation else kind


def _is_readable(there, here) -> bool:
    """Streams and child rows are judged by what is in them."""
    if there is None or there == here or (isinstance(there, dict) and isinstance(here, dict)):
        return True
    return (there, here) in WIDER


def _bad_values(known: Mapping, fields: Mapping) -> Iterable[str]:
    """Values that no editor could have written here: too long, not among the choices, not a number."""
    for name, field in known.items():
        value = fields.get(name)
        if value in EMPTY or field.is_relation or isinstance(field, StreamField | RichTextField):
            continue
        if isinstance(field, models.Field) and not hasattr(field, "base_field"):
            try:
                field.run_validators(field.to_python(value))
                if field.choices and value not in dict(field.flatchoices):
                    raise ValidationError(_("It is not among the choices."))
            except ValidationError as error:
                said = {"field": field.verbose_name, "why": " ".join(error.messages)}
                yield _("“%(field)s”: %(why)s") % said
