from celery import shared_task

from integrations.reconciliation.reconcile import reconcile_due as compare_what_is_due


@shared_task
def reconcile_due():
    """Every minute, and when somebody asks: compare the systems whose night has come or that are asked for."""
    return compare_what_is_due()
