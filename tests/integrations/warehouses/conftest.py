import pytest

from tests.factories import warehouses


@pytest.fixture
def ongoing(settings, db):
    """The shop's warehouse is run by Ongoing's counterpart."""
    with warehouses.run_by_ongoing(settings) as sandbox:
        yield sandbox
