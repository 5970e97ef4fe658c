"""The worker. Tasks carry row numbers only: what is due is found in the database, also when a message is lost."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("webshop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
