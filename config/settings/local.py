"""`make run`: everything on this machine, nothing to configure."""

import hashlib

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, PROJECT, SECRET_KEY, STORAGES, env

# A key that stays the same between starts of one checkout and is never used outside it.
SECRET_KEY = SECRET_KEY or "local-" + hashlib.sha256(str(PROJECT).encode()).hexdigest()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The partners on this machine, where `make run` has started them: the pages about them, and who has one.
INSTALLED_APPS = [*INSTALLED_APPS, "integrations.sandbox"]
SANDBOX_URL = env("SANDBOX_URL", default="")
SANDBOX_PAGES = env.list("SANDBOX_PAGES", default=[])
DEMO_LOGINS = True  # prints and creates the demo accounts; exists in no other settings module

if DEBUG:  # `DEBUG=true make run`: code and templates are read anew after a change, static files where they lie
    STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
