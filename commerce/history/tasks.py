from celery import shared_task
from django.utils import timezone

from commerce.history import seals


@shared_task
def seal_and_look():
    """Seal the history of the day, and look at every seal. Run by beat once a day."""
    return len(seals.seal_and_look(now=timezone.now()))
