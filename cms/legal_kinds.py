from django.db import models
from django.utils.translation import gettext_lazy as _


class Legal(models.TextChoices):
    """The pages that the law asks for (L8, L19–L21, L26, L27). What must stand on each: `cms.checks.legal`."""

    TERMS = "terms", _("terms of sale")
    PRIVACY = "privacy", _("privacy")
    COOKIES = "cookies", _("cookies")
    ACCESSIBILITY = "accessibility", _("accessibility statement")
    COMPLAINTS = "complaints", _("complaints and disputes")
    RANKING = "ranking", _("ranking and reviews")
