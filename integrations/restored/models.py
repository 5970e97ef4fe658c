"""That the database was taken back to an earlier moment, how far it has been healed, and what a person must decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Restoration(models.Model):
    """One taking back of the database. From `begun_at` each first try at a delivery begins with a question."""

    restored_to = models.DateTimeField(_("restored to"), unique=True)
    begun_at = models.DateTimeField(_("healing begun"))
    healed_at = models.DateTimeField(_("healed"), null=True, blank=True)
    floors = models.JSONField(
        _("numbers begin above"),
        default=dict,
        help_text=_("By series: what may have been used since the restore point"),
    )
    counts = models.JSONField(_("what was done"), default=dict)

    class Meta:
        verbose_name = _("restore")
        verbose_name_plural = _("restores")

    def __str__(self):
        return f"{self.restored_to:%Y-%m-%d %H:%M:%S}"


class RestoreQuestion(models.Model):
    """Something that another system has and that could not be made good without a person. Asked once."""

    restoration = models.ForeignKey(
        Restoration, verbose_name=_("restore"), on_delete=models.PROTECT, related_name="questions"
    )
    system = models.CharField(_("system"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("their name of it"), max_length=200)
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    told = models.TextField(_("what we know"))
    asked_at = models.DateTimeField(_("asked at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the healing itself, when it was run again"),
    )
    decision = models.TextField(_("decision"), blank=True)

    class Meta:
        verbose_name = _("question after a restore")
        verbose_name_plural = _("questions after a restore")
        constraints = [
            models.UniqueConstraint(fields=["restoration", "system", "kind", "name"], name="restore_question_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(decision=""), name="restore_question_decided_with_words"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(decided_at=None), name="restore_question_open")]

    def __str__(self):
        return f"{self.system} {self.kind} {self.name}"
