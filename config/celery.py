"""The worker. Tasks carry row numbers only: what is due is found in the database, also when a message is lost."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("webshop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "deliver": {"task": "integrations.tasks.deliver", "schedule": 15.0},
    "make renditions": {"task": "cms.tasks.sweep_renditions", "schedule": 60.0},
    "settle unpaid orders": {"task": "commerce.orders.tasks.settle_unpaid_orders", "schedule": 300.0},
    "clean up carts": {"task": "commerce.orders.tasks.clean_up_carts", "schedule": 86_400.0},
}
