import random

import pytest

from tests.factories import stripe


@pytest.fixture
def stripe_sandbox(settings):
    """Stripe is plugged in, money is taken when it is paid."""
    with stripe.plugged_in(settings) as sandbox:
        yield sandbox


@pytest.fixture
def stripe_manual(settings):
    """Stripe is plugged in, money is only authorised when it is paid."""
    with stripe.plugged_in(settings, capture="manual") as sandbox:
        yield sandbox


@pytest.fixture
def whole_waits(monkeypatch):
    """No part of a wait by chance: the longest that it can be."""
    monkeypatch.setattr(random, "random", lambda: 0.0)
