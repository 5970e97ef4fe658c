"""What warehouses that a system runs have been asked to send, and what those systems have said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Variant
from commerce.orders.models import Order, OrderLine, Shipment
from commerce.stock.models import Warehouse


class WarehouseOrder(models.Model):
    """What one warehouse is to send for an order to one address. `name` is what its system calls it by.

    An order that lies in one warehouse is called by its number; of one that is split, each part has the warehouse's
    code after it. The name never changes: it is what the other side is asked for before anything is sent again.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not acknowledged yet")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        BEGUN = "begun", _("begun")
        PICKED = "picked", _("picked")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("cancelled")

    class Problem(models.TextChoices):
        TOO_LATE = "too_late", _("call the warehouse: it has begun, and does not take the change")
        SHORT = "short", _("call the warehouse: it has sent less than was ordered")
        CANCELLED = "cancelled", _("call the warehouse: it has cancelled the order")
        UNCLEAR = "unclear", _("it says what we do not understand")

    OPEN = (State.ASKED, State.ACKNOWLEDGED, State.BEGUN, State.PICKED)
    CHANGEABLE = (State.ASKED, State.ACKNOWLEDGED)

    order = models.ForeignKey(Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="warehouse_orders")
    warehouse = models.ForeignKey(Warehouse, verbose_name=_("warehouse"), on_delete=models.PROTECT, related_name="+")
    system = models.CharField(_("system"), max_length=20)
    group = models.PositiveSmallIntegerField(_("delivery group"), help_text=_("To which of the order's addresses"))
    name = models.CharField(_("name there"), max_length=60)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ASKED)
    remote_id = models.CharField(_("their id"), max_length=60, blank=True)
    said = models.CharField(_("what they say"), max_length=200, blank=True)
    problem = models.CharField(_("problem"), max_length=10, choices=Problem, blank=True)
    address_seal = models.CharField(
        _("checksum of the address"), max_length=64, help_text=_("Of where it was last asked to go")
    )
    asked_at = models.DateTimeField(_("asked at"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)

    class Meta:
        verbose_name = _("order at a warehouse")
        verbose_name_plural = _("orders at warehouses")
        constraints = [
            models.UniqueConstraint(fields=["system", "name"], name="warehouse_order_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(system=""), name="warehouse_order_is_named"),
        ]
        indexes = [
            models.Index(
                fields=["warehouse", "id"],
                condition=Q(state__in=["asked", "acknowledged", "begun", "picked"]),
                name="warehouse_order_open",
            ),
            models.Index(fields=["problem"], condition=~Q(problem=""), name="warehouse_order_to_look_at"),
        ]

    def __str__(self):
        return self.name


class WarehouseOrderLine(models.Model):
    """Pieces of an order line that a warehouse is to send: wanted now, acknowledged by its system, and gone."""

    part = models.ForeignKey(
        WarehouseOrder, verbose_name=_("order at a warehouse"), on_delete=models.CASCADE, related_name="lines"
    )
    row = models.CharField(_("row"), max_length=20, help_text=_("What their system calls the line by; never changes"))
    line = models.ForeignKey(
        OrderLine, verbose_name=_("order line"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    variant = models.ForeignKey(
        Variant, verbose_name=_("variant"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sku = models.CharField(_("SKU"), max_length=64)
    asked = models.PositiveIntegerField(_("asked"))
    acknowledged = models.PositiveIntegerField(_("acknowledged"), default=0)
    sent = models.PositiveIntegerField(_("sent"), default=0)

    class Meta:
        verbose_name = _("order line at a warehouse")
        verbose_name_plural = _("order lines at warehouses")
        constraints = [
            models.UniqueConstraint(fields=["part", "row"], name="warehouse_order_row_once"),
            models.CheckConstraint(condition=Q(asked__gte=models.F("sent")), name="warehouse_order_sent_was_asked"),
        ]

    def __str__(self):
        return f"{self.asked} x {self.sku}"

    @property
    def outstanding(self):
        return self.asked - self.sent


class WarehouseParcel(models.Model):
    """A parcel that a warehouse has told of. `key` is its own name of it: told twice it is one."""

    part = models.ForeignKey(
        WarehouseOrder, verbose_name=_("order at a warehouse"), on_delete=models.CASCADE, related_name="parcels"
    )
    key = models.CharField(_("their key"), max_length=120)
    content = models.JSONField(_("content"), help_text=_("Pieces by row"))
    shipment = models.OneToOneField(
        Shipment, verbose_name=_("shipment"), on_delete=models.PROTECT, related_name="warehouse_parcel"
    )
    is_sent = models.BooleanField(_("sent"), default=False)

    class Meta:
        verbose_name = _("parcel of a warehouse")
        verbose_name_plural = _("parcels of warehouses")
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="warehouse_parcel_once")]

    def __str__(self):
        return self.key


class WarehouseArticle(models.Model):
    """What a warehouse's system has been told of a variant, as checksums: asked for, and known to have arrived."""

    system = models.CharField(_("system"), max_length=20)
    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.CASCADE, related_name="+")
    asked = models.CharField(_("asked"), max_length=32, blank=True)
    told = models.CharField(_("told"), max_length=32, blank=True)
    remote_id = models.CharField(_("their id"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("article at a warehouse")
        verbose_name_plural = _("articles at warehouses")
        constraints = [models.UniqueConstraint(fields=["system", "variant"], name="warehouse_article_once")]

    def __str__(self):
        return f"{self.variant_id} at {self.system}"


class WarehouseStock(models.Model):
    """What a warehouse's system last said of a variant. Older news than this is not taken in."""

    warehouse = models.ForeignKey(Warehouse, verbose_name=_("warehouse"), on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(Variant, verbose_name=_("variant"), on_delete=models.CASCADE, related_name="+")
    sellable = models.IntegerField(_("can be sold"))
    missing = models.PositiveIntegerField(
        _("missing"), default=0, help_text=_("So many more have been sold than the warehouse has")
    )
    asked_at = models.DateTimeField(_("asked at"), help_text=_("It says nothing of what was told later than this"))
    is_sure = models.BooleanField(
        _("sure"), default=True, help_text=_("Not while an order was on its way there: then it is asked for again")
    )

    class Meta:
        verbose_name = _("stock as a warehouse says")
        verbose_name_plural = _("stock as warehouses say")
        constraints = [models.UniqueConstraint(fields=["warehouse", "variant"], name="warehouse_stock_once")]
        indexes = [
            models.Index(fields=["missing"], condition=Q(missing__gt=0), name="warehouse_stock_missing"),
            models.Index(fields=["warehouse"], condition=Q(is_sure=False), name="warehouse_stock_unsure"),
        ]

    def __str__(self):
        return f"{self.sellable} of {self.variant_id}"


class WarehouseFile(models.Model):
    """A numbered file to or from a warehouse. One to it waits for its acknowledgement file; that is the proof."""

    class Direction(models.TextChoices):
        OUT = "out", _("to the warehouse")
        IN = "in", _("from the warehouse")

    class State(models.TextChoices):
        MADE = "made", _("numbered, not written yet")
        WRITTEN = "written", _("written, not acknowledged")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        REFUSED = "refused", _("refused")
        TAKEN = "taken", _("taken in")
        ASIDE = "aside", _("waits for an earlier one")

    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    number = models.PositiveBigIntegerField(_("number"), null=True, help_text=_("Empty where it cannot be read"))
    name = models.CharField(_("file"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=State)
    anchor = models.CharField(_("anchor"), max_length=200, blank=True, help_text=_("What of ours it is about"))
    delivery_key = models.UUIDField(_("delivery"), null=True, editable=False)
    content = models.BinaryField(_("content"), null=True, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True, help_text=_("SHA-256"))
    records = models.PositiveIntegerField(_("records"), default=0)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))
    settled_at = models.DateTimeField(_("acknowledged or taken in at"), null=True, blank=True)

    class Meta:
        verbose_name = _("warehouse file")
        verbose_name_plural = _("warehouse files")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(direction="out"), name="warehouse_file_out_number_once"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(direction="in", state="taken"), name="warehouse_file_in_taken_once"
            ),
            models.UniqueConstraint(
                fields=["delivery_key"], condition=Q(delivery_key__isnull=False), name="warehouse_file_per_delivery"
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(state__in=["made", "written"]), name="warehouse_file_awaited")
        ]

    def __str__(self):
        return self.name
