from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.stock.watch import StockWatch as StockWatch


class Warehouse(models.Model):
    """A place with shelves. Orders are taken from the one of lowest rank that has all of it, else from several."""

    class Freight(models.TextChoices):
        """Who books a parcel that is packed there. Only one of them may."""

        SHOP = "shop", _("the shop, when the parcel is packed")
        WMS = "wms", _("the warehouse's own system")
        HAND = "hand", _("somebody, by hand")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    rank = models.PositiveIntegerField(_("rank"), default=10, help_text=_("The lowest is taken from first."))
    run_by = models.CharField(
        _("run by"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text=_("The system that sends its orders and says what is on its shelves; empty: the shop itself."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    freight = models.CharField(
        _("freight is booked by"),
        max_length=4,
        choices=Freight.choices,
        default=Freight.HAND,
        db_default="hand",
        help_text=_("The shop books with the carrier of the delivery method. Never let two book the same parcels."),
    )

    class Meta:
        verbose_name = _("warehouse")
        verbose_name_plural = _("warehouses")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="warehouse_is_named"),
            models.UniqueConstraint(fields=["run_by"], condition=~Q(run_by=""), name="warehouse_has_its_own_system"),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def in_use(cls):
        """Those that goods are taken from, in the order in which they are."""
        return cls.objects.filter(is_active=True).order_by("rank", "pk")


class Stock(models.Model):
    """What there is of a variant in all warehouses, and how much of it is spoken for.

    `on_hand`, `allocated` and `reserved` are sums of `StockMovement`: the database counts each movement as it is
    written, makes the row with an opening balance where there is none, and nothing else writes them. What orders wait
    for beyond what is on the shelf (back-order) is in `allocated` too.
    """

    variant = models.OneToOneField(
        Variant, verbose_name=_("variant"), on_delete=models.PROTECT, related_name="stock", primary_key=True
    )
    on_hand = models.IntegerField(_("on hand"), default=0, db_default=0)
    allocated = models.PositiveIntegerField(_("allocated"), default=0, db_default=0)
    reserved = models.PositiveIntegerField(_("reserved"), default=0, db_default=0)
    safety = models.PositiveIntegerField(
        _("safety stock"),
        default=0,
        db_default=0,
        help_text=_("So many are never sold: they are for faults in the count."),
    )
    low_from = models.PositiveIntegerField(
        _("low from"), default=3, db_default=3, help_text=_("At or under this, 'few left'")
    )
    backorder_limit = models.PositiveIntegerField(
        _("back-order"),
        default=0,
        db_default=0,
        help_text=_("How many may be sold before they have come; 0 is none."),
    )
    expected_on = models.DateField(
        _("expected in stock"),
        null=True,
        blank=True,
        help_text=_("Told to shoppers of what is sold before it has come. The next delivery sets it."),
    )
    available = models.GeneratedField(
        expression=F("on_hand") - F("allocated") - F("reserved") - F("safety"),
        output_field=models.IntegerField(),
        db_persist=True,
        verbose_name=_("available"),
    )

    class Meta:
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        constraints = [
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_not_negative"),
            models.CheckConstraint(
                condition=Q(allocated__lte=F("on_hand") + F("backorder_limit")), name="stock_not_oversold"
            ),
        ]

    def __str__(self):
        return f"{self.available}"

    @property
    def sellable(self):
        """How many an order may take, those that have not come yet included."""
        return max(self.available + self.backorder_limit, 0)

    @property
    def state(self):
        """`in`, `low`, `order` (sold before it has come) or `out`, as shoppers see it."""
        if self.available <= 0:
            return "order" if self.sellable else "out"
        return "low" if self.available <= self.low_from else "in"


class StockLevel(models.Model):
    """What there is of a variant in one warehouse, and how much of it orders will have. Kept as `Stock` is."""

    stock = models.ForeignKey(
        Stock, verbose_name=_("stock"), on_delete=models.PROTECT, related_name="levels", db_index=False
    )  # the constraint's index begins with it
    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), on_delete=models.PROTECT, related_name="levels"
    )
    on_hand = models.IntegerField(_("on hand"), default=0)
    allocated = models.PositiveIntegerField(_("allocated"), default=0)

    class Meta:
        verbose_name = _("stock in a warehouse")
        verbose_name_plural = _("stock in warehouses")
        constraints = [
            models.UniqueConstraint(fields=["stock", "warehouse"], name="stock_level_once"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_level_not_negative"),
            models.CheckConstraint(condition=Q(allocated__lte=F("on_hand")), name="stock_level_on_the_shelf"),
        ]

    def __str__(self):
        return f"{self.on_hand} in {self.warehouse_id}"

    @property
    def free(self):
        return self.on_hand - self.allocated


class StockMovement(models.Model):
    """One change of what there is or of what orders have claimed: who, when, why. Only ever added to.

    The deltas are counted into `Stock` and `StockLevel` by the database as the row is written. Without a warehouse it
    is about what is held for a cart, or about goods that have not come yet.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening balance")
        RECEIPT = "receipt", _("delivery")
        RESERVATION = "reservation", _("held for a cart")
        LAPSE = "lapse", _("no longer held")
        ALLOCATION = "allocation", _("claimed by an order")
        PLACEMENT = "placement", _("put aside for a back-order")
        RELEASE = "release", _("given back by an order")
        SALE = "sale", _("sent")
        RETURN = "return", _("return")
        ADJUSTMENT = "adjustment", _("count")
        TRANSFER = "transfer", _("between warehouses")
        REPORTED = "reported", _("told by the warehouse")
        REPAIR = "repair", _("sum put right")

    stock = models.ForeignKey(Stock, verbose_name=_("stock"), on_delete=models.PROTECT, related_name="movements")
    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), null=True, on_delete=models.PROTECT, related_name="movements"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    on_hand = models.IntegerField(_("on hand"), default=0)
    allocated = models.IntegerField(_("allocated"), default=0)
    reserved = models.IntegerField(_("reserved"), default=0)
    told = models.IntegerField(
        _("told"), null=True, help_text=_("How many the system that runs the warehouse said can be sold")
    )
    reference = models.CharField(_("reference"), max_length=60, blank=True, help_text=_("E.g. the order's number"))
    at = models.DateTimeField(_("at"))
    # No constraint: a record outlives the account of whoever made it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    why = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        indexes = [models.Index(fields=["reference"], name="movement_by_reference")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(on_hand=0) | ~Q(allocated=0) | ~Q(reserved=0) | Q(kind="repair"),
                name="movement_moves_something",
            ),
            models.CheckConstraint(
                condition=Q(warehouse__isnull=False) | Q(on_hand=0), name="movement_of_goods_has_warehouse"
            ),
            models.CheckConstraint(
                condition=Q(kind="reported", told__isnull=False) | ~Q(kind="reported") & Q(told=None),
                name="movement_says_what_was_told",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.on_hand:+}/{self.allocated:+}/{self.reserved:+} of {self.stock_id}"


class Allocation(models.Model):
    """Stock bound to a placed order; `reference` is the order's number. Without a warehouse it has not come yet."""

    stock = models.ForeignKey(Stock, verbose_name=_("stock"), on_delete=models.PROTECT, related_name="allocations")
    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), null=True, on_delete=models.PROTECT, related_name="allocations"
    )
    reference = models.CharField(_("reference"), max_length=40, db_index=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(
                fields=["stock", "reference", "warehouse"], name="allocation_once_per_order", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="allocation_not_empty"),
        ]
        indexes = [
            models.Index(
                fields=["stock", "created_at"], condition=Q(warehouse__isnull=True), name="allocation_that_waits"
            )
        ]

    def __str__(self):
        return f"{self.quantity} x {self.stock_id} for {self.reference}"


