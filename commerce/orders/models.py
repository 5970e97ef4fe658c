import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from commerce import prepared
from commerce.catalogue.models import Variant
from commerce.catalogue.withdrawal import Exempt
from commerce.customers.organisations import Organisation
from commerce.orders.states import Fulfilment, OrderState, PaidState, PaymentState
from commerce.pricing.reckoning import Goods, divided
from commerce.quotations.models import Quotation


class DeliveryMethod(models.Model):
    """A way of getting the goods to the shopper, and what it costs including VAT."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_sv = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    promise_sv = models.CharField(_("promise"), max_length=160, blank=True, help_text=_("E.g. 2–4 weekdays"))
    promise_en = models.CharField(_("promise in English"), max_length=160, blank=True)
    gross = models.DecimalField(_("price including VAT"), max_digits=12, decimal_places=2)
    free_from = models.DecimalField(
        _("free from"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Goods total incl. VAT")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)
    carrier = models.CharField(
        _("booked with"), max_length=40, blank=True, default="", db_default="", help_text=_("Empty: by hand")
    )
    product = models.CharField(
        _("the carrier's product"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("Shipmondo: the number of a shipment template. nShift and PostNord: the code of a service."),
    )
    return_product = models.CharField(
        _("the carrier's product for returns"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_("Named in the same way. Empty: no return labels are made."),
    )
    points_of = models.CharField(
        _("service points"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "What the shopper's choice is made among. Shipmondo: a product code. nShift: a type of agents, such as "
            "POSTNORD. PostNord: optionalservicepoint. Empty: nothing is chosen."
        ),
    )

    class Meta:
        verbose_name = _("delivery method")
        verbose_name_plural = _("delivery methods")
        constraints = [
            models.CheckConstraint(condition=models.Q(gross__gte=0), name="delivery_method_not_negative"),
            models.CheckConstraint(
                condition=~models.Q(carrier="") | models.Q(product="", return_product="", points_of=""),
                name="delivery_method_names_of_a_carrier",
            ),
        ]

    def __str__(self):
        return self.name_sv

    @classmethod
    def offered(cls):
        """The active ones in the shop's order, in one query written out: every page of the cart asks for them."""
        names = [field.attname for field in cls._meta.concrete_fields]
        statement = f"SELECT {', '.join(names)} FROM orders_deliverymethod WHERE is_active ORDER BY position, id"  # noqa: S608
        return [cls.from_db("default", names, row) for row in prepared.rows(statement, [])]

    @classmethod
    def agreed(cls, terms):
        """The delivery that a quotation names, at its price whatever is bought; not for saving."""
        return cls(code=terms.delivery_method, name_sv=terms.delivery_name, gross=terms.delivery_gross)

    def name_in(self, language):
        return self.name_en if language == "en" and self.name_en else self.name_sv

    def promise_in(self, language):
        return self.promise_en if language == "en" and self.promise_en else self.promise_sv

    def price_for(self, goods_gross):
        """What it costs for goods of this total, including VAT."""
        return 0 * self.gross if self.free_from is not None and goods_gross >= self.free_from else self.gross

    def prices_for(self, goods: Goods, groups: Sequence[Mapping[int, int]] | None) -> list[Decimal]:
        """What it costs to each address, by what goes there: `groups` are pieces by variant, None for one address."""
        each = [goods.sums.gross] if groups is None else divided(goods, groups)
        return [self.price_for(gross) for gross in each]


