"""Putting back a version: typed anew into the register's own form, so that what is refused there is refused here.

What the form does not write (a SKU, whether a product is on sale) stays as it is.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import ModelForm
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from commerce.history.versions import Kept, State


class Refused(Exception):
    """Why a version cannot be put back: a list of sentences for the person who tried."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def put_back(
    kept: Kept, state: State, row: models.Model, form_class: type[ModelForm], *, by: Any, now: datetime, **options: Any
) -> models.Model:
    """Save `row`, new or as it stands, with what `state` says. All or nothing; raises Refused."""
    options |= {"instance": row, "for_user": by}
    form = form_class(_typed(form_class(**options), kept, state), **options)
    if not form.is_valid():
        raise Refused(_reasons(form))
    is_new = row._state.adding
    try:
        with transaction.atomic():
            saved = form.save()
            kept.also(saved, state, by=by, now=now)
            log(instance=saved, action="wagtail.create" if is_new else "wagtail.edit")
    except ValidationError as refusal:
        raise Refused(refusal.messages) from refusal
    except IntegrityError as rival:
        raise Refused([_("Someone else changed the same thing just now. Look at the values and try again.")]) from rival
    return saved


def _typed(form: ModelForm, kept: Kept, state: State) -> MultiValueDict:
    """The form as if somebody had opened it now and typed what the version says."""
    values = state.values or {}
    said = {one.name: values[one.attname] for one in kept.model._meta.concrete_fields if one.attname in values}
    said |= kept.typed(state)
    data: MultiValueDict = MultiValueDict()
    for name, field in form.fields.items():
        shown = form[name].initial
        _put(data, form.add_initial_prefix(name), field.prepare_value(shown))
        _put(data, form.add_prefix(name), field.prepare_value(said.get(name, shown)))
    return data


def _put(data: MultiValueDict, name: str, value: Any) -> None:
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, list | tuple | set | models.QuerySet):
        data.setlist(name, [one.pk if isinstance(one, models.Model) else one for one in value])
    elif value is not None and value is not False:
        data[name] = value


def _reasons(form: ModelForm) -> list[str]:
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return found
