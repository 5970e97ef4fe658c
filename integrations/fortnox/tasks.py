from celery import shared_task
from django.utils import timezone

from integrations import registry
from integrations.flows.runs import running
from integrations.fortnox import reading
from integrations.fortnox.advance import advance
from integrations.fortnox.changes import ask_articles, ask_prices
from integrations.fortnox.interface import Fortnox


@shared_task
def go_on():
    """Every minute: book what has waited long enough, set payments against it, end the day."""
    return advance(now=timezone.now()) if _is_on() else 0


@shared_task
def tell_changes():
    """Every ten minutes: articles and prices that are not as Fortnox was last told."""
    now = timezone.now()
    return ask_articles(now=now) + ask_prices(now=now) if _is_on() else 0


@shared_task
def read():
    """Every five minutes: what has changed there."""
    if not _is_on():
        return 0
    now = timezone.now()
    with running("fortnox.read") as run:
        at = Fortnox()
        reading.read_invoices(run, at=at, now=now)
        reading.read_customers(run, at=at, now=now)
        if not run.has_done_something:
            run.why = f"of {run.read} that have changed there, nothing is news to the shop"
    return run.changed


def _is_on():
    return any(partner.code == "fortnox" and partner.is_on() for partner in registry.partners())
