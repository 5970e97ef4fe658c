import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.events.models import Event


class Delivery(models.Model):
    """One event for one target: an outbox row. It stays until the target has it, and afterwards as proof.

    `in flight` is written before a call is made. Whoever finds a delivery in flight whose lease has run out knows that
    somebody died in the middle of it: nobody knows whether it arrived, and the target is asked before anything is sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IN_FLIGHT = "in_flight", _("in flight")
        UNKNOWN = "unknown", _("unknown whether it arrived")
        ACCEPTED = "accepted", _("accepted, not confirmed")
        DELIVERED = "delivered", _("delivered")
        STOPPED = "stopped", _("stopped")
        SUPERSEDED = "superseded", _("overtaken by newer")
        CANCELLED = "cancelled", _("cancelled")

    OPEN = (State.WAITING, State.IN_FLIGHT, State.UNKNOWN, State.ACCEPTED)
    NOT_DONE = (*OPEN, State.STOPPED)

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="deliveries")
    target = models.CharField(_("target"), max_length=60)
    system = models.CharField(_("system"), max_length=40, blank=True, help_text=_("Empty for the shop's own work"))
    subject = models.CharField(_("subject"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    lane = models.PositiveSmallIntegerField(_("lane"), default=1, help_text=_("The lower goes first"))
    key = models.UUIDField(_("key"), default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    anchor = models.CharField(
        _("anchor"), max_length=200, blank=True, help_text=_("Our reference that the other side can be asked for")
    )
    holds_back = models.BooleanField(
        _("holds back"), default=False, help_text=_("Stopped, it holds back what comes later about the same subject")
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(
                fields=["lane", "due_at", "id"],
                condition=models.Q(state__in=["waiting", "in_flight", "unknown", "accepted"]),
                name="delivery_to_do",
            ),
            models.Index(
                fields=["target", "subject", "id"],
                condition=models.Q(state__in=["waiting", "in_flight", "unknown", "accepted", "stopped"]),
                name="delivery_before",
            ),
            models.Index(fields=["target", "subject", "id"], name="delivery_in_order"),
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["waiting", "in_flight", "unknown", "accepted", "stopped"]),
                name="delivery_not_done",
            ),
            models.Index(fields=["target", "delivered_at"], name="delivery_by_time"),
        ]
        constraints = [models.UniqueConstraint(fields=["event", "target"], name="delivery_once_per_target")]

    def __str__(self):
        return f"{self.event_id} to {self.target}"


class Attempt(models.Model):
    """One try at a delivery: what was asked and answered, secrets masked. The texts are forgotten in time."""

    class Step(models.TextChoices):
        LOOK_UP = "look_up", _("asked whether they have it")
        SEND = "send", _("sent")
        CONFIRM = "confirm", _("asked for the proof")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        ABSENT = "absent", _("they do not have it")
        ACCEPTED = "accepted", _("accepted")
        NOT_SENT = "not_sent", _("not sent")
        UNKNOWN = "unknown", _("unknown")
        REFUSED = "refused", _("refused")
        CLOSED = "closed", _("closed to us")
        FAULT = "fault", _("a fault of ours")

    delivery = models.ForeignKey(
        Delivery, verbose_name=_("delivery"), on_delete=models.CASCADE, related_name="tries", db_index=False
    )
    at = models.DateTimeField(_("at"))
    step = models.CharField(_("step"), max_length=8, choices=Step)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    error = models.TextField(_("error"), blank=True)
    exchanges = models.JSONField(
        _("asked and answered"), null=True, blank=True, help_text=_("A list; null when forgotten")
    )

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["delivery", "id"], name="attempt_of_delivery"),
            models.Index(fields=["at"], condition=models.Q(exchanges__isnull=False), name="attempt_to_forget"),
        ]

    def __str__(self):
        return f"{self.step} of {self.delivery_id}: {self.outcome}"


class DeliveryReceipt(models.Model):
    """The proof that the other side took a delivery whole: what they call it, and how we know."""

    class How(models.TextChoices):
        ANSWER = "answer", _("the answer says so")
        READ_BACK = "read_back", _("read back from them")
        CALLBACK = "callback", _("they called")
        FILE = "file", _("acknowledgement file")

    delivery = models.OneToOneField(
        Delivery, verbose_name=_("delivery"), on_delete=models.CASCADE, related_name="receipt"
    )
    remote_id = models.CharField(_("their id"), max_length=200, blank=True)
    number = models.CharField(_("their number"), max_length=200, blank=True)
    how = models.CharField(_("how we know"), max_length=10, choices=How)
    checksum = models.CharField(
        _("checksum"), max_length=64, blank=True, help_text=_("SHA-256 of what they say they hold")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        indexes = [models.Index(fields=["remote_id"], condition=~models.Q(remote_id=""), name="receipt_by_remote_id")]

    def __str__(self):
        return self.number or self.remote_id or f"receipt of {self.delivery_id}"


class System(models.Model):
    """Another system as it is now: whether it takes anything from us. A row comes with the first trouble."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed since"), null=True, blank=True)
    closed_why = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("system")
        verbose_name_plural = _("systems")

    def __str__(self):
        return self.code


