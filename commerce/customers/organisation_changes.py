"""What is changed of an organisation itself: its details by its own administrator, its level and terms by the shop."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commerce.customers.access import AccessRefused, refuse_without
from commerce.customers.decisions import remember
from commerce.customers.membership import as_text
from commerce.customers.organisations import Organisation
from commerce.customers.vat_numbers import ask_soon

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
    told = {"by": by, "reason": reason, "now": now}
    with transaction.atomic():
        before = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if set(changed) & set(DECIDED):
            refuse_without(reason)
        _save(organisation, changed)
        for name in WITH_FROM_AND_TO:
            if name in changed:
                change = {"from": _plain(before, name), "to": _plain(organisation, name)}
                remember(f"organisation.{name}_changed", organisation, change, **told)
        if "is_active" in changed:
            kind = "organisation.enabled" if organisation.is_active else "organisation.disabled"
            remember(kind, organisation, {}, **told)
        if {"number", "is_sole_trader"} & set(changed):  # which one is not told: it may be a person's
            remember("organisation.number_changed", organisation, {}, **told)
        if details := sorted(set(changed) - set(DECIDED)):
            remember("organisation.details_changed", organisation, {"to": details}, **told)
        if "vat_number" in changed:
            ask_soon()


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
