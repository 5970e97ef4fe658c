"""Articles and quantities kept under a name, to be bought again and again: one's own, or an organisation's."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from commerce.cart.models import MAX_QUANTITY
from commerce.catalogue.models import Variant
from commerce.customers.organisations import Organisation


class SavedList(models.Model):
    """One's own (`user`) or an organisation's, which its members share; never both."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="lists",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="lists",
    )
    name = models.CharField(_("name"), max_length=80)
    created_at = models.DateTimeField(_("created at"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, organisation__isnull=False)
                | Q(user__isnull=False, organisation__isnull=True),
                name="list_has_one_owner",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="list_has_a_name"),
            models.UniqueConstraint("user", Lower("name"), name="list_name_once_per_user"),
            models.UniqueConstraint("organisation", Lower("name"), name="list_name_once_per_organisation"),
        ]

    def __str__(self):
        return self.name


class SavedLine(models.Model):
    saved_list = models.ForeignKey(SavedList, verbose_name=_("list"), on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("list line")
        verbose_name_plural = _("list lines")
        constraints = [
            models.UniqueConstraint(fields=["saved_list", "variant"], name="list_line_unique"),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="list_line_quantity"),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.variant_id}"