class ExternalRef(models.Model):
    """What another system calls something of ours. One name each way."""

    system = models.CharField(_("system"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    ours = models.CharField(_("ours"), max_length=200)
    theirs = models.CharField(_("theirs"), max_length=200)

    class Meta:
        verbose_name = _("name in another system")
        verbose_name_plural = _("names in other systems")
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "ours"], name="external_ref_of_ours"),
            models.UniqueConstraint(fields=["system", "kind", "theirs"], name="external_ref_of_theirs"),
        ]

    def __str__(self):
        return f"{self.ours} is {self.theirs} in {self.system}"


class Cursor(models.Model):
    """How far a stream of another system has been read."""

    stream = models.CharField(_("stream"), max_length=80, primary_key=True)
    value = models.CharField(_("value"), max_length=200)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("read up to")
        verbose_name_plural = _("read up to")

    def __str__(self):
        return f"{self.stream}: {self.value}"


class InboundMessage(models.Model):
    """Something that another system has told us: an inbox row. Stored as it came, answered, and worked on once.

    The body may hold customers' data: it is shown to nobody and forgotten in time; the row and its checksum stay.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PROCESSED = "processed", _("processed")
        PARKED = "parked", _("parked")

    provider = models.CharField(_("from"), max_length=40)
    key = models.CharField(_("the sender's key"), max_length=200)
    kind = models.CharField(_("kind"), max_length=120, blank=True)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    ours = models.CharField(_("our own name of it"), max_length=200, blank=True, editable=False)
    body = models.BinaryField(_("body"), null=True, editable=False)
    headers = models.JSONField(_("headers"), default=dict, help_text=_("Secrets masked; empty for what we asked for"))
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the body as it came"))
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next try"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    processed_at = models.DateTimeField(_("processed at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    count = models.PositiveIntegerField(_("records"), null=True, blank=True, help_text=_("How many the sender counted"))
    events = ArrayField(
        models.BigIntegerField(), verbose_name=_("events"), default=list, blank=True, help_text=_("What came of it")
    )

    class Meta:
        verbose_name = _("inbound message")
        verbose_name_plural = _("inbound messages")
        constraints = [models.UniqueConstraint(fields=["provider", "key"], name="inbound_message_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="inbound_due"),
            models.Index(fields=["state"], condition=~models.Q(state="processed"), name="inbound_open"),
            models.Index(fields=["provider", "received_at"], name="inbound_by_time"),
        ]

    def __str__(self):
        return f"{self.provider} {self.pk}"


# The rooms of partners, which Django looks for here.
from integrations.api.models import ApiCall, ApiToken, GivenAnswer  # noqa: E402
from integrations.flows.models import FlowRun, Heartbeat, Miss, TargetHour, WatchedFlow  # noqa: E402
from integrations.fortnox.models import (  # noqa: E402
    FortnoxAccess,
    FortnoxCalls,
    FortnoxDocument,
    FortnoxPayment,
    FortnoxTold,
)
from integrations.gateway.import_models import Import, ImportRow, ImportSource, SavedMapping  # noqa: E402
from integrations.gateway.models import Export, SavedExport  # noqa: E402
from integrations.reconciliation.models import ComparedSystem, DifferenceRow  # noqa: E402
from integrations.restored.models import Restoration, RestoreQuestion  # noqa: E402
from integrations.warehouses.models import (  # noqa: E402
    WarehouseArticle,
    WarehouseFile,
    WarehouseOrder,
    WarehouseOrderLine,
    WarehouseParcel,
    WarehouseStock,
)
from integrations.webhooks.models import Receiver, Sender  # noqa: E402

__all__ = [
    "ApiCall",
    "ApiToken",
    "Attempt",
    "ComparedSystem",
    "Cursor",
    "Delivery",
    "DeliveryReceipt",
    "DifferenceRow",
    "Export",
    "ExternalRef",
    "FlowRun",
    "FortnoxAccess",
    "FortnoxCalls",
    "FortnoxDocument",
    "FortnoxPayment",
    "FortnoxTold",
    "GivenAnswer",
    "Heartbeat",
    "Import",
    "ImportRow",
    "ImportSource",
    "InboundMessage",
    "Miss",
    "Receiver",
    "Restoration",
    "RestoreQuestion",
    "SavedExport",
    "SavedMapping",
    "Sender",
    "System",
    "TargetHour",
    "WarehouseArticle",
    "WarehouseFile",
    "WarehouseOrder",
    "WarehouseOrderLine",
    "WarehouseParcel",
    "WarehouseStock",
    "WatchedFlow",
]
