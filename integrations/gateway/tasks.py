from celery import shared_task
from django.utils import timezone

from integrations.gateway import exporting, forgetting, importing, pickup, saving, working


@shared_task
def make_exports():
    """Every minute, and when somebody asks: files of rows that are asked for, or whose time has come."""
    saving.ask_for_due(now=timezone.now())
    return exporting.make_due()


@shared_task
def forget_files():
    """Every hour: files whose time is out, and those that no row names."""
    now = timezone.now()
    return exporting.forget(now=now) + importing.forget(now=now) + forgetting.let_strays_go(now=now)


@shared_task
def run_imports():
    """Every minute, and when a large file comes: files that wait to be read, tried, taken in or undone."""
    return working.run_due()


@shared_task
def look_for_files():
    """Every minute: files in watched folders, and those to be fetched whose time has come."""
    return pickup.look(now=timezone.now())