class Reservation(models.Model):
    """Stock held for a cart in checkout until, not including, `expires_at`. `holder` is the cart's token.

    `origin` is a keyed fingerprint of a guest's network address: one address holds for a few carts only.
    """

    stock = models.ForeignKey(Stock, verbose_name=_("stock"), on_delete=models.PROTECT, related_name="reservations")
    holder = models.UUIDField(_("cart"))
    quantity = models.PositiveIntegerField(_("quantity"))
    origin = models.CharField(_("origin"), max_length=64, blank=True)
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(fields=["holder", "stock"], name="reservation_once_per_cart"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="reservation_not_empty"),
        ]
        indexes = [models.Index(fields=["origin"], condition=~Q(origin=""), name="reservation_by_origin")]

    def __str__(self):
        return f"{self.quantity} x {self.stock_id} until {self.expires_at:%H:%M}"


class IncomingStock(models.Model):
    """Goods on their way to a warehouse. What has come of them is `received`; the rest is still expected."""

    stock = models.ForeignKey(Stock, verbose_name=_("stock"), on_delete=models.PROTECT, related_name="incoming")
    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), on_delete=models.PROTECT, related_name="incoming"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    received = models.PositiveIntegerField(_("received"), default=0)
    expected_on = models.DateField(_("expected on"))
    reference = models.CharField(_("reference"), max_length=60, blank=True, help_text=_("E.g. the purchase's number"))
    is_open = models.BooleanField(_("expected still"), default=True)

    class Meta:
        verbose_name = _("incoming delivery")
        verbose_name_plural = _("incoming deliveries")
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="incoming_not_empty")]
        indexes = [
            models.Index(fields=["stock", "expected_on"], condition=Q(is_open=True), name="incoming_that_is_open")
        ]

    def __str__(self):
        return f"{self.quantity} x {self.stock_id} on {self.expected_on}"

    @property
    def outstanding(self):
        return max(self.quantity - self.received, 0) if self.is_open else 0


class Drift(models.Model):
    """A counter that is not the sum of its records, as the latest recount found it. Put right by `recount.repair`."""

    class Figure(models.TextChoices):
        ON_HAND = "on_hand", _("on hand")
        ALLOCATED = "allocated", _("allocated")
        CLAIMS = "claims", _("claimed by orders")
        RESERVED = "reserved", _("reserved")
        HELD = "held", _("held for carts")

    stock = models.ForeignKey(Stock, verbose_name=_("stock"), on_delete=models.CASCADE, related_name="drifts")
    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    figure = models.CharField(_("figure"), max_length=10, choices=Figure.choices)
    counter = models.IntegerField(_("counter"))
    ledger = models.IntegerField(_("sum of the records"))
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        verbose_name = _("sum that is wrong")
        verbose_name_plural = _("sums that are wrong")

    def __str__(self):
        return f"{self.figure} of {self.stock_id}: {self.counter}, not {self.ledger}"
