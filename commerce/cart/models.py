import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.quotations.models import MAX_QUANTITY, Quotation

__all__ = ["MAX_QUANTITY", "MOST_CODES", "Cart", "CartLine"]

MOST_CODES = 5


class Cart(models.Model):
    """What a shopper means to buy. Its token is in a signed cookie; when it has become an order it is gone."""

    token = models.UUIDField(_("token"), primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="cart",
    )
    codes = ArrayField(models.CharField(max_length=40), verbose_name=_("codes"), default=list, blank=True)
    quotation = models.ForeignKey(
        Quotation,
        verbose_name=_("quotation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The one whose lines and prices it holds"),
    )
    division = models.JSONField(
        _("division"),
        null=True,
        blank=True,
        help_text=_("Which pieces go to which address, where it is several (`commerce.cart.division`)"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")

    def __str__(self):
        return str(self.token)

    @staticmethod
    def division_in(text: str | None) -> list[dict[str, Any]] | None:
        """The division as a statement that is written out gives it."""
        return None if text is None else json.loads(text)


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, verbose_name=_("cart"), on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    seen_net = models.DecimalField(_("price shown, excl. VAT"), max_digits=12, decimal_places=2, null=True, blank=True)
    seen_gross = models.DecimalField(
        _("price shown, incl. VAT"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cart_line_unique"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1, quantity__lte=MAX_QUANTITY), name="cart_line_quantity"
            ),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.variant_id}"
