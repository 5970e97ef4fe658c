import pytest


@pytest.fixture
def uncached(settings):
    """Every page is made anew, so that its context can be read."""
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
