from celery import shared_task
from django.utils import timezone

from commerce.quotations.life import expire_due


@shared_task
def expire_quotations():
    """Every ten minutes: those whose last day has passed."""
    return expire_due(now=timezone.now())
