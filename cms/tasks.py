from celery import shared_task

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
