"""The ledger of prices: what was known to be the price, from when, and why. Rows are only ever added.

Triggers write it, so that no way of changing a price goes past it; `because` says the reason and the moment inside a
transaction. How it becomes what was in force: `commerce.pricing.history`.
"""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant


class PriceRecord(models.Model):
    """From `recorded_at` on: this price costs `amount` in [`in_force_from`, `in_force_until`). Empty when it was ended.

    What the list said then stands in the row, since lists change too.
    """

    price_id = models.BigIntegerField(_("price"))
    variant = models.ForeignKey(
        Variant,
        verbose_name=_("variant"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    price_list = models.ForeignKey(
        "pricing.PriceList",
        verbose_name=_("price list"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    audience = models.CharField(_("audience"), max_length=40)
    currency = models.CharField(_("currency"), max_length=3)
    is_net = models.BooleanField(_("excluding VAT"))
    policy = models.CharField(_("policy"), max_length=9)
    rank = models.PositiveSmallIntegerField(_("rank"))
    min_quantity = models.PositiveIntegerField(_("from quantity"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    in_force_from = models.DateTimeField(_("in force from"), null=True)
    in_force_until = models.DateTimeField(_("in force until"), null=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("price record")
        verbose_name_plural = _("price ledger")
        indexes = [models.Index(fields=["variant", "recorded_at"], name="price_record_of_variant")]

    def __str__(self):
        return f"{self.amount} {self.currency} ({self.audience})"


def because(cause, *, now):
    """Say why, and when, prices change in the rest of the current transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('shop.price_cause', %s, true), set_config('shop.price_moment', %s, true)",
            [cause[:200], now.isoformat()],
        )
