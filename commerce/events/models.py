from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something that happened, written in the same transaction as the change it tells of. Never edited."""

    kind = models.CharField(_("kind"), max_length=80)
    subject = models.CharField(_("subject"), max_length=120, help_text=_("What it happened to, e.g. order:10001"))
    payload = models.JSONField(_("payload"), default=dict)
    at = models.DateTimeField(_("at"))
    is_routed = models.BooleanField(
        _("routed"), default=False, help_text=_("Whether its deliveries have been made; the only thing ever changed")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["subject", "id"], name="event_by_subject"),
            models.Index(fields=["kind", "id"], name="event_by_kind"),
            models.Index(fields=["id"], condition=models.Q(is_routed=False), name="event_unrouted"),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"


class Version(models.Model):
    """How many times what `tag` names has changed; a cached page is fresh while its tags keep their versions.

    Rows for products, prices and stock are written by database triggers, so no way of writing can forget them.
    """

    tag = models.CharField(_("tag"), max_length=80, primary_key=True)
    version = models.BigIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self):
        return f"{self.tag}: {self.version}"
