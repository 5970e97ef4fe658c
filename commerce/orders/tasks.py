from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from commerce.cart.basket import clean_up
from commerce.orders.sweep import refuse_unanswered, settle_unpaid

CART_LIFE = timedelta(days=60)


@shared_task
def settle_unpaid_orders():
    """Every five minutes: orders that were never paid."""
    return settle_unpaid(now=timezone.now())


@shared_task
def refuse_unanswered_orders():
    """Hourly: orders that an organisation has neither approved nor refused."""
    return refuse_unanswered(now=timezone.now())


@shared_task
def clean_up_carts():
    """Nightly: guest carts that nobody has touched for two months."""
    return clean_up(before=timezone.now() - CART_LIFE)
