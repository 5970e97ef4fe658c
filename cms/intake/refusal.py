from django.conf import settings
from django.utils.translation import gettext as _


class NotAPicture(Exception):
    """The file is not a picture that the shop takes, or is too large to open; the message says which."""


def too_many_pixels():
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return _("It has too many pixels: at most %(most)s million are taken in.") % {"most": most}
