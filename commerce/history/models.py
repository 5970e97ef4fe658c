import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class HistorySeal(models.Model):
    """What a stretch of a table of versions was when it was sealed, tied to every seal before it. Never changed.

    `digest` is the SHA-256 of the rows' own SHA-256s, by their key; `chain` that of the chain before and of this row.
    A stretch that the law made the shop rewrite is sealed anew, with the reason; the latest seal of a stretch counts.
    """

    table = models.CharField(_("table"), max_length=63)
    after = models.BigIntegerField(_("after version"))
    until = models.BigIntegerField(_("until version"))
    columns = models.JSONField(_("columns"))
    rows = models.PositiveIntegerField(_("versions"))
    digest = models.CharField(_("sum of the versions"), max_length=64)
    reason = models.CharField(_("sealed anew because"), max_length=200, blank=True)
    sealed_at = models.DateTimeField(_("sealed"))
    chain = models.CharField(_("sum of the chain"), max_length=64)

    class Meta:
        verbose_name = _("seal of the history")
        verbose_name_plural = _("seals of the history")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["table", "after"], name="history_seal_by_stretch")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.table} {self.after + 1}–{self.until}"
