from celery import shared_task
from django.core.management import call_command


@shared_task
def forget_sessions():
    """Delete sessions that have run out. Run by beat once a day."""
    call_command("clearsessions")
