import contextlib

import pytest
from django.db import transaction
from django.utils import timezone

from integrations.restored.models import Restoration
from tests.factories import fortnox, stripe, warehouses


@pytest.fixture
def sandbox(settings, db):
    """Stripe holds the money until goods leave, and keeps its books whatever the database forgets."""
    with stripe.plugged_in(settings, capture="manual") as found:
        yield found


@pytest.fixture
def books(settings, db):
    with fortnox.plugged_in(settings) as found:
        yield found


@pytest.fixture
def ongoing(settings, db):
    with warehouses.run_by_ongoing(settings) as found:
        yield found


@pytest.fixture
def taken_back():
    """What is done inside is forgotten by the database, and by nobody else. Gives what begins the healing after it."""

    @contextlib.contextmanager
    def forgetting():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)

    return forgetting


@pytest.fixture
def restoration(db):
    """A healing that has begun. Its numbers have been lifted: that is proved elsewhere, as no transaction undoes it."""
    return Restoration.objects.create(
        restored_to=timezone.now(), begun_at=timezone.now(), floors={"order_number": 10**9}
    )
