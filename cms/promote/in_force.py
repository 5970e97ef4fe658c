"""What has no drafts: the words of a picture, settings, snippets that are shown as they are saved.

A promotion leaves them as they are. Somebody who may change them puts them in force one by one, and can take it back.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, model_from_serializable_data
from wagtail.log_actions import log

from cms.promote import compare, identity, portable
from cms.promote.life import Refused
from cms.promote.models import PromotionItem

State = PromotionItem.State


def may_put_in_force(item, user) -> bool:
    model = identity.model_named(item.model)
    return model is not None and user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")


@transaction.atomic
def put_in_force(item_id: int, *, by, now: datetime) -> None:
    """Let what came hold. Raises Refused when it was changed here since it was looked at, or has been put in force."""
    item = PromotionItem.objects.select_for_update().select_related("promotion").get(pk=item_id)
    if item.state != State.HELD:
        raise Refused(_("It does not wait to be put in force."))
    model = identity.model_named(item.model)
    here = compare.load([item])
    ours = here.fields.get(item.key)
    if ours is not None and compare.print_of(ours) != item.found.get("seen"):
        raise Refused(_("It was changed here after it was looked through. Compare again."))
    fields = compare.theirs_of(item, model)
    if ours is not None:
        fields = {name: fields[name] for name in item.found["fields"] if compare.side_of(item, name) == compare.THEIRS}
    row = _write(item, model, here.rows.get(item.key), fields, here)
    log(instance=row, action="wagtail.edit", user=by, content_changed=True)
    item.before = {"ours": ours, "put": fields, "is_new": ours is None, "base": here.bases.get(item.key)}
    item.target, item.state = str(row.pk), State.IN_FORCE
    item.save(update_fields=["before", "target", "state"])


def take_back(item, row) -> str:
    """Called when a promotion is taken back. Says why, when it is kept."""
    [now_said] = portable.fields_of_many([row])
    if any(now_said.get(name) != value for name, value in item.before["put"].items()):
        return _("It has been edited since.")
    if item.before["is_new"]:
        row.delete()
    else:
        ours = {name: item.before["ours"][name] for name in item.before["put"]}
        _write(item, type(row), row, ours, compare.load([item]))
    return ""


# --- the steps ---


def _write(item, model, row, fields, here):
    named = identity.find(portable.references(model, fields))

    def swap(_model, value):
        return named.get(value.get("ref")) if isinstance(value, dict) else None

    stored = portable.to_stored(model, fields, swap)
    if row is None:
        row = identity.setting_row(model) if item.key.startswith("setting:") else _new(item, model)
    made = (
        model.from_serializable_data({**stored, "pk": row.pk}, check_fks=True)
        if issubclass(model, ClusterableModel)
        else model_from_serializable_data(model, {**stored, "pk": row.pk}, check_fks=True)
    )
    for name, field in portable.fields_of(model).items():
        if name not in stored:
            continue
        if field.one_to_many:
            setattr(row, name, getattr(made, name).all())
        elif field.many_to_many:
            getattr(row, name).set(getattr(made, name).all())
        else:
            setattr(row, field.attname, getattr(made, field.attname))
    row.save()
    return row


def _new(item, model):
    row = model()
    identity.give_name(row, item.key)
    return row
