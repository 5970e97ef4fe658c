"""Which mails have gone out about an order. What one said is not kept: it is made again of its event and the order."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentMail(models.Model):
    """A mail about an order: to whom, when, and of which event it is made. The Message-ID makes a repeat the same mail.

    The addresses are forgotten with the person (`commerce.privacy`); that something was sent stays.
    """

    order = models.ForeignKey("orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="mails")
    event = models.ForeignKey("events.Event", verbose_name=_("event"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    to = models.CharField(_("to"), max_length=600, blank=True, help_text=_("Empty once the person is forgotten"))
    subject = models.CharField(_("subject line"), max_length=200, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True, help_text=_("Why it could not be sent"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who sent it again; empty: the shop itself"),
    )

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")
        indexes = [models.Index(fields=["order", "id"], name="sent_mail_of_order")]

    def __str__(self):
        return f"{self.kind} {self.order_id}"
