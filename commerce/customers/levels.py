from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.Model):
    """Which prices and functions a shopper has. The four levels of requirement 4.1.2."""

    KONSUMENT, USER, PRO, PREMIUM = "konsument", "user", "pro", "premium"

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=40)
    rank = models.PositiveSmallIntegerField(_("rank"), unique=True)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["rank"]

    def __str__(self):
        return self.name
