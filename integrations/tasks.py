from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from integrations import inbox, payment_calls, retention
from integrations.outbox import deliver_due
from integrations.payments.swish import certificate

NIGHTLY_LOOK_BACK = timedelta(days=3)


@shared_task
def deliver():
    """Deliver what is due. Nudged after each event, and run by beat as the sweep."""
    return deliver_due()


@shared_task
def process():
    """Work on what providers have told us. Nudged after each call, and run by beat as the sweep."""
    return inbox.process_due()


@shared_task
def catch_up():
    """Every ten minutes: what providers say has happened and did not call about."""
    return payment_calls.catch_up(now=timezone.now())


@shared_task
def catch_up_nightly():
    """The same for the last three days, and what has been kept long enough is forgotten."""
    now = timezone.now()
    inbox.forget_bodies(now=now)
    retention.forget_texts(now=now)
    retention.forget_deliveries(now=now)
    return payment_calls.catch_up(now=now, look_back=NIGHTLY_LOOK_BACK)


@shared_task
def look_at_certificates():
    """Daily: say thirty days ahead that the certificate for Swish ends."""
    return bool(certificate.tell_when_ending(now=timezone.now()))
