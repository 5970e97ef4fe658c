"""The test suite: the real database and code, mail in memory, nothing over the network."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, INSTALLED_APPS, STORAGES, env

SECRET_KEY = "test-" + "0" * 60
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_LOGINS = True
INSTALLED_APPS = [*INSTALLED_APPS, "integrations.sandbox"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_files = tempfile.TemporaryDirectory(prefix="webshop-test-", ignore_cleanup_errors=True)  # gone with the process
MEDIA_ROOT = Path(_files.name) / "media"
STATIC_ROOT = Path(_files.name) / "static"
STATUS_DIR = Path(_files.name) / "status"
STATUS_PROBE_URL = ""
BACKUP_DIR, IS_BACKUP_EXPECTED = "", False
ERASURE_LOG = str(Path(_files.name) / "erased.jsonl")
FEED_DIR = Path(_files.name) / "feeds"
for _folder in (MEDIA_ROOT, STATIC_ROOT):
    _folder.mkdir()
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
} | {
    name: {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": Path(_files.name) / name, "base_url": None},
    }
    for name in ("promotions", "picture_batches", "gateway")
}
VAT_NUMBER_CHECKER = ""
PAYMENT_PROVIDERS = {
    code: path for code, path in PAYMENT_PROVIDERS.items() if code in ("demo", "invoice")
}  # tests bring their own
STRIPE_SECRET_KEY = STRIPE_WEBHOOK_SECRET = STRIPE_API_BASE = ""
STRIPE_CAPTURE = "automatic"
NEXI_SECRET_KEY = ""
FORTNOX_CLIENT_ID = ""
NOTICE_WEBHOOK_URL = NOTICE_WEBHOOK_SECRET = DEAD_MAN_URL = ""
SHIPMONDO_KEY = NSHIFT_SECRET = POSTNORD_KEY = ""
CARRIERS = {}
SWISH_CERTIFICATE = SWISH_KEY = SWISH_CA = SWISH_NUMBER = ""
MEASURE_EVERY = 0
DELIVERY_THREADS = 1  # a thread of its own would not see what a test has not committed
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATABASES["default"]["TEST"] = {"NAME": env("TEST_DATABASE_NAME", default="test_webshop")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
