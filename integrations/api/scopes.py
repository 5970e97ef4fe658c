"""What a token may be let do. An operation names the one it asks for; a token has those that the owner gave it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    READ_PRODUCTS = "products:read", _("read products")
    READ_PRICES = "prices:read", _("read prices, as the caller pays them")
    READ_STOCK = "stock:read", _("read what is in stock")
    READ_ORDERS = "orders:read", _("read orders and invoices")
    WRITE_ORDERS = "orders:write", _("place orders")
    READ_CUSTOMERS = "customers:read", _("read customers and organisations")
    READ_DELIVERIES = "deliveries:read", _("read deliveries")
    WRITE_EXPORTS = "exports:write", _("have files made, and fetch them")
    WRITE_IMPORTS = "imports:write", _("send files in")
    READ_TICKETS = "tickets:read", _("read tickets")
    WRITE_TICKETS = "tickets:write", _("open tickets and comment on them")
    READ_MONITORING = "monitoring:read", _("read how the shop is, and measure it")
    WRITE_ALARMS = "alarms:write", _("raise alarms")


FOR_SYSTEMS = frozenset(
    {Scope.WRITE_EXPORTS, Scope.WRITE_IMPORTS, Scope.READ_MONITORING, Scope.WRITE_ALARMS}
)  # never an organisation's
