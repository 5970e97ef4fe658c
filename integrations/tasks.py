from celery import shared_task

from integrations.outbox import deliver_due


@shared_task
def deliver():
    """Deliver what is due. Nudged after each event, and run by beat as the sweep."""
    return deliver_due()
