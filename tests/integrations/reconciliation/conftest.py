"""One pair of books for each partner, made once, in every state. What a test does to either side is taken back."""

import contextlib

import pytest
from django.conf import settings as base
from django.test import override_settings


class ModuleSettings:
    """Settings that hold for a module, as the fixture `settings` does for a test."""

    def __init__(self, held: contextlib.ExitStack):
        object.__setattr__(self, "_held", held)

    def __getattr__(self, name):
        return getattr(base, name)

    def __setattr__(self, name, value):
        self._held.enter_context(override_settings(**{name: value}))


@pytest.fixture(scope="module")
def module_settings():
    with contextlib.ExitStack() as held:
        yield ModuleSettings(held)
