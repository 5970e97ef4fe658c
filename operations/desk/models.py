"""Anything that a person follows up: what it is, how much it matters, where it stands, and all that happened to it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commerce.customers.organisations import Organisation
from operations.desk.following import Notice, Subscription, Watcher
from operations.desk.rules import Impact, MatrixCell, Priority, Rank, TicketCategory, Urgency
from operations.desk.states import FINISHED, RUNNING, UNFINISHED, TicketState

__all__ = [
    "Attachment",
    "Entry",
    "Impact",
    "MatrixCell",
    "Notice",
    "Priority",
    "Rank",
    "Subscription",
    "Ticket",
    "TicketCategory",
    "TicketLink",
    "Urgency",
    "Watcher",
]

MOST_TITLE, MOST_TEXT = 200, 20_000


class Ticket(models.Model):
    """One thing to follow up. It moves by `operations.desk.life` alone; a trigger refuses other moves."""

    State = TicketState

    class Kind(models.TextChoices):
        INCIDENT = "incident", pgettext_lazy("ticket", "incident")
        PROBLEM = "problem", pgettext_lazy("ticket", "problem")
        QUESTION = "question", pgettext_lazy("ticket", "question")
        ORDER = "order", pgettext_lazy("ticket", "service order")
        CHANGE = "change", pgettext_lazy("ticket", "change")
        CLAIM = "claim", pgettext_lazy("ticket", "claim")

    number = models.PositiveBigIntegerField(_("number"), unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("what it is about"), max_length=MOST_TITLE)
    text = models.TextField(_("description"), blank=True, max_length=MOST_TEXT)
    category = models.ForeignKey(
        TicketCategory,
        verbose_name=pgettext_lazy("ticket", "category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tickets",
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requester"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tickets",
    )
    sender_name = models.CharField(_("name"), max_length=160, blank=True, help_text=_("Of one who has no account"))
    sender_email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tickets",
    )
    locale = models.CharField(_("language"), max_length=5, default="sv")
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Impact)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency)
    proposed = models.PositiveSmallIntegerField(_("proposed priority"), choices=Rank)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Rank)
    priority_reason = models.CharField(_("why another priority"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=TicketState, default=TicketState.NEW)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_tickets",
    )
    source = models.CharField(
        _("opened by"), max_length=120, blank=True, help_text=_("What opened it of itself, e.g. an alarm")
    )
    opened_at = models.DateTimeField(_("opened at"), db_index=True)
    changed_at = models.DateTimeField(_("last changed"))
    answered_at = models.DateTimeField(_("first answer"), null=True, editable=False)
    solved_at = models.DateTimeField(_("solved at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0, editable=False)
    answer_within = models.DurationField(_("to be answered within"), editable=False)
    answer_due_at = models.DateTimeField(_("to be answered at the latest"), null=True, editable=False)
    answer_left = models.DurationField(_("left to answer"), null=True, editable=False)
    solve_within = models.DurationField(_("to be solved within"), editable=False)
    has_own_target = models.BooleanField(
        _("has a target of its own"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("What was promised when it was opened counts before the priority's"),
    )
    solve_due_at = models.DateTimeField(_("to be solved at the latest"), null=True, editable=False)
    solve_left = models.DurationField(_("left to solve"), null=True, editable=False)

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        default_permissions = ("add", "change", "view")
        permissions = [("decide_priority", _("Can decide the priority of a ticket"))]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=~Q(source="") & Q(state__in=UNFINISHED),
                name="desk_one_unfinished_per_source",
            ),
            models.CheckConstraint(condition=Q(state__in=TicketState.values), name="desk_ticket_state_is_one"),
            models.CheckConstraint(condition=~Q(title=""), name="desk_ticket_has_title"),
            models.CheckConstraint(
                condition=Q(impact__in=Impact.values, urgency__in=Urgency.values)
                & Q(proposed__in=Rank.values, priority__in=Rank.values),
                name="desk_ticket_within_four",
            ),
            models.CheckConstraint(
                condition=Q(priority=F("proposed")) | ~Q(priority_reason=""), name="desk_priority_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, solved_at__isnull=False) | Q(state__in=UNFINISHED, solved_at=None),
                name="desk_solved_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=TicketState.CLOSED, closed_at__isnull=False)
                | ~Q(state=TicketState.CLOSED) & Q(closed_at=None),
                name="desk_closed_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, solve_due_at__isnull=False, solve_left=None)
                | ~Q(state__in=RUNNING) & Q(solve_due_at=None, solve_left__isnull=False),
                name="desk_solving_clock",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, answered_at=None, answer_due_at__isnull=False, answer_left=None)
                | (~Q(state__in=RUNNING) | Q(answered_at__isnull=False))
                & Q(answer_due_at=None, answer_left__isnull=False),
                name="desk_answering_clock",
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "solve_due_at"], condition=Q(state__in=UNFINISHED), name="desk_unfinished"
            ),
            models.Index(fields=["solved_at"], name="desk_solved_at"),
        ]

    def __str__(self):
        return str(self.number)

    @property
    def subject(self) -> str:
        """What its events are about."""
        return f"ticket:{self.number}"

    @property
    def from_name(self) -> str:
        """Who asks: a person with an account, one without, or the shop, which opened it of itself."""
        if self.requester:
            return str(self.requester)
        return self.sender_name or self.sender_email or (gettext("the shop, by itself") if self.source else "")

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    def is_answer_late(self, now: datetime) -> bool:
        return _is_late(self.answer_due_at, self.answer_left, now)

    def is_solving_late(self, now: datetime) -> bool:
        return _is_late(self.solve_due_at, self.solve_left, now)


class Entry(models.Model):
    """One thing that happened to a ticket: who, when, from what to what, in which words. Only ever added to."""

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("ticket", "opened")
        STATE = "state", pgettext_lazy("ticket", "state")
        PRIORITY = "priority", pgettext_lazy("ticket", "priority")
        ASSIGNMENT = "assignment", pgettext_lazy("ticket", "assignment")
        COMMENT = "comment", pgettext_lazy("ticket", "comment")
        INTERNAL = "internal", pgettext_lazy("ticket", "internal comment")
        ATTACHMENT = "attachment", pgettext_lazy("ticket", "attachment")
        LINK = "link", pgettext_lazy("ticket", "link")

    ticket = models.ForeignKey(Ticket, verbose_name=_("ticket"), on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    by_name = models.CharField(_("name"), max_length=160, blank=True, help_text=_("Of one who has no account"))
    before = models.CharField(_("before"), max_length=200, blank=True)
    after = models.CharField(_("after"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=MOST_TEXT)
    is_internal = models.BooleanField(_("for staff only"), default=False)

    class Meta:
        verbose_name = _("event of a ticket")
        verbose_name_plural = _("events of tickets")
        default_permissions = ()  # who sees the ticket sees what happened to it
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["comment", "internal"]) | ~Q(text=""), name="desk_comment_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(kind="internal") | Q(is_internal=True), name="desk_internal_stays_inside"
            ),
            models.CheckConstraint(condition=~Q(kind="comment") | Q(is_internal=False), name="desk_comment_is_for_all"),
        ]

    def __str__(self):
        return f"{self.ticket_id}: {self.kind}"


class TicketLink(models.Model):
    """What a ticket is about elsewhere: an order, a delivery, an alarm. Known by kind and key, shown by name."""

    ticket = models.ForeignKey(Ticket, verbose_name=_("ticket"), on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=120)
    name = models.CharField(_("name"), max_length=160)
    url = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("link of a ticket")
        verbose_name_plural = _("links of tickets")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["ticket", "kind", "key"], name="desk_link_once")]
        indexes = [models.Index(fields=["kind", "key"], name="desk_link_of")]

    def __str__(self):
        return self.name


def kept():
    """Files that people send in are read by the shop alone."""
    return storages["desk"]


def _named(attachment, name: str) -> str:
    return f"{uuid.uuid4().hex}.{name.rpartition('.')[2].lower()}"


class Attachment(models.Model):
    """A file that came with an entry, as it is kept: judged and cleaned by `operations.desk.files`."""

    entry = models.OneToOneField(
        Entry, verbose_name=_("event of a ticket"), on_delete=models.PROTECT, related_name="attachment"
    )
    name = models.CharField(_("file name"), max_length=120)
    file = models.FileField(_("file"), upload_to=_named, storage=kept, max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the file as it is kept"))

    class Meta:
        verbose_name = _("file of a ticket")
        verbose_name_plural = _("files of tickets")
        default_permissions = ()

    def __str__(self):
        return self.name


def _is_late(due_at, left, now: datetime) -> bool:
    """A target is late from the instant when its time is out; half-open like every other span."""
    return due_at <= now if due_at is not None else left.total_seconds() <= 0
