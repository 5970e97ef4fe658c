from celery import shared_task
from django.utils import timezone

from integrations import inbox
from operations.desk.mailbox import fetching


@shared_task
def fetch_letters():
    """Letters to the desk, where a mailbox is named."""
    taken = fetching.fetch(now=timezone.now())
    if taken:
        inbox.nudge()
    return taken
