"""Whether a version may be put in production (4.5.7): when the customer has accepted it, and not before."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operations.acceptance.models import Handover

PRODUCTION = "production"


def is_production() -> bool:
    return getattr(settings, "ENVIRONMENT", "") == PRODUCTION


def why_not(version: str) -> str:
    """Why the version may not be put in production, in words; empty when it may."""
    handover = Handover.objects.filter(version=version).first()
    if handover is None:
        return _("Version %(version)s has never been handed over for acceptance.") % {"version": version}
    if handover.is_accepted:
        return ""
    said = {"version": version}
    if handover.state == Handover.State.DRAFTED:
        return _("Version %(version)s is being prepared, and has not been handed over for acceptance.") % said
    if handover.state == Handover.State.REJECTED:
        return _("Version %(version)s was rejected: %(why)s") % {**said, "why": handover.answer}
    waiting = {
        **said,
        "unsigned": handover.requirements.filter(verdict="").count(),
        "day": date_format(handover.answer_by or "", "j F Y"),
    }
    return (
        _(
            "Version %(version)s is not accepted yet: %(unsigned)s requirements are not signed. It is to be answered "
            "by %(day)s."
        )
        % waiting
    )
