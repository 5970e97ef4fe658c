"""The mail that tells of an event about flows and systems, in the language of the shop."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commerce.events.models import Event
from commerce.orders.mail import plain
from commerce.pricing.templatetags.prices import money
from integrations import ending, strange
from integrations.flows import known
from integrations.flows.models import Miss, WatchedFlow
from integrations.reconciliation.comparison import Kind

Lines = list[tuple[str, str]]


def notice(event: Event, *, message_key: str) -> EmailMultiAlternatives:
    """Ready to send. `message_key` makes the Message-ID, so a repeat is the same mail."""
    with override(settings.LANGUAGE_CODE):
        subject, lines, url = WORDS[event.kind](event)
        context = {
            "subject": subject,
            "lines": [(label, value) for label, value in lines if value],
            "url": settings.SITE_URL + url,
            "site_url": settings.SITE_URL,
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=plain("notice", context),
            to=_addresses(event),
            headers={"Message-ID": f"<{message_key}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("mail/notice.html", context), "text/html")
        return mail


def _addresses(event: Event) -> list[str]:
    code = event.payload.get("flow", "")
    row = WatchedFlow.objects.filter(pk=code).first() if code else None
    return list(row.told) if row and row.told else [settings.FLOW_NOTICE_EMAIL]


def _missed(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    subject = {
        Miss.What.MISSED: _("Has not happened: %(flow)s"),
        Miss.What.FAILED: _("Has failed: %(flow)s"),
        Miss.What.SILENT: _("Did nothing, and did not say why: %(flow)s"),
    }[Miss.What(told["what"])]
    lines = [
        (_("Expected at"), _time(told["expected_at"])),
        (_("Last success"), _time(told["last_success_at"]) or _("never")),
        (_("Waiting now"), str(told["backlog"] or "")),
        (_("Problem"), told["problem"]),
    ]
    return subject % {"flow": _name(told["flow"])}, lines, _page(told["flow"])


def _recovered(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    lines = [
        (_("Was expected at"), _time(told["expected_at"])),
        (_("Noticed at"), _time(told["opened_at"])),
        (_("Came at"), _time(told["closed_at"])),
    ]
    return _("Works again: %(flow)s") % {"flow": _name(told["flow"])}, lines, _page(told["flow"])


def _stopped(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    address = reverse("integrations_delivery_modeladmin_inspect", args=[told["delivery"]])
    lines = [(_("Target"), told["target"]), (_("About"), event.subject)]
    return _("A transfer has stopped: %(target)s") % {"target": told["target"]}, lines, address


def _closed(event: Event) -> tuple[str, Lines, str]:
    system = event.subject.removeprefix("system:")
    subject = _("%(system)s takes nothing from us") % {"system": system}
    return subject, [(_("Why"), event.payload.get("why", ""))], reverse("flows")


def _opened(event: Event) -> tuple[str, Lines, str]:
    system = event.subject.removeprefix("system:")
    return _("%(system)s takes what we send again") % {"system": system}, [], reverse("flows")


def _unknown_state(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    lines = [
        (_("System"), event.subject.removeprefix("system:")),
        (_("What"), str(strange.WHAT.get(told["what"], told["what"]))),
        (_("It says"), told["word"]),
        (_("About"), told["about"]),
        (_("What to do"), _("Find out what it means there. Until the shop knows it, what it was said of waits.")),
    ]
    return _("A partner says something that the shop does not know"), lines, reverse("flows")


def _certificate(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    what = ending.WHAT.get(event.subject, event.subject)
    lines = [(_("It ends at"), _time(told["ends_at"])), (_("Days left"), str(told["days"]))]
    return _("Ends soon: %(what)s") % {"what": what}, lines, reverse("flows")


def _differs(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    subject = ngettext(
        "%(count)s new difference from %(system)s", "%(count)s new differences from %(system)s", told["count"]
    )
    lines = [(str(Kind(kind).label), str(count)) for kind, count in sorted(told["kinds"].items())]
    address = f"{reverse('integrations_differencerow_modeladmin_index')}?system={told['system']}&state=open"
    return subject % told, lines, address


def _history(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    lines = [
        (_("Seals that do not fit"), str(told["count"])),
        (_("Where"), ", ".join(told["what"])),
        (_("Sealed at"), _time(told["first"])),
        (_("What to do"), _("Somebody has changed what may not change. Compare with a backup before anything else.")),
    ]
    return _("The history has been rewritten"), lines, reverse("history_audit")


def _oss(event: Event) -> tuple[str, Lines, str]:
    told = event.payload
    subject = _("Sales to other EU countries: %(percent)s %% of the limit for OSS %(year)s") % told
    lines = [
        (_("Sold, excl. VAT"), money(told["sold"])),
        (_("The limit of the year"), money(told["limit"])),
        (
            _("What to do"),
            _("Register for OSS at Skatteverket before the limit is passed, and switch it on in the shop."),
        ),
    ]
    return subject, lines, reverse("orders_order_modeladmin_index")


WORDS: dict[str, Callable[[Event], tuple[str, Lines, str]]] = {
    "flow.missed": _missed,
    "flow.recovered": _recovered,
    "transfer.stopped": _stopped,
    "system.closed": _closed,
    "system.opened": _opened,
    "partner.unknown_state": _unknown_state,
    "certificate.ending": _certificate,
    "reconciliation.differs": _differs,
    "history.broken": _history,
    "oss.threshold_near": _oss,
    "oss.threshold_passed": _oss,
}


def _name(code: str) -> str:
    return next((str(flow.name) for flow in known.defined() if flow.code == code), code)


def _page(code: str) -> str:
    return reverse("flow", args=[code])


def _time(told: str | None) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(told)), "DATETIME_FORMAT") if told else ""
