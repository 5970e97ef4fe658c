from celery import shared_task
from django.utils import timezone

from operations.inventory import survey


@shared_task
def look_at_components():
    """Each hour: what is here since the last release, and what has gone out of support at midnight."""
    survey.look(now=timezone.now())
