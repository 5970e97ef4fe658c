import logging
from datetime import timedelta
from time import monotonic

from botocore.exceptions import BotoCoreError, ClientError
from celery import shared_task
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from cms import renditions
from cms.batches import taking_in
from cms.checks import live, outside
from cms.consent import saying
from cms.moments import moments
from cms.promote import work
from cms.releases import publishing

log = logging.getLogger(__name__)

SWEPT_AT_ONCE, SWEEP_SECONDS, BATCH_SECONDS = 500, 55, 240
LOOK_SECONDS = 20
AHEAD = timedelta(seconds=20)  # longer than from one sweep to the next
JUST_AFTER = timedelta(milliseconds=1)  # Wagtail acts on what is past


@shared_task
def make_renditions(image_ids):
    """Make the renditions of some images. Nudged when images are added."""
    return _make(image_ids)


@shared_task
def sweep_renditions():
    """Make what a lost message left unmade, for as long as it is until the next sweep. Run by beat."""
    return _make(renditions.missing(SWEPT_AT_ONCE), until=monotonic() + SWEEP_SECONDS)


@shared_task
def take_in_batches():
    """Go on with the pictures that were sent in together. Nudged when a batch is sent in, and run by beat."""
    until = monotonic() + BATCH_SECONDS
    for pk in taking_in.unfinished().values_list("pk", flat=True):
        try:
            taking_in.go_on(pk, now=timezone.now, until=until)
        except (OSError, BotoCoreError, ClientError, DatabaseError):
            log.warning("batch %s of pictures waits", pk, exc_info=True)
        if monotonic() > until:
            break


def _make(image_ids, until=None):
    """One that fails stops no other: where the storage is away it waits, and what nobody foresaw is given up."""
    count = 0
    for pk in image_ids:
        if until and monotonic() > until:
            break
        try:
            count += renditions.make(pk, now=timezone.now())
        except (OSError, BotoCoreError, ClientError, DatabaseError):
            log.warning("the renditions of image %s wait", pk, exc_info=True)
        except Exception as error:
            log.exception("the renditions of image %s cannot be made", pk)
            renditions.give_up(pk, f"{type(error).__name__}: {error}", now=timezone.now())
    return count


@shared_task
def forget():
    """Nightly: consents past their time as proof, addresses no page leads to, and what is left of pictures sent."""
    now = timezone.now()
    return saying.forget_old(now=now) + outside.forget_unused(now=now) + taking_in.forget_left(now=now)


@shared_task
def publish_scheduled():
    """Publish and take down the pages and releases whose moment has come, and wake at each before the next sweep.

    Run by beat every 15 seconds. Single pages follow their moment to the instant (`cms.storefront.instant`); what is
    made of what is live, such as lists, menus, search and a product's sale, follows when this has run.
    """
    now = timezone.now()
    publish_due()
    for moment in moments(until=now + AHEAD):
        if moment >= now:
            publish_due.apply_async(eta=moment + JUST_AFTER, expires=moment + AHEAD)


@shared_task
def publish_due():
    """Publish and take down what is due; one query when nothing is."""
    now = timezone.now()
    if moments(until=now):
        publishing.publish_due(now=now)
        call_command("publish_scheduled", verbosity=0)


@shared_task
def go_on_with_promotion(promotion_id):
    """Fetch, try, take in or take back. Nudged when it is asked for."""
    work.go_on(promotion_id, now=timezone.now())


@shared_task
def go_on_with_promotions():
    """Go on where somebody was interrupted. Run by beat."""
    for promotion_id in work.at_work():
        go_on_with_promotion.delay(promotion_id)


@shared_task
def forget_promoted_files():
    """Daily: what nobody will take in any more. Run by beat."""
    work.forget_files(now=timezone.now())


@shared_task
def begin_to_look_through():
    """Hold every live page against the checks, from the first. Run by beat once a day."""
    live.begin(now=timezone.now())


@shared_task
def look_through():
    """Go on with the live pages where it was left. Run by beat."""
    until = monotonic() + LOOK_SECONDS
    live.go_on(now=timezone.now, is_time=lambda: monotonic() < until)
