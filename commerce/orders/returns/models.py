"""What comes back: a withdrawal from the contract (distansavtalslagen 2005:59) or a complaint, from notice to money."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.orders.states import ReturnState


class Return(models.Model):
    """A shopper's notice that goods come back. `token` is the address that he follows it by."""

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("withdrawal")
        COMPLAINT = "complaint", _("complaint")

    class Doubt(models.TextChoices):
        """Why a person looks at a notice before it is acted on. It is a notice all the same."""

        LATE = "late", _("after the withdrawal period")
        BUSINESS = "business", _("bought by a business")
        COMPLAINT = "complaint", _("a complaint")

    order = models.ForeignKey("orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Counts within the order, from 1"))
    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=ReturnState, default=ReturnState.REQUESTED)
    doubt = models.CharField(
        _("to look at"), max_length=10, choices=Doubt, blank=True, help_text=_("Why a person decides before it goes on")
    )
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail address"), help_text=_("Where the receipt was sent"))
    note = models.TextField(_("note"), blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    amount = models.DecimalField(
        _("given back"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Including VAT")
    )
    delivery = models.DecimalField(
        _("of it delivery"), max_digits=12, decimal_places=2, default=0, help_text=_("Including VAT")
    )
    credit_note = models.OneToOneField(
        "orders.Invoice",
        verbose_name=_("credit note"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where the order has been invoiced"),
    )
    why = models.CharField(_("why"), max_length=300, blank=True, help_text=_("Why it was refused, or less was paid"))
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="return_number_in_order"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, delivery=0)
                | Q(amount__gte=models.F("delivery"), delivery__gte=0, state="settled"),
                name="return_money_when_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(amount__isnull=False, settled_at__isnull=False),
                name="return_settled_has_money",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="return_refused_says_why"),
        ]
        indexes = [
            models.Index(fields=["state"], condition=~Q(state__in=["settled", "refused"]), name="return_to_handle")
        ]

    def __str__(self):
        return f"{self.order}-R{self.number}"


class ReturnLine(models.Model):
    """How many of a line come back, and how many of those arrived fit for the shelf."""

    returned = models.ForeignKey(Return, verbose_name=_("return"), on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(
        "orders.OrderLine", verbose_name=_("order line"), on_delete=models.PROTECT, related_name="returned"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    unshipped = models.PositiveIntegerField(
        _("never sent"), default=0, help_text=_("Pieces that had not left us, so that they never will")
    )
    received = models.PositiveIntegerField(
        _("received"), null=True, blank=True, help_text=_("Those that never left us included")
    )
    restocked = models.PositiveIntegerField(_("back on the shelf"), default=0, help_text=_("Of those sent back to us"))

    class Meta:
        verbose_name = _("return line")
        verbose_name_plural = _("return lines")
        constraints = [
            models.UniqueConstraint(fields=["returned", "line"], name="return_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="return_line_not_empty"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__lte=models.F("quantity")),
                name="return_line_within_notice",
            ),
            models.CheckConstraint(
                condition=Q(unshipped__lte=models.F("quantity"))
                & (Q(received__isnull=True) | Q(received__gte=models.F("unshipped"))),
                name="return_line_never_sent_is_received",
            ),
            models.CheckConstraint(
                condition=Q(restocked=0)
                | Q(received__isnull=False, restocked__lte=models.F("received") - models.F("unshipped")),
                name="return_line_restocked_came_back",
            ),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.line.sku}"


class Notice(models.Model):
    """A withdrawal that we could not tie to an order by ourselves. It counts from the moment it came, all the same.

    Someone at the desk finds the order (`returned` is then what it became) or answers; nothing is thrown away.
    """

    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    order_number = models.CharField(_("order number, as written"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail address"))
    goods = models.TextField(_("goods, as written"), blank=True)
    note = models.TextField(_("note"), blank=True)
    locale = models.CharField(_("language"), max_length=5)
    received_at = models.DateTimeField(_("received at"))
    is_mailed = models.BooleanField(
        _("receipt by e-mail"), default=True, help_text=_("Not when too many came from one place in an hour")
    )
    returned = models.OneToOneField(
        Return,
        verbose_name=_("return"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notice",
        help_text=_("What it became"),
    )
    answer = models.CharField(_("what was answered"), max_length=300, blank=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("notice without an order")
        verbose_name_plural = _("notices without an order")
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, returned__isnull=True, answer="")
                | Q(handled_at__isnull=False) & (Q(returned__isnull=False) | ~Q(answer="")),
                name="notice_handled_says_how",
            )
        ]
        indexes = [models.Index(fields=["received_at"], condition=Q(handled_at__isnull=True), name="notice_to_handle")]

    def __str__(self):
        return f"{self.name}, {self.order_number or self.email}"
