import pytest

from tests.factories import nexi


@pytest.fixture
def sandbox(settings):
    """Nexi is plugged in, money is taken when it is paid."""
    settings.SITE_URL = "https://shop.example.se"
    with nexi.plugged_in(settings) as found:
        yield found


@pytest.fixture
def holding(settings):
    """Nexi is plugged in, money is only reserved when it is paid."""
    with nexi.plugged_in(settings, capture="manual") as found:
        yield found
