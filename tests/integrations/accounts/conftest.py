import pytest

from tests.factories import accounts


@pytest.fixture
def at(request, settings, tmp_path, db):
    """A partner that the shop is plugged in to, be it real or not."""
    with accounts.plugged_in(*request.param, settings, tmp_path) as found:
        yield found
