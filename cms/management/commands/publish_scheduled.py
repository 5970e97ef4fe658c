"""Wagtail's own, with what had its moment first done first: however late it wakes, it ends where each moment would."""

from django.db import transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Page, Revision


class Command(publish_scheduled.Command):
    help = "Publish and take down what is due. A version that waits for its moment outlives the one before it."

    def handle(self, *args, **options):
        if not options["dryrun"]:
            now = timezone.now()
            for page in Page.objects.filter(live=True, expire_at__lt=now):
                self._expire(page, now)
        super().handle(*args, **options)

    def _expire(self, page, now):
        """Wagtail would take down what a later version has replaced, and call off what is to come after."""
        waiting = page.revisions.exclude(approved_go_live_at=None)
        taken_over = waiting.filter(approved_go_live_at__lte=min(page.expire_at, now)).first()
        if taken_over:
            taken_over.publish(log_action="wagtail.publish.scheduled")
            return
        with transaction.atomic():
            kept = dict(waiting.values_list("pk", "approved_go_live_at"))
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            for pk, moment in kept.items():
                Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
