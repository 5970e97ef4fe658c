"""Planned outages: the 14 days, office hours and overlaps are refused by the database itself; who approves, and how."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commerce.events.models import Event, Version
from operations.status import approval, office_hours
from operations.status.planned import PlannedOutage
from tests.factories.customers import UserFactory, owner
from tests.operations.status.outages import NIGHT, NOW, outage, write

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.10.2")]
DAYS = timedelta(days=14)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("ahead", "is_kept"),
    [
        (DAYS - MINUTE, False),  # 13 days, 23 hours and 59 minutes
        (DAYS - timedelta(microseconds=1), False),
        (DAYS, True),
        (DAYS + MINUTE, True),
    ],
)
def test_the_database_itself_holds_the_fourteen_days(ahead, is_kept):
    values = {"state": "approved", "approved_by": owner(), "approved_at": NIGHT - ahead}

    if is_kept:
        assert write(starts_at=NIGHT, **values).state == "approved"
    else:
        with pytest.raises(IntegrityError, match="outage_approved_14_days_ahead"), transaction.atomic():
            write(starts_at=NIGHT, **values)


def test_the_fourteen_days_are_counted_on_the_clock_where_clocks_are_moved():
    """Between these the clocks of Stockholm go back: 14 days by the calendar are an hour more."""
    starts = datetime(2026, 11, 1, 1, tzinfo=UTC)

    with pytest.raises(IntegrityError, match="outage_approved_14_days_ahead"), transaction.atomic():
        write(starts_at=starts, state="approved", approved_by=owner(), approved_at=starts - DAYS + MINUTE)
    assert write(starts_at=starts, state="approved", approved_by=owner(), approved_at=starts - DAYS).pk


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"ends_at": NIGHT}, "outage_ends_after_it_starts"),
        ({"ends_at": NIGHT + timedelta(hours=72, seconds=1)}, "outage_at_most_three_days"),
        ({"state": "dreamt"}, "outage_state"),
        ({"state": "withdrawn"}, "outage_state_is_whole"),
        ({"approved_at": NIGHT - DAYS}, "outage_"),
        ({"warned_days": 31}, "outage_warned_days"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write(starts_at=NIGHT, **values)


@pytest.mark.krav("4.9.1")
@pytest.mark.parametrize("reason", ["", "   "])
def test_office_hours_without_a_reason_are_refused_by_the_database(reason):
    values = {"state": "approved", "approved_by": owner(), "approved_at": NOW, "is_in_office_hours": True}

    with pytest.raises(IntegrityError, match="outage_in_office_hours_has_reason"), transaction.atomic():
        write(starts_at=NIGHT, reason=reason, **values)
    assert write(starts_at=NIGHT, reason="Leverantören kan bara då", **values).pk


def test_two_at_a_time_are_refused_until_one_is_withdrawn():
    first = write(starts_at=NIGHT)
    later = first.ends_at - MINUTE

    with pytest.raises(IntegrityError, match="outage_one_at_a_time"), transaction.atomic():
        write(starts_at=later)
    assert write(starts_at=first.ends_at).pk  # half-open: the one begins when the other has ended
    approval.withdraw(first, by=owner(), now=NOW)
    assert write(starts_at=NIGHT).pk


def test_only_the_owners_role_approves_also_by_hand():
    editor = UserFactory(roles=["Redaktör"])

    with pytest.raises(IntegrityError, match="Only Systemägare"), transaction.atomic():
        write(starts_at=NIGHT, state="approved", approved_by=editor, approved_at=NOW)
    with pytest.raises(approval.Refused, match="Bara Systemägare"):
        approval.approve(outage(), by=editor, now=NOW)


@pytest.mark.parametrize(
    "values",
    [{"starts_at": NIGHT + timedelta(days=1), "ends_at": NIGHT + timedelta(days=1, hours=2)}, {"reason": "annat"}],
)
def test_what_is_approved_stands(values):
    approved = approval.approve(outage(), by=owner(), now=NOW)

    with pytest.raises(IntegrityError, match="What is approved stands"), transaction.atomic():
        PlannedOutage.objects.filter(pk=approved.pk).update(**values)
    with pytest.raises(IntegrityError, match="withdrawn, not deleted"), transaction.atomic():
        approved.delete()


def test_one_that_is_withdrawn_does_not_come_back():
    gone = approval.withdraw(outage(), by=owner(), now=NOW)

    with pytest.raises(IntegrityError, match="does not go from withdrawn to proposed"), transaction.atomic():
        PlannedOutage.objects.filter(pk=gone.pk).update(state="proposed", withdrawn_at=None, withdrawn_by=None)
    with pytest.raises(approval.Refused, match="redan återkallat"):
        approval.approve(gone, by=owner(), now=NOW)


def test_approving_tells_of_it_and_makes_pages_anew():
    by, proposed = owner(), outage()
    before = Version.objects.get(pk="site").version if Version.objects.filter(pk="site").exists() else 0

    approved = approval.approve(proposed, by=by, now=NOW)

    assert (approved.state, approved.approved_by, approved.approved_at) == ("approved", by, NOW)
    assert list(Event.objects.filter(subject=approved.subject).values_list("kind", "payload")) == [
        ("outage.approved", {"by": by.pk})
    ]
    assert Version.objects.get(pk="site").version > before


def test_too_late_says_when_it_can_start_and_changes_nothing():
    proposed = outage()

    with pytest.raises(approval.Refused, match=r"tidigast 20 december 2026 02:01"):
        approval.approve(proposed, by=owner(), now=NIGHT - DAYS + timedelta(seconds=1))

    proposed.refresh_from_db()
    assert proposed.state == "proposed"
    assert not Event.objects.filter(subject=proposed.subject).exists()


def test_office_hours_are_asked_about_when_it_is_approved():
    proposed = outage(starts_at=datetime(2026, 12, 22, 6, tzinfo=UTC))  # a Tuesday, 07–09

    with pytest.raises(approval.Refused, match="kontorstid"):
        approval.approve(proposed, by=owner(), now=NOW)
    approved = approval.approve(proposed, by=owner(), reason="Bara då", now=NOW)

    assert (approved.is_in_office_hours, approved.reason) == (True, "Bara då")


@pytest.mark.parametrize(
    ("starts", "hours", "expected"),
    [
        (datetime(2026, 12, 16, 5, tzinfo=UTC), 2, False),  # a Wednesday 06–08: it ends as they begin
        (datetime(2026, 12, 16, 5, tzinfo=UTC), 3, True),
        (datetime(2026, 12, 16, 16, tzinfo=UTC), 2, False),  # 17–19
        (datetime(2026, 12, 19, 9, tzinfo=UTC), 2, False),  # a Saturday
        (datetime(2026, 12, 24, 9, tzinfo=UTC), 2, False),  # julafton, a Thursday
        (datetime(2027, 1, 6, 9, tzinfo=UTC), 2, False),  # trettondedag jul, a Wednesday
        (datetime(2026, 12, 18, 20, tzinfo=UTC), 60, True),  # Friday evening to Monday morning
    ],
)
@pytest.mark.krav("4.9.1")
def test_office_hours_are_weekdays_08_to_17_and_no_holidays(starts, hours, expected):
    assert office_hours.touches(starts, starts + timedelta(hours=hours)) is expected


@pytest.mark.parametrize(
    ("state", "at", "phase"),
    [
        ("proposed", NIGHT - DAYS, "proposed"),
        ("proposed", NIGHT - DAYS + MINUTE, "too_late"),
        ("approved", NIGHT - MINUTE, "coming"),
        ("approved", NIGHT, "running"),
        ("approved", NIGHT + timedelta(hours=2), "over"),
        ("withdrawn", NIGHT, "withdrawn"),
    ],
)
def test_where_it_stands_follows_the_clock(state, at, phase):
    row = PlannedOutage(state=state, starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=2))

    assert row.phase(at) == phase


def test_one_that_ends_early_excuses_no_more_than_it_took():
    approved = approval.approve(outage(), by=owner(), now=NOW)
    assert approved.excused() == (NIGHT, NIGHT + timedelta(hours=2))

    ended = approval.withdraw(approved, by=owner(), now=NIGHT + timedelta(minutes=30))

    assert ended.excused() == (NIGHT, NIGHT + timedelta(minutes=30))
    over = approval.approve(outage(starts_at=NIGHT + timedelta(days=1)), by=owner(), now=NOW)
    with pytest.raises(approval.Refused, match="över"):
        approval.withdraw(over, by=owner(), now=over.ends_at)


def test_one_withdrawn_before_it_began_excuses_nothing():
    approved = approval.approve(outage(), by=owner(), now=NOW)

    assert approval.withdraw(approved, by=owner(), now=NIGHT - MINUTE).excused() is None
    assert outage(starts_at=NIGHT + timedelta(days=2)).excused() is None
