"""The shop's own settings without the page cache: what each page costs when it has to be made."""

from config.settings.local import *  # noqa: F403
from config.settings.local import CACHES

CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
