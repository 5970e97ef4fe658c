from datetime import timedelta

from celery import shared_task
from celery.signals import beat_init, before_task_publish
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from integrations import inbox, outbox, outside_links, payment_calls, retention
from integrations.api import audit, idempotency
from integrations.carriers import following
from integrations.flows import heartbeats, own, page_work, watch
from integrations.flows.runs import running
from integrations.fortnox import access
from integrations.payments.swish import certificate
from integrations.turns import turn

NIGHTLY_LOOK_BACK = timedelta(days=3)


@shared_task
def deliver():
    """Deliver what is due. Nudged after each event, and run by beat as the sweep.

    While enough workers are at it this one is left for something else. One of them looks once more when it has ended.
    """
    with turn(most=settings.DELIVERERS) as is_ours:
        if not is_ours:
            return 0
        tried = outbox.deliver_due()
    if outbox.is_anything_due(now=timezone.now()):
        outbox.nudge()
    return tried


@shared_task
def process():
    """Work on what providers have told us. Nudged after each call, and run by beat as the sweep."""
    return inbox.process_due()


@shared_task
def catch_up():
    """Every ten minutes: what providers say has happened and did not call about."""
    with running("payments.catch_up") as run:
        payment_calls.catch_up(now=timezone.now(), run=run)
        run.why = "" if run.has_done_something else _("the providers told of nothing new")
    return run.created


@shared_task
def catch_up_nightly():
    """The same for the last three days, and what has been kept long enough is forgotten."""
    now = timezone.now()
    inbox.forget_bodies(now=now)
    retention.forget_texts(now=now)
    retention.forget_deliveries(now=now)
    watch.forget(now=now)
    page_work.forget(now=now)
    idempotency.forget(now=now)
    audit.forget(now=now)
    return payment_calls.catch_up(now=now, look_back=NIGHTLY_LOOK_BACK)


@shared_task
def follow_parcels():
    """Every ten minutes: how far the parcels have come that nobody has asked about for an hour."""
    return following.follow()


@shared_task
def look_at_certificates():
    """Daily: say thirty days ahead that the certificate for Swish, or the consent to Fortnox, ends."""
    with running("shop.certificates") as run:
        now = timezone.now()
        told = [certificate.tell_when_ending(now=now), access.tell_when_ending(now=now)]
        run.read, run.changed = len(told), len(list(filter(None, told)))
        run.why = "" if run.changed else _("no certificate ends within thirty days, or it has been told today")
    return bool(run.changed)


@shared_task
def ask_outside_links():
    """Every minute: whether what our pages link to on other sites is there."""
    return outside_links.ask_due()


@shared_task
def say_that_it_lives(process: str):
    """Every 15 s, in each worker's own queue. The worker looks at the watcher, as the watcher looks at the worker."""
    heartbeats.beat(process, now=timezone.now())
    if process == own.WORKER:
        watch.look(now=timezone.now(), only=[f"shop.{own.WATCHER}"])


@beat_init.connect
def clock_says_that_it_lives(**_kwargs):
    """In the clock's own process: each time it sends something, it lives."""
    before_task_publish.connect(heartbeats.of_the_clock, weak=False)
