"""What goes to production, and the time to claim that begins there."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from operations.acceptance import claims, days, protocol, signing
from operations.acceptance.models import Claim
from operations.acceptance.refused import Refused
from operations.desk import life
from operations.desk.models import Ticket
from tests.factories.customers import owner, verified
from tests.operations.acceptance.handovers import NOW, accepted, drafted, handed_over, signed
from tests.operations.acceptance.test_protocol import said

pytestmark = pytest.mark.django_db
FAULT = {"title": "Fel moms på kvittot", "text": "Den visas två gånger.", "impact": 3, "urgency": 3}


def may_deploy(version="1.0.0", **options):
    out = io.StringIO()
    call_command("may_deploy", version, stdout=out, **options)
    return out.getvalue()


@pytest.mark.krav("4.5.7")
@pytest.mark.parametrize(
    ("case", "make", "words"),
    [
        ("unknown", lambda: None, "har aldrig lämnats över"),
        ("prepared", drafted, "förbereds"),
        ("waiting", handed_over, "2 krav är inte signerade. Den ska besvaras senast 17 november 2026"),
    ],
)
def test_what_is_not_accepted_does_not_go_to_production(settings, case, make, words):
    settings.ENVIRONMENT = "production"
    make()

    with pytest.raises(CommandError, match=words):
        may_deploy()


@pytest.mark.krav("4.5.7")
def test_what_was_rejected_does_not_go_to_production(settings):
    settings.ENVIRONMENT, by = "production", owner()
    signing.answer(signed("refused", by=by), "rejected", text="Kassan saknas.", by=by, now=NOW)

    with pytest.raises(CommandError, match=r"underkändes: Kassan saknas\."):
        may_deploy(done=True)


@pytest.mark.krav("4.5.7")
def test_what_is_accepted_goes_to_production_and_the_time_to_claim_begins_once(settings):
    settings.ENVIRONMENT = "production"
    handover = accepted()

    assert "får sättas i produktion" in may_deploy()
    handover.refresh_from_db()
    assert handover.in_production_at is None
    may_deploy(done=True)
    handover.refresh_from_db()
    since = handover.in_production_at
    may_deploy(done=True)
    handover.refresh_from_db()
    assert handover.in_production_at == since is not None


@pytest.mark.krav("4.5.7")
def test_the_test_environment_tries_anything(settings):
    settings.ENVIRONMENT = "test"

    assert "inte produktionsmiljön" in may_deploy("9.9")


@pytest.mark.krav("4.5.8")
@pytest.mark.parametrize(
    ("case", "day", "months", "last"),
    [
        ("a month", date(2026, 12, 1), 1, date(2027, 1, 1)),
        ("from the last of January", date(2027, 1, 31), 1, date(2027, 2, 28)),
        ("over a leap day", date(2027, 11, 30), 3, date(2028, 2, 29)),
    ],
)
def test_the_same_day_some_months_later(case, day, months, last):
    assert days.months_after(day, months) == last


def in_production():
    return signing.put_in_production(accepted(), now=NOW)


@pytest.mark.krav("4.5.8")
@pytest.mark.parametrize(
    ("case", "sort", "now", "is_taken"),
    [
        ("built wrongly, the last minute", "development", datetime(2026, 12, 3, 22, 59, tzinfo=UTC), True),
        ("built wrongly, the minute after", "development", datetime(2026, 12, 3, 23, 0, tzinfo=UTC), False),
        ("a bug, the last minute", "bug", datetime(2027, 2, 3, 22, 59, tzinfo=UTC), True),
        ("a bug, the minute after", "bug", datetime(2027, 2, 3, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_fault_is_claimed_within_the_time_of_the_agreement(case, sort, now, is_taken):
    handover = in_production()

    if is_taken:
        made = claims.claim(handover, sort=sort, **FAULT, by=owner(), now=now)
        assert (made.ticket.kind, made.ticket.links.get().kind) == ("claim", "handover")
        assert made.claimed_on == made.last_day
    else:
        with pytest.raises(Refused, match="För sent"):
            claims.claim(handover, sort=sort, **FAULT, by=owner(), now=now)
        assert not Ticket.objects.exists()


@pytest.mark.krav("4.5.8")
def test_nothing_is_claimed_before_production():
    with pytest.raises(Refused, match="inte i produktion"):
        claims.claim(accepted(), sort="bug", **FAULT, by=owner(), now=NOW)

    assert not Ticket.objects.exists()


@pytest.mark.krav("4.5.8")
def test_a_claim_before_the_day_of_production_is_refused_in_words():
    """As when a clock has jumped: the database would refuse it too, and says so less well."""
    handover = signing.put_in_production(accepted(), now=NOW + timedelta(days=2))

    with pytest.raises(Refused, match="från 5 november 2026"):
        claims.claim(handover, sort="bug", **FAULT, by=owner(), now=NOW)

    assert not Ticket.objects.exists()


@pytest.mark.krav("4.5.8")
def test_the_database_holds_the_last_day():
    made = claims.claim(in_production(), sort="bug", **FAULT, by=owner(), now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=made.pk).update(last_day=date(2028, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        made.delete()


@pytest.mark.krav("4.5.8")
def test_the_customer_is_told_what_was_done():
    handover, by = in_production(), owner()
    first = claims.claim(handover, sort="bug", **FAULT, by=by, now=NOW)
    claims.claim(handover, sort="development", **{**FAULT, "title": "Annat"}, by=by, now=NOW)
    life.solve(first.ticket, "Momsen räknas en gång.", by=by, now=NOW)

    text = said(protocol.claims_report(handover, claims.report(handover), at=NOW).parts)

    assert "Åtgärd: Momsen räknas en gång." in text
    assert "Inget är åtgärdat än." in text
    assert "onsdag 3 februari 2027" in text


@pytest.mark.krav("4.5.8")
def test_the_owner_claims_on_the_page_of_the_version():
    browser, handover = verified(owner()), signing.put_in_production(accepted(), now=lately())

    answer = browser.post(reverse("handover_claim", args=[handover.pk]), {"sort": "bug", **FAULT}, follow=True)

    assert "Fel moms på kvittot" in answer.content.decode()
    assert Claim.objects.get().ticket.requester is not None
    for form in ("pdf", "odt"):
        for name in ("handover_claims", "handover_protocol"):
            assert browser.get(reverse(name, args=[handover.pk, form])).status_code == 200


def lately():
    """After the answer, and so lately that a bug can be claimed whenever the test is run."""
    return max(NOW, timezone.now())
