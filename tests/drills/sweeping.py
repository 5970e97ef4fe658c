"""A worker that makes renditions until it is killed: `python -m tests.drills.sweeping`. What celery's clock does."""

import time

import django

django.setup()

from cms import tasks  # noqa: E402 - only now are there models

while True:
    if not tasks.sweep_renditions():
        time.sleep(0.2)  # as the clock waits
