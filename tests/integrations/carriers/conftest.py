import pytest

from commerce.orders.shipping import carriers as registered
from tests.factories import carriers


class Desk:
    """A carrier, and its counterpart on this machine."""

    def __init__(self, kind, sandbox):
        self.kind, self.code, self.sandbox = kind, kind.code, sandbox

    @property
    def carrier(self):
        return registered()[self.code]

    def ledger(self, booking):
        """How many bookings of ours the carrier holds that nobody has let go."""
        return len(self.sandbox.bookings(booking.anchor))


@pytest.fixture(params=list(carriers.KINDS))
def desk(request, settings, db):
    """Each carrier there is, plugged in to a shop that books with it."""
    kind = carriers.KINDS[request.param]
    with carriers.plugged_in(settings, kind.code) as found:
        carriers.sent_by(kind.code)
        yield Desk(kind, found[kind.code])


@pytest.fixture(autouse=True)
def whole_waits(monkeypatch):
    """No part of a wait by chance: the longest that it can be."""
    monkeypatch.setattr("random.random", lambda: 0.0)
