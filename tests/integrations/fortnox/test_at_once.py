"""Many workers at once: one fetches the key, and together they keep within the limit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.errors import NotSent
from integrations.fortnox import access, limit
from integrations.fortnox.models import FortnoxAccess
from integrations.fortnox.sealed import seal, unseal
from integrations.target import Lane
from tests.committing import in_threads

pytestmark = pytest.mark.krav("4.5.1")


def test_of_eight_workers_one_changes_a_key_that_is_good_once(committing_db, sandbox, settings):
    settings.FORTNOX_TENANT_ID = ""
    FortnoxAccess.objects.create(tenant=sandbox.doors.client_id, refresh_token=seal("refresh-0"))

    found = in_threads(*[access.key] * 8)

    keys = {one for one in found if isinstance(one, str)}
    assert len(keys) == 1
    assert all(isinstance(one, NotSent) for one in found if one not in keys)
    assert sandbox.doors.refreshed == ["refresh_token"]
    kept = FortnoxAccess.objects.get()
    assert (unseal(kept.access_token), unseal(kept.refresh_token)) == (keys.pop(), "refresh-1")


def test_eight_workers_together_make_no_more_calls_than_one(committing_db, settings):
    settings.FORTNOX_CALLS = 25
    at = timezone.now()

    def ten():
        return [limit.take("t", Lane.FIRST, now=lambda: at) for _call in range(10)]

    waits = [wait for found in in_threads(*[ten] * 8) for wait in found]

    assert len(waits) == 80
    assert waits.count(timedelta(0)) == 25
