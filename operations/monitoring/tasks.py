from celery import shared_task
from django.utils import timezone

from operations.monitoring import keeping


@shared_task
def forget_measurements():
    """Daily: hours that have been kept for two years."""
    return keeping.forget(now=timezone.now())
