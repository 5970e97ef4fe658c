from celery import shared_task
from django.core.management import call_command

from cms import renditions

SWEPT_AT_ONCE = 100


@shared_task
def make_renditions(image_ids):
    """Make the renditions of some images. Nudged when images are added."""
    return sum(renditions.make(pk) for pk in image_ids)


@shared_task
def sweep_renditions():
    """Make what a lost message left unmade. Run by beat."""
    return make_renditions(renditions.missing(SWEPT_AT_ONCE))


@shared_task
def publish_scheduled():
    """Publish and take down the pages whose moment has come. Run by beat every minute."""
    call_command("publish_scheduled", verbosity=0)
