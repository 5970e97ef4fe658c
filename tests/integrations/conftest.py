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
