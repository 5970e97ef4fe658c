import pytest

from tests.factories import fortnox


@pytest.fixture
def sandbox(settings):
    """Fortnox is plugged in, and has an invoice of each sale."""
    with fortnox.plugged_in(settings) as found:
        yield found


@pytest.fixture
def of_orders(settings):
    """Fortnox is plugged in, and has an order of each sale before its invoice."""
    with fortnox.plugged_in(settings, books="orders") as found:
        yield found


@pytest.fixture
def of_days(settings):
    """Fortnox is plugged in, and has a voucher of each day's sales to private persons."""
    with fortnox.plugged_in(settings, books="vouchers") as found:
        yield found


@pytest.fixture
def clock():
    return fortnox.Clock()
