from celery import shared_task
from django.utils import timezone

from commerce.stock.holding import free_all_expired
from commerce.stock.incoming import forget_past_days
from commerce.stock.recount import recount_all
from commerce.stock.watching import forget_old, tell


@shared_task
def free_reservations():
    """Every minute: what has been held for a cart long enough."""
    return free_all_expired(now=timezone.now())


@shared_task
def recount_stock():
    """Nightly: whether the figures are the sums of their records. Returns how many are not."""
    return len(recount_all(now=timezone.now()))


@shared_task
def forget_past_deliveries():
    """Hourly: days of delivery that have passed are told to nobody."""
    return forget_past_days(today=timezone.localdate())


@shared_task
def tell_of_what_is_back():
    """Every minute: those who asked to be told when an article can be bought again."""
    return tell(now=timezone.now())


@shared_task
def forget_watches():
    """Nightly: wishes that have been told of, and those of which nothing came in a year."""
    return forget_old(now=timezone.now())
