import pytest

from tests.factories import swish


@pytest.fixture
def sandbox(settings, tmp_path):
    """Swish is plugged in, by a certificate that its counterpart knows."""
    settings.SITE_URL = "https://shop.example.se"
    with swish.plugged_in(settings, tmp_path) as found:
        yield found
