from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from commerce.customers import sessions
from commerce.customers.membership import forget_unanswered
from commerce.customers.vat_numbers import check_due


@shared_task
def forget_sessions():
    """Delete sessions that have run out, and what told of them. Run by beat once a day."""
    call_command("clearsessions")
    sessions.forget_ended()


@shared_task
def check_vat_numbers():
    """Ask about the VAT numbers that are due. Nudged when one has changed, and run by beat as the sweep."""
    return check_due(now=timezone.now())


@shared_task
def forget_invitations():
    """Delete invitations to organisations that nobody answered. Run by beat once a day."""
    return forget_unanswered(now=timezone.now())
