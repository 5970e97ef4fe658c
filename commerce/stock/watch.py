from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant


class StockWatch(models.Model):
    """Somebody wants to be told when an article can be bought again. Asked once, told once, then forgotten.

    `asked_at` is when the address was given for this and nothing else. `person` is a keyed fingerprint of the address:
    it keeps anybody from being asked twice, and is what the link in the mail ends it by.
    """

    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.CASCADE, related_name="watches")
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Gone once the mail has been sent"))
    person = models.CharField(_("fingerprint"), max_length=64, db_index=True)
    locale = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked at"))
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish to be told")
        verbose_name_plural = _("wishes to be told")
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "person"], condition=Q(told_at__isnull=True), name="watch_once_for_each"
            )
        ]
        indexes = [
            models.Index(fields=["variant", "asked_at"], condition=Q(told_at__isnull=True), name="watch_that_waits"),
            models.Index(fields=["told_at"], condition=Q(told_at__isnull=False), name="watch_that_was_told"),
        ]

    def __str__(self):
        return f"{self.variant_id} since {self.asked_at:%Y-%m-%d}"
