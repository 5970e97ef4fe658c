"""What the order desk keeps beside an order: what colleagues tell each other of it, and the words it is found by."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderNote(models.Model):
    """What somebody at the desk wrote of an order, for colleagues. Only ever added to: a trigger refuses the rest."""

    order = models.ForeignKey("orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("text"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("note on an order")
        verbose_name_plural = _("notes on orders")
        default_permissions = ("add",)  # who sees the order sees its notes
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="order_note_says_something")]

    def __str__(self):
        return self.text[:60]


class OrderSearch(models.Model):
    """Every word that an order is found by, in one document an order. Written by triggers alone.

    A word stands in it from each place where it begins: `asa@example.se` also as `example.se` and `se`, so that a
    search for how a word begins finds it (`commerce.orders.desk.search`).
    """

    order = models.OneToOneField(
        "orders.Order", verbose_name=_("order"), primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    placed_at = models.DateTimeField(_("placed at"), help_text=_("The order's, so that the newest are found first"))
    words = SearchVectorField(_("words"))

    class Meta:
        verbose_name = _("words of an order")
        verbose_name_plural = _("words of orders")
        default_permissions = ()
        indexes = [
            GinIndex(fields=["words"], name="order_search_words", fastupdate=False),
            models.Index(fields=["placed_at", "order"], name="order_search_newest"),
        ]

    def __str__(self):
        return f"{self.order_id}"
