"""Two who compare the same system at the same moment write each difference once, and tell of it once."""

import pytest
from django.utils import timezone

from commerce.events.models import Event
from integrations.models import ComparedSystem, DifferenceRow
from integrations.reconciliation import reconcile
from tests.committing import in_threads
from tests.factories import differences as books

pytestmark = [pytest.mark.krav("4.11.4")]


@pytest.fixture
def differing(settings, committing_db):
    with books.cold_store(settings):
        books.OURS.update({str(number): "1" for number in range(30)})
        yield


def test_two_runs_write_each_difference_once(differing):
    results = in_threads(*[lambda: reconcile.reconcile("cold_store")] * 2)

    assert sorted(kept.new for kept in results) == [0, 30]
    assert DifferenceRow.objects.filter(gone_at=None).count() == 30
    assert Event.objects.filter(kind="reconciliation.differs").count() == 1


def test_one_worker_has_a_system_at_a_time(differing):
    assert sorted(in_threads(*[reconcile.reconcile_due] * 3)) == [0, 0, 1]

    assert ComparedSystem.objects.get().ended_at <= timezone.now()
