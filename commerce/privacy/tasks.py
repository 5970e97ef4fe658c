from celery import shared_task
from django.db import transaction
from django.utils import timezone

from commerce.events import history_watch
from commerce.privacy import requests, rooms

MOST_TURNS = 500  # each some hundred orders in a transaction of its own; what is left is taken the next night


@shared_task
def forget():
    """Nightly: erasures that waited, what bookkeeping no longer needs, and what was kept only for an answer."""
    now = timezone.now()
    done = requests.carry_out_waiting(now=now)
    requests.tidy(now=now)
    for _turn in range(MOST_TURNS):
        if not _forget_some_old(now):
            break
    return done


def _forget_some_old(now):
    with transaction.atomic():
        return rooms.forget_old(now=now)


@shared_task
def look_at_the_history():
    """Seal the history of the day, and look at every seal. Run by beat once a day."""
    return history_watch.look(now=timezone.now())
