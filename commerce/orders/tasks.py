from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from commerce.cart.basket import clean_up
from commerce.orders.mails.waiting import remind_unpaid
from commerce.orders.oss import tell_when_near
from commerce.orders.sweep import refuse_unanswered, settle_changes, settle_unpaid

CART_LIFE = timedelta(days=60)


@shared_task
def settle_unpaid_orders():
    """Every five minutes: orders that were never paid."""
    return settle_unpaid(now=timezone.now())


@shared_task
def remind_unpaid_orders():
    """Every five minutes: orders whose shopper has not come back from the payment."""
    return remind_unpaid(now=timezone.now())


@shared_task
def settle_order_changes():
    """Every five minutes: changes of orders that wait for what they cost more."""
    return settle_changes(now=timezone.now())


@shared_task
def refuse_unanswered_orders():
    """Hourly: orders that an organisation has neither approved nor refused."""
    return refuse_unanswered(now=timezone.now())


@shared_task
def look_at_sales_in_the_union():
    """Daily: whether sales to consumers in other countries of the Union come near the limit for OSS."""
    return len(tell_when_near(now=timezone.now()))


@shared_task
def clean_up_carts():
    """Nightly: guest carts that nobody has touched for two months."""
    return clean_up(before=timezone.now() - CART_LIFE)
