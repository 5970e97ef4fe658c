"""The clock of warehouses that a system runs. Each does nothing where its system is not set up."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from integrations.flows.runs import running
from integrations.warehouses.files import incoming
from integrations.warehouses.ongoing import articles, figures, reading, returns
from integrations.warehouses.ongoing.interface import Ongoing


@shared_task
def read_orders():
    """Every other minute: what Ongoing has picked and sent."""
    if not settings.ONGOING_BASE:
        return None
    with running("ongoing.read_orders") as run:
        reading.read_orders(Ongoing(), run, now=timezone.now())
    return run.changed


@shared_task
def read_stock():
    """Every ten minutes: what there is on Ongoing's shelves."""
    if not settings.ONGOING_BASE:
        return None
    with running("ongoing.stock") as run:
        figures.read_stock(Ongoing(), run, now=timezone.now())
    return run.changed


@shared_task
def read_returns():
    """Every half hour: what has come back to Ongoing."""
    if not settings.ONGOING_BASE:
        return None
    with running("ongoing.returns") as run:
        returns.read_returns(Ongoing(), run, now=timezone.now())
    return run.changed


@shared_task
def tell_of_articles():
    """Every quarter of an hour: articles that are another than Ongoing was last told."""
    return articles.tell_of_changes(now=timezone.now()) if settings.ONGOING_BASE else None


@shared_task
def take_in_files():
    """Every minute: files that a warehouse has put in our folder."""
    if not settings.WAREHOUSE_FILES:
        return None
    with running("warehouse_files.read") as run:
        incoming.take_in(run, now=timezone.now())
    return run.changed
