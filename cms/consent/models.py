from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """What a visitor said when asked, kept as proof (LEK 9 kap. 28 §, GDPR article 7). Rows are added, then only ended.

    `key` is a random number that the visitor's browser keeps. Neither address nor account stands here: nobody can tell
    who said it but the one who has the number.
    """

    key = models.UUIDField(_("number in the browser"), db_index=True)
    purpose = models.CharField(_("for what"), max_length=40)
    is_given = models.BooleanField(_("said yes"))
    asked = models.TextField(_("what was asked"))
    language = models.CharField(_("language"), max_length=5)
    page = models.CharField(_("page"), max_length=2000)
    said_at = models.DateTimeField(_("said at"), db_index=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "purpose"], condition=Q(is_given=True, withdrawn_at=None), name="consent_given_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(is_given=True, withdrawn_at__gte=F("said_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self):
        return f"{self.purpose} {self.key}"
