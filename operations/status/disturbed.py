"""A disturbance: a part of the shop that did not work though it should, and what visitors read of it.

Written by a person, or by the shop's own question to itself (`prober`). Begun and ended in `disturbing`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Component(models.TextChoices):
    """What a visitor or another system would say does not work."""

    SHOP = "shop", _("The shop")
    CHECKOUT = "checkout", _("Checkout and payment")
    ACCOUNT = "account", _("Accounts and orders")
    API = "api", _("Connections for other systems")


class Disturbance(models.Model):
    """From `begins_at` until just before `ends_at`; without an end it goes on. One at a time for a component."""

    class Effect(models.TextChoices):
        DOWN = "down", _("does not work")
        DEGRADED = "degraded", _("works in part")

    component = models.CharField(_("component"), max_length=10, choices=Component)
    effect = models.CharField(_("effect"), max_length=8, choices=Effect, default=Effect.DOWN)
    begins_at = models.DateTimeField(_("began"))
    ends_at = models.DateTimeField(_("ended"), null=True, blank=True, help_text=_("Empty: it goes on"))
    words_sv = models.TextField(_("what visitors read, in Swedish"), max_length=500, blank=True)
    words_en = models.TextField(_("what visitors read, in English"), max_length=500, blank=True)
    is_counted = models.BooleanField(
        _("counts against the service level"),
        default=True,
        help_text=_("Not when the supplier does not answer for what caused it"),
    )
    why_not = models.TextField(_("why it does not count"), max_length=500, blank=True)
    source = models.CharField(_("found by"), max_length=10, default="person", editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("disturbance")
        verbose_name_plural = _("disturbances")
        indexes = [models.Index(fields=["begins_at"], name="disturbance_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(component__in=Component.values), name="disturbance_component"),
            models.CheckConstraint(condition=Q(effect__in=["down", "degraded"]), name="disturbance_effect"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                name="disturbance_ends_after_it_begins",
                violation_error_message=_("It must end after it began."),
            ),
            models.CheckConstraint(
                condition=Q(is_counted=True) | Q(why_not__regex=r"\S"),
                name="disturbance_not_counted_has_reason",
                violation_error_message=_("Say why it does not count."),
            ),
            models.CheckConstraint(condition=Q(source__in=["person", "probe"]), name="disturbance_source"),
            models.UniqueConstraint(
                fields=["component"],
                condition=Q(ends_at=None),
                name="disturbance_one_goes_on",
                violation_error_message=_("One of that component goes on already. Change or end that one."),
            ),
        ]

    def __str__(self):
        return f"{self.get_component_display()}: {self.get_effect_display()}"


class Asked(models.Model):
    """One answer of the shop to its own question, a minute apart."""

    at = models.DateTimeField(_("at"), primary_key=True)
    is_well = models.BooleanField(_("well"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))

    class Meta:
        verbose_name = _("answer to the shop's own question")
        verbose_name_plural = _("answers to the shop's own question")
        default_permissions = ()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}: {'well' if self.is_well else 'unwell'}"