class Order(models.Model):
    """What was bought, as it was when it was bought. Amounts and names are snapshots and never recomputed."""

    State, Fulfilment, Paid = OrderState, Fulfilment, PaidState

    number = models.CharField(_("number"), max_length=20, unique=True)
    token = models.UUIDField(_("token"), default=uuid.uuid4, unique=True, editable=False)
    cart_token = models.UUIDField(
        _("cart"), unique=True, editable=False, help_text=_("The cart it came from: one cart becomes one order")
    )
    state = models.CharField(_("state"), max_length=12, choices=OrderState, default=OrderState.PLACED)
    paid_state = models.CharField(
        _("payment"),
        max_length=16,
        choices=PaidState,
        default=PaidState.NONE,
        editable=False,
        help_text=_("Computed from what the payment providers have said"),
    )
    fulfilment = models.CharField(_("fulfilment"), max_length=16, choices=Fulfilment, default=Fulfilment.OPEN)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
    )
    level = models.CharField(_("level"), max_length=20)
    buyer_type = models.CharField(_("buyer type"), max_length=10)
    locale = models.CharField(_("language"), max_length=5)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)
    po_number = models.CharField(_("your order number"), max_length=40, blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=80, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    peppol_id = models.CharField(
        _("Peppol address"), max_length=60, blank=True, help_text=_("For an e-invoice, e.g. 0007:5560000001")
    )
    currency = models.CharField(_("currency"), max_length=3)
    delivery_method = models.CharField(_("delivery method"), max_length=40)
    delivery_name = models.CharField(_("delivery"), max_length=120)
    delivery_net = models.DecimalField(_("delivery, net"), max_digits=12, decimal_places=2)
    delivery_vat = models.DecimalField(_("delivery, VAT"), max_digits=12, decimal_places=2)
    delivery_gross = models.DecimalField(_("delivery, gross"), max_digits=12, decimal_places=2)
    delivery_vat_rate = models.DecimalField(
        _("delivery, VAT rate"),
        max_digits=5,
        decimal_places=2,
        null=True,
        help_text=_("That of the goods; empty when they have several"),
    )
    net = models.DecimalField(_("net"), max_digits=12, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=12, decimal_places=2)
    gross = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    rounding = models.CharField(
        _("rounding"), max_length=20, help_text=_("Which side is exact, and that VAT is computed for each rate")
    )
    vat_by_rate = models.JSONField(_("VAT by rate"), help_text=_("What was charged at each rate, delivery included"))
    vat_zone = models.CharField(_("VAT zone"), max_length=20, default="domestic")
    vat_number = models.CharField(
        _("VAT number"), max_length=14, blank=True, help_text=_("The buyer's, where he accounts for VAT himself")
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
    )
    codes = ArrayField(models.CharField(max_length=40), verbose_name=_("codes"), default=list, blank=True)
    counted_offers = ArrayField(
        models.BigIntegerField(), verbose_name=_("offers with a limited number of uses"), default=list, blank=True
    )
    quotation = models.ForeignKey(
        Quotation,
        verbose_name=_("quotation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
        help_text=_("The one it was bought by"),
    )
    placed_at = models.DateTimeField(_("placed at"), db_index=True)
    approved_at = models.DateTimeField(
        _("approved at"), null=True, editable=False, help_text=_("Where the buyer's organisation had to approve it")
    )

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gross=models.F("net") + models.F("vat")), name="order_net_plus_vat_is_gross"
            ),
            models.CheckConstraint(
                condition=models.Q(delivery_gross=models.F("delivery_net") + models.F("delivery_vat")),
                name="order_delivery_adds_up",
            ),
            models.UniqueConstraint(
                fields=["quotation"], condition=~models.Q(state="cancelled"), name="order_once_per_quotation"
            ),
        ]
        indexes = [
            models.Index(Upper("email"), name="order_by_email"),
            models.Index(
                fields=["fulfilment", "placed_at"], condition=models.Q(state="confirmed"), name="order_to_send"
            ),
            models.Index(
                fields=["state", "placed_at"],
                condition=models.Q(state__in=["awaiting", "placed"]),
                name="order_to_begin",
            ),
            models.Index(
                fields=["placed_at"],
                condition=models.Q(state="completed", paid_state__in=["none", "partly_charged"]),
                name="order_unpaid",
            ),
            models.Index(fields=["placed_at"], condition=models.Q(paid_state="overcharged"), name="order_overcharged"),
            models.Index(
                fields=["organisation", "placed_at"], condition=models.Q(state="awaiting"), name="order_to_approve"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def is_business(self) -> bool:
        """Its buyer sees amounts before VAT and has no right by law to withdraw (lagen om distansavtal, 1 kap. 2 §)."""
        return self.buyer_type == "business"


class OrderAddress(models.Model):
    class Kind(models.TextChoices):
        DELIVERY = "delivery", _("delivery")
        BILLING = "billing", _("billing")

    order = models.ForeignKey(Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DELIVERY)
    group = models.PositiveSmallIntegerField(
        _("delivery group"), default=1, db_default=1, help_text=_("Counts within the order, from 1")
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    company = models.CharField(_("company"), max_length=120, blank=True)
    address_1 = models.CharField(_("address"), max_length=120)
    address_2 = models.CharField(_("address, continued"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=12)
    city = models.CharField(_("city"), max_length=80)
    country = models.CharField(_("country"), max_length=2)
    delivery_net = models.DecimalField(
        _("delivery, net"),
        max_digits=12,
        decimal_places=2,
        null=True,
        help_text=_("What it costs to send here; empty where everything goes to one address: then it is the order's"),
    )
    delivery_vat = models.DecimalField(_("delivery, VAT"), max_digits=12, decimal_places=2, null=True)
    delivery_gross = models.DecimalField(_("delivery, gross"), max_digits=12, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("order address")
        verbose_name_plural = _("order addresses")
        constraints = [
            models.UniqueConstraint(fields=["order", "kind", "group"], name="order_one_address_per_group"),
            models.CheckConstraint(
                condition=models.Q(delivery_gross=models.F("delivery_net") + models.F("delivery_vat"))
                | models.Q(delivery_gross=None, delivery_net=None, delivery_vat=None),
                name="order_address_delivery_adds_up",
            ),
        ]
        indexes = [
            models.Index(
                fields=["order"],
                condition=models.Q(kind="delivery") & ~models.Q(country="SE"),
                name="order_address_abroad",
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}, {self.address_1}, {self.postal_code} {self.city}"


class OrderLine(models.Model):
    """One article as sold. The variant may change or go; the line stays as it was."""

    order = models.ForeignKey(Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField(_("position"))
    group = models.PositiveSmallIntegerField(
        _("delivery group"), default=1, db_default=1, help_text=_("To which of the order's addresses it goes")
    )
    variant = models.ForeignKey(
        Variant, verbose_name=_("variant"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sku = models.CharField(_("SKU"), max_length=64)
    name = models.CharField(_("name"), max_length=255)
    label = models.CharField(_("variant"), max_length=255, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_net = models.DecimalField(_("unit, net"), max_digits=12, decimal_places=2)
    unit_gross = models.DecimalField(_("unit, gross"), max_digits=12, decimal_places=2)
    discount = models.DecimalField(
        _("discount"),
        max_digits=12,
        decimal_places=2,
        default=0,
        help_text=_("What offers for the whole cart took off this line, as the buyer saw amounts"),
    )
    net = models.DecimalField(_("net"), max_digits=12, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=12, decimal_places=2)
    gross = models.DecimalField(_("gross"), max_digits=12, decimal_places=2)
    vat_rate = models.DecimalField(_("VAT rate"), max_digits=5, decimal_places=2)
    tax_class = models.CharField(_("tax class"), max_length=10)
    price_source = models.JSONField(_("price source"), help_text=_("Which price won, and why"))
    withdrawal_exempt = models.CharField(
        _("exempt from withdrawal"),
        max_length=20,
        choices=Exempt,
        default="",
        db_default="",
        blank=True,
        help_text=_("As it was said before the order"),
    )
    later = models.PositiveIntegerField(
        _("on back-order"), default=0, db_default=0, help_text=_("So many had not come when the order was placed")
    )
    expected_on = models.DateField(
        _("expected in stock"), null=True, blank=True, help_text=_("The day that the buyer was told")
    )

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_unique"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="order_line_not_empty"),
            models.CheckConstraint(
                condition=models.Q(gross=models.F("net") + models.F("vat")), name="order_line_adds_up"
            ),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.sku}"


class Payment(models.Model):
    """Money asked for an order through one provider."""

    State = PaymentState

    order = models.ForeignKey(Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(_("provider"), max_length=40)
    change = models.ForeignKey(
        "orders.OrderChange",
        verbose_name=_("order change"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
        help_text=_("What a change of the order costs more; empty: the order itself"),
    )
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "change"],
                condition=models.Q(state__in=["authorised", "paid", "invoiced"]),
                nulls_distinct=False,
                name="order_paid_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="payment_not_negative"),
        ]
        indexes = [
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["pending", "declined", "owed"]),
                name="payment_unsettled",
            )
        ]

    def __str__(self):
        return f"{self.provider} {self.amount} {self.currency}"


# Rooms of their own, which Django looks for here.
from commerce.orders.changes.models import OrderChange  # noqa: E402
from commerce.orders.desk.models import OrderNote, OrderSearch  # noqa: E402
from commerce.orders.freight.models import Booking, ChosenPoint, Scan  # noqa: E402
from commerce.orders.invoices.models import Invoice, InvoiceSeries  # noqa: E402
from commerce.orders.ledger import Instruction, PaymentEvent  # noqa: E402
from commerce.orders.mails.models import SentMail  # noqa: E402
from commerce.orders.returns.models import Notice, Return, ReturnLine  # noqa: E402
from commerce.orders.shipments import Shipment, ShipmentLine  # noqa: E402

__all__ = [
    "Booking",
    "ChosenPoint",
    "DeliveryMethod",
    "Instruction",
    "Invoice",
    "InvoiceSeries",
    "Notice",
    "Order",
    "OrderAddress",
    "OrderChange",
    "OrderLine",
    "OrderNote",
    "OrderSearch",
    "Payment",
    "PaymentEvent",
    "Return",
    "ReturnLine",
    "Scan",
    "SentMail",
    "Shipment",
    "ShipmentLine",
]
