"""A shop with two organisations, each with what nobody else may see, and tokens to call with."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories.api import Calling, token_of


@pytest.fixture(autouse=True)
def nobody_has_called():
    cache.clear()


@pytest.fixture
def calling():
    """`calling(token)` is one who calls with it; without, with none."""
    return Calling


@pytest.fixture
def system(calling):
    """One who calls with a token of a system that may everything."""
    return calling(token_of())


@pytest.fixture
def soon():
    return timezone.now() + timedelta(days=30)
