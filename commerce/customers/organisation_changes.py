"""What is changed of an organisation itself: its details by its own administrator, its level and terms by the shop."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commerce.bulk import copy_in, copy_over, take_ids
from commerce.customers.access import AccessRefused, refuse_without
from commerce.customers.decisions import remember, subject_of
from commerce.customers.membership import as_text
from commerce.customers.organisations import Organisation
from commerce.customers.vat_numbers import ask_soon
from commerce.events.log import publish_each

LONGEST_TERMS = 365
WITH_FROM_AND_TO = ("level", "payment_terms_days", "credit_limit")
DECIDED = (*WITH_FROM_AND_TO, "is_active", "number", "is_sole_trader")  # only the shop's to change, with a reason


def change_details(form, *, by, now):
    """Save the fields that an administrator's valid form has changed, and remember which they were."""
    changed = sorted(form.changed_data)
    if not changed:
        return
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=form.instance.pk)
        _save(form.instance, changed)
        remember("organisation.details_changed", form.instance, {"to": changed}, by=by, now=now)
    if "vat_number" in changed:
        ask_soon()


def create(organisation, *, by, reason, now):
    """Save a new organisation, with the reason why it is one."""
    refuse_without(reason)
    with transaction.atomic():
        _save(organisation, None)
        remember("organisation.created", organisation, {"to": organisation.level_id}, by=by, reason=reason, now=now)
        if organisation.vat_number:
            ask_soon()


def decide(organisation, changed, *, by, reason, now):
    """Save the named fields of an organisation, with an event for each thing that the shop alone decides.

    Raises AccessRefused, saving nothing, when such a thing changes without a reason.
    """
    with transaction.atomic():
        before = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if set(changed) & set(DECIDED):
            refuse_without(reason)
        _save(organisation, changed)
        for kind, change in _told(before, organisation, changed):
            remember(kind, organisation, change, by=by, reason=reason, now=now)
        if "vat_number" in changed:
            ask_soon()


def create_all(organisations, *, by, reason, now):
    """`create` for many, in a few statements. Nobody has their numbers; the caller owns the transaction."""
    refuse_without(reason)
    for organisation, pk in zip(organisations, take_ids(Organisation, len(organisations)), strict=True):
        organisation.pk, organisation.created_at = pk, now
    names = [field.attname for field in Organisation._meta.concrete_fields]
    copy_in(Organisation, names, [[getattr(one, name) for name in names] for one in organisations])
    created = [(one, "organisation.created", {"to": one.level_id}) for one in organisations]
    _remember_each(created, by=by, reason=reason, now=now)
    if any(one.vat_number for one in organisations):
        ask_soon()


def decide_all(decisions, *, by, reason, now):
    """`decide` for many, each (before, after, changed), in a few statements. The caller has locked them.

    Numbers stay: they are one organisation's, and are decided one at a time.
    """
    refuse_without(reason)
    names = sorted({name for _before, _after, changed in decisions for name in changed} - {"number", "is_sole_trader"})
    columns = {field.name: field.attname for field in Organisation._meta.concrete_fields}
    fields = ["id", *(columns[name] for name in names)]
    copy_over(Organisation, fields, [[getattr(after, field) for field in fields] for _before, after, _ in decisions])
    told = [
        (after, kind, change) for before, after, changed in decisions for kind, change in _told(before, after, changed)
    ]
    _remember_each(told, by=by, reason=reason, now=now)
    if any("vat_number" in changed for _before, _after, changed in decisions):
        ask_soon()


def _told(before, after, changed):
    """Kind and content of each event that tells of the change."""
    for name in WITH_FROM_AND_TO:
        if name in changed:
            yield f"organisation.{name}_changed", {"from": _plain(before, name), "to": _plain(after, name)}
    if "is_active" in changed:
        yield "organisation.enabled" if after.is_active else "organisation.disabled", {}
    if {"number", "is_sole_trader"} & set(changed):  # which one is not told: it may be a person's
        yield "organisation.number_changed", {}
    if details := sorted(set(changed) - set(DECIDED)):
        yield "organisation.details_changed", {"to": details}


def _remember_each(told, *, by, reason, now):
    by_whom = {"by": by.pk, "reason": reason.strip()}
    publish_each([(kind, subject_of(one), {**change, **by_whom}) for one, kind, change in told], at=now)


def _save(organisation, changed):
    try:
        with transaction.atomic():
            organisation.save(update_fields=changed)
    except IntegrityError as error:
        if "customers_organisation_number" not in str(error):
            raise
        raise AccessRefused("number", _("Another organisation has this number.")) from error


def _plain(organisation, name):
    if name == "level":
        return organisation.level_id
    value = getattr(organisation, name)
    return as_text(value) if name == "credit_limit" else value
