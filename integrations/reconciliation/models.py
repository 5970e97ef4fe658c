"""What is kept of differences: each as a row until it is gone, and how far each system's comparison has come."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from integrations.reconciliation.comparison import Difference, Kind


class DifferenceRow(models.Model):
    """A difference from when it was first seen until it is gone; afterwards it stays as a record.

    A live row is one whose difference is still there: open, left alone with a reason, or with a remedy on its way.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ADOPTED = "adopted", _("adopted")
        RESENT = "resent", _("resent")
        IGNORED = "ignored", _("ignored")
        GONE = "gone", _("gone by itself")

    system = models.CharField(_("system"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    subject = models.CharField(_("subject"), max_length=120)
    order = models.CharField(_("order"), max_length=20, blank=True, help_text=_("Its number, where it is about one"))
    ours = models.JSONField(_("ours"), default=dict, blank=True)
    theirs = models.JSONField(_("theirs"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    gone_at = models.DateTimeField(_("gone at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the shop itself"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "kind", "subject"], condition=Q(gone_at=None), name="difference_live_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["adopted", "resent"])
                | Q(state__in=["open", "ignored"], gone_at=None)
                | Q(state="gone", gone_at__isnull=False),
                name="difference_gone_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="ignored") | (~Q(reason="") & Q(decided_at__isnull=False)),
                name="difference_ignored_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["adopted", "resent"]) | Q(decided_at__isnull=False),
                name="difference_remedied_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(last_seen_at__gte=F("first_seen_at")), name="difference_seen_last_after_first"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "system", "-id"], name="difference_by_state"),
            models.Index(fields=["system", "-id"], name="difference_by_system"),
            models.Index(fields=["kind", "-id"], name="difference_by_kind"),
            models.Index(fields=["subject"], name="difference_by_subject"),
            models.Index(fields=["order"], condition=~Q(order=""), name="difference_of_order"),
        ]

    def __str__(self):
        return f"{self.system}: {self.get_kind_display()} {self.subject}"

    @property
    def is_live(self):
        return self.gone_at is None

    @property
    def difference(self):
        return Difference(
            system=self.system,
            kind=self.kind,
            subject=self.subject,
            ours=self.ours,
            theirs=self.theirs,
            order=self.order,
        )


class ComparedSystem(models.Model):
    """How far the comparison of a system has come: when it was asked for, begun and ended. One worker at a time has it.

    The row is the queue: a run that was killed is begun again when its lease has run out.
    """

    code = models.CharField(_("system"), max_length=40, primary_key=True)
    asked_at = models.DateTimeField(_("asked for at"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, help_text=_("Of the last that ended well"))
    retry_at = models.DateTimeField(_("next try"), null=True, blank=True, help_text=_("After one that failed"))
    read = models.PositiveIntegerField(_("compared"), default=0)
    waiting = models.PositiveIntegerField(_("under way in good time"), default=0)
    found = models.PositiveIntegerField(_("differences"), default=0)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("compared system")
        verbose_name_plural = _("compared systems")

    def __str__(self):
        return self.code
