"""Which rows have versions. Triggers keep a row's values as they were before each change, so nothing forgets to.

A version is what stood before; what stands now is in the row itself. A row that is new costs nothing at import: that it
was made is written only when it was not imported, and a part is only when what it belongs to is there already.
Triggers are by the statement: ten thousand rows of an import are one more statement, not ten thousand.
"""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commerce.changed_by import IMPORT, TABLES

INSERT, UPDATE, DELETE = "insert", "update", "delete"
BY_HAND = (
    f"COALESCE(NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'where', '') <> '{IMPORT}'"
)
OWNER_IS_THERE = "EXISTS (SELECT 1 FROM {table} owner WHERE owner.id = NEW.{column})"


def tracked(model: type[models.Model], *, of: str = "", exclude: tuple[str, ...] = ()) -> None:
    """Let triggers keep the versions of `model`, in `<Model>Version` of the same app.

    `of` names the foreign key to what the rows are parts of: a product's properties, a set's prices. `exclude` are
    fields that are derived, or tell nothing that anybody changed.
    """
    TABLES.add(model._meta.db_table)
    owner: Any = model._meta.get_field(of) if of else None
    condition = (
        OWNER_IS_THERE.format(table=owner.remote_field.model._meta.db_table, column=owner.column) if owner else BY_HAND
    )
    options: dict[str, Any] = {
        "verbose_name": format_lazy("{}: {}", model._meta.verbose_name, _("version")),
        "verbose_name_plural": format_lazy("{}: {}", model._meta.verbose_name_plural, _("versions")),
        "default_permissions": (),
        "indexes": [models.Index(fields=[of or "pgh_obj", "pgh_id"], name=f"{model._meta.model_name}_versions"[:30])],
    }
    pghistory.track(
        pghistory.InsertEvent(INSERT, condition=pgtrigger.Condition(condition)),
        pghistory.UpdateEvent(UPDATE, row=pghistory.Old),
        pghistory.DeleteEvent(DELETE),
        exclude=list(exclude),
        model_name=f"{model.__name__}Version",
        meta=options,
        level=pgtrigger.Statement,
    )(model)
