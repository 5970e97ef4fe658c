"""Telling those who asked when an article can be bought again: each once, the one who asked first first."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from commerce.catalogue.models import Variant
from commerce.events.log import publish
from commerce.stock.models import Stock
from commerce.stock.watch import StockWatch

PATIENCE = timedelta(days=1)  # so long have those who were told the goods to themselves
LIFE = timedelta(days=365)
SOLD = Q(variant__is_active=True, variant__product__is_on_sale=True)


def fingerprint(email: str) -> str:
    """What an address is known by where the address itself is not kept."""
    return salted_hmac("commerce.stock.watching", email.strip().casefold(), algorithm="sha256").hexdigest()


def ask(variant: Variant, email: str, *, locale: str, now: datetime) -> None:
    """Tell this address when the article can be bought again. Asked twice it is told once."""
    StockWatch.objects.bulk_create(
        [StockWatch(variant=variant, email=email.strip(), person=fingerprint(email), locale=locale, asked_at=now)],
        ignore_conflicts=True,
    )


def stop(person: str) -> int:
    """Tell whoever has this fingerprint of nothing more, whatever he asked for. Returns how many wishes are gone."""
    return StockWatch.objects.filter(person=person).delete()[0]


def tell(*, now: datetime) -> int:
    """Have those told who have waited longest, no more of each article than there are pieces of it; the next a day
    later, if there are any left. Returns how many. Runs twice without harm.
    """
    wanted = StockWatch.objects.filter(told_at=None).values("variant")
    told = 0
    for variant_id in Stock.objects.filter(SOLD, available__gt=0, pk__in=wanted).values_list("pk", flat=True):
        with transaction.atomic():
            told += _tell_of(variant_id, now=now)
    return told


def _tell_of(variant_id: int, *, now: datetime) -> int:
    watches = StockWatch.objects.filter(variant=variant_id)
    stock = Stock.objects.get(pk=variant_id)
    lately = watches.filter(told_at__gt=now - PATIENCE).aggregate(count=Count("pk"))["count"]
    queue = watches.filter(told_at=None).order_by("asked_at", "pk").select_for_update(skip_locked=True)
    turn = list(queue[: max(stock.available - lately, 0)])
    for watch in turn:
        publish("stock.back", f"watch:{watch.pk}", {"sku": stock.variant.sku}, at=now)
    return StockWatch.objects.filter(pk__in=[watch.pk for watch in turn]).update(told_at=now)


def sent(watch: StockWatch) -> None:
    """The mail has left: the address is not needed any more."""
    StockWatch.objects.filter(pk=watch.pk).update(email="")


def forget_old(*, now: datetime) -> int:
    """Drop wishes that were told of a while ago, and those of which nothing came in a year. Returns how many."""
    done = Q(told_at__lt=now - PATIENCE, email="")
    return StockWatch.objects.filter(done | Q(asked_at__lt=now - LIFE)).delete()[0]
