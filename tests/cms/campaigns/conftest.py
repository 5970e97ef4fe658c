"""A mug that has cost 100 kr for long, and a clock that stands still until it is moved."""

import pytest
from django.utils import timezone

from commerce.pricing.ledger import because
from tests.cms.campaigns.pages import DAY, NOW
from tests.factories.catalogue import CategoryFactory, sellable
from tests.factories.customers import owner, verified


@pytest.fixture
def clock(monkeypatch):
    """The clock of everything, at NOW until it is moved."""

    class Clock:
        at = NOW

        def to(self, instant):
            self.at = instant

    found = Clock()
    monkeypatch.setattr(timezone, "now", lambda: found.at)
    return found


@pytest.fixture
def cup(clock):
    because("", now=NOW - 90 * DAY)
    made = sellable(price="100.00", product__name_sv="Muggen Strand", product__category=CategoryFactory(code="muggar"))
    because("", now=NOW)
    return made


@pytest.fixture
def browser():
    return verified(owner())
