"""The life of a handover: handed over, signed requirement by requirement, answered as a whole, put in production.

Each is one transaction that locks the handover. What the customer has signed stands; the database holds that too.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commerce.customers.models import User
from operations.acceptance import days
from operations.acceptance.drafting import being_prepared
from operations.acceptance.models import HandedRequirement, Handover
from operations.acceptance.refused import Refused

State, Verdict = Handover.State, HandedRequirement.Verdict


def hand_over(handover: Handover, *, by: User, now: datetime) -> Handover:
    """Give it to the customer, who has ten working days to answer. Raises Refused when it was never tested."""
    with transaction.atomic():
        held = being_prepared(handover)
        if held.tested_at is None:
            raise Refused(_("There are no results of tests yet. They are taken in before the handover."))
        if not held.requirements.exists():
            raise Refused(_("A handover covers some requirement."))
        held.state, held.handed_over_by, held.handed_over_at = State.HANDED_OVER, by, now
        held.answer_by = days.working_day_after(days.day_of(now), days.DAYS_TO_ANSWER)
        held.save()
        return held


def sign(requirement: HandedRequirement, verdict: str, *, remark: str = "", by: User, now: datetime) -> None:
    """The customer answers for one requirement, once and for all. Raises Refused."""
    _refuse_others(by)
    if verdict not in Verdict.values:
        raise Refused(_("Say whether it is approved."))
    said = "" if verdict == Verdict.APPROVED else remark.strip()
    if verdict != Verdict.APPROVED and not said:
        raise Refused(_("Say what the remark is, or what is missing."))
    with transaction.atomic():
        handover = _handed_over(requirement.handover_id)
        _refuse_the_supplier(handover, by)
        held = handover.requirements.select_for_update().get(pk=requirement.pk)
        if held.verdict:
            raise Refused(_("Requirement %(number)s has been signed, and stands as it was.") % {"number": held})
        held.verdict, held.remark, held.signed_by, held.signed_at = verdict, said, by, now
        held.save(update_fields=["verdict", "remark", "signed_by", "signed_at"])


def answers_open(handover: Handover) -> list[str]:
    """The answers that follow from what is signed: none until every requirement is, best first."""
    verdicts = set(handover.requirements.values_list("verdict", flat=True))
    if handover.state != State.HANDED_OVER or "" in verdicts or not verdicts:
        return []
    if Verdict.REFUSED in verdicts:
        return [State.REJECTED]
    if Verdict.WITH_REMARK in verdicts:
        return [State.WITH_REMARKS, State.REJECTED]
    return [State.ACCEPTED, State.WITH_REMARKS, State.REJECTED]


def answer(handover: Handover, state: str, *, text: str = "", by: User, now: datetime) -> Handover:
    """The customer answers for the whole. Raises Refused when a requirement is not signed, or says otherwise."""
    _refuse_others(by)
    with transaction.atomic():
        held = _handed_over(handover.pk)
        _refuse_the_supplier(held, by)
        unsigned = list(held.requirements.filter(verdict="").order_by("position").values_list("number", flat=True))
        if unsigned:
            told = {"count": len(unsigned), "first": unsigned[0]}
            raise Refused(_("%(count)s requirements are not signed yet, the first of them %(first)s.") % told)
        if state not in answers_open(held):
            raise Refused(_("That answer does not follow from what is signed of the requirements."))
        if state == State.REJECTED and not text.strip():
            raise Refused(_("Say why it is rejected."))
        held.state, held.answer, held.answered_by, held.answered_at = state, text.strip(), by, now
        held.save()
        return held


def put_in_production(handover: Handover, *, now: datetime) -> Handover:
    """It has been delivered in the production environment: the time to claim begins. Twice is as once.

    Raises Refused for one that nobody has accepted.
    """
    with transaction.atomic():
        held = Handover.objects.select_for_update().get(pk=handover.pk)
        if not held.is_accepted:
            raise Refused(_("Version %(version)s has not been accepted.") % {"version": held})
        if held.in_production_at is None:
            held.in_production_at = now
            held.save(update_fields=["in_production_at"])
        return held


def is_owner(user: User) -> bool:
    """Whether the person holds the role that speaks for the customer, which a trigger asks too."""
    return bool(user.is_active) and user.groups.filter(name=settings.OWNER_ROLE).exists()


def _refuse_others(user: User) -> None:
    if not is_owner(user):
        raise Refused(_("Only %(role)s answers for the customer.") % {"role": settings.OWNER_ROLE})


def _refuse_the_supplier(handover: Handover, by: User) -> None:
    """Who handed it over speaks for the other side, whatever roles he has."""
    if handover.handed_over_by_id == by.pk:
        raise Refused(_("You handed over version %(version)s: somebody else answers for it.") % {"version": handover})


def _handed_over(pk: int) -> Handover:
    held = Handover.objects.select_for_update().get(pk=pk)
    if held.state != State.HANDED_OVER:
        raise Refused(_("Version %(version)s is not waiting for an answer.") % {"version": held})
    return held
