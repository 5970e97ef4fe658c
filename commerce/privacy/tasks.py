from celery import shared_task
from django.db import transaction
from django.utils import timezone

from commerce.privacy import requests, rooms


@shared_task
def forget():
    """Nightly: erasures that waited, what bookkeeping no longer needs, and what was kept only for an answer."""
    now = timezone.now()
    done = requests.carry_out_waiting(now=now)
    requests.tidy(now=now)
    while _forget_some_old(now):
        pass
    return done


def _forget_some_old(now):
    with transaction.atomic():
        return rooms.forget_old(now=now)
