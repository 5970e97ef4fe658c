"""What is kept of files that come in: each one with what became of it, its rows, how its columns were found, and from
where files are fetched by themselves."""

import json
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integrations.formats.tables import wire
from integrations.gateway.models import kept


def _named(row, filename):
    return f"imports/{uuid.uuid4().hex}/{filename}"


class Marked(json.JSONEncoder):
    """Amounts, days and moments as what they are, the way `wire` writes them."""

    def default(self, o):
        return wire.marked(o)


class Unmarked(json.JSONDecoder):
    def __init__(self, **more):
        super().__init__(object_hook=wire.unmarked, **more)


class SavedMapping(models.Model):
    """Which heading is which column, and how the file is read, for all files with the same headings."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind of data"), max_length=20)
    headings = ArrayField(models.CharField(max_length=1000), verbose_name=_("headings"))
    mapped = models.JSONField(_("columns"), default=dict)
    options = models.JSONField(_("how it is read"), default=dict, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        indexes = [models.Index(fields=["kind", "headings"], name="mapping_by_headings")]

    def __str__(self):
        return self.name


class Import(models.Model):
    """One file that has come, from its arrival to what became of it. The row is the queue of what is to be done."""

    class State(models.TextChoices):
        ARRIVED = "arrived", _("is to be read")
        READ = "read", _("waits for its columns")
        TO_TRY = "to_try", _("is tried")
        TRIED = "tried", _("tried")
        HELD = "held", _("waits for a second person")
        TO_TAKE = "to_take", _("is taken in")
        TAKEN = "taken", _("taken in")
        TO_UNDO = "to_undo", _("is undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("failed")
        PUT_ASIDE = "put_aside", _("put aside")

    class Origin(models.TextChoices):
        UPLOAD = "upload", _("uploaded")
        FOLDER = "folder", _("from a folder")
        ADDRESS = "address", _("from an address")
        API = "api", _("by the API")

    class GoesTo(models.TextChoices):
        """How far it goes without anybody's hand."""

        COLUMNS = "", _("its columns are chosen by hand")
        TRIAL = "trial", _("it is tried")
        TAKEN = "taken", _("it is taken in")

    WORK = (State.ARRIVED, State.TO_TRY, State.TO_TAKE, State.TO_UNDO)
    OVER = (State.TAKEN, State.UNDONE, State.FAILED, State.PUT_ASIDE)
    NOT_TAKEN = (State.UNDONE, State.FAILED, State.PUT_ASIDE)

    kind = models.CharField(_("kind of data"), max_length=20)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("file"), upload_to=_named, storage=kept, max_length=300, blank=True)
    size = models.PositiveBigIntegerField(_("size (bytes)"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.UPLOAD)
    source = models.ForeignKey(
        "integrations.ImportSource",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="imports",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("in the name of"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    received_at = models.DateTimeField(_("received at"))
    goes_to = models.CharField(
        _("goes by itself until"), max_length=6, choices=GoesTo, default=GoesTo.COLUMNS, blank=True
    )

    options = models.JSONField(_("how it is read"), default=dict, blank=True)
    sample = models.JSONField(_("its first rows"), default=dict, blank=True, encoder=Marked, decoder=Unmarked)
    mapped = models.JSONField(_("columns"), default=dict, blank=True)
    language = models.CharField(_("language of what is said"), max_length=5, default="sv")

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ARRIVED)
    lease = models.UUIDField(_("lease"), null=True, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    chunk = models.PositiveIntegerField(_("chunks that are done"), default=0)
    chunk_size = models.PositiveIntegerField(_("rows in a chunk"), default=5_000)
    done = models.PositiveIntegerField(_("rows that are done"), default=0)
    tried = models.JSONField(_("what the trial said"), default=dict, blank=True)
    tried_at = models.DateTimeField(_("tried at"), null=True, blank=True)
    stops = models.JSONField(_("why it waits for a second person"), default=list, blank=True)
    weighed = models.JSONField(_("what is weighed"), default=dict, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    outcome = models.JSONField(_("what became of its rows"), default=dict, blank=True)
    into = models.BigIntegerField(_("taken into"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("undone by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("approve_import", _("Can approve imports that wait for a second person"))]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=["arrived", "to_try", "to_take", "to_undo"]), name="import_open"
            ),
            models.Index(fields=["expires_at"], condition=~Q(file=""), name="import_to_forget"),
            models.Index(fields=["kind", "sha256"], name="import_by_checksum"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=Q(source__isnull=False) & ~Q(state__in=["undone", "failed", "put_aside"]),
                name="import_of_a_file_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(by=None) | ~Q(approved_by=models.F("by")),
                name="import_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(lease=None, leased_until=None) | Q(lease__isnull=False, leased_until__isnull=False),
                name="import_lease_has_an_end",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_at_work(self):
        return self.state in self.WORK

    @property
    def percent(self):
        """How far the taking in has come, of what the trial read; 0 where nobody knows how much there is."""
        total = sum(self.tried.values()) if self.state != self.State.TO_TRY else 0
        return min(100 * self.done // total, 99) if total else 0


class ImportRow(models.Model):
    """What a trial said, or what an import did, with one row of its file. Unchanged rows are only counted."""

    class Stage(models.TextChoices):
        TRIED = "tried", _("tried")
        TAKEN = "taken", _("taken in")
        LEFT = "left", _("not undone")

    of = models.ForeignKey(Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows")
    stage = models.CharField(_("stage"), max_length=5, choices=Stage)
    chunk = models.PositiveIntegerField(_("chunk"))
    line = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(_("outcome"), max_length=9)
    column = models.CharField(_("column"), max_length=1000, blank=True)
    value = models.TextField(_("value"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    given = models.JSONField(_("as it came"), default=dict, blank=True, encoder=Marked, decoder=Unmarked)
    changes = models.JSONField(_("changes"), default=dict, blank=True, encoder=Marked, decoder=Unmarked)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = [models.Index(fields=["of", "stage", "outcome", "line"], name="import_rows_as_listed")]

    def __str__(self):
        return f"{self.of_id}:{self.line}"


class ImportSource(models.Model):
    """Where files come from by themselves, and what is done with them, in the name and with the rights of whoever saved
    it."""

    class Where(models.TextChoices):
        FOLDER = "folder", _("a watched folder")
        ADDRESS = "address", _("an address on the web")

    class Rhythm(models.TextChoices):
        HOUR = "hour", _("every hour")
        DAY = "day", _("every day")
        WEEK = "week", _("every Monday")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind of data"), max_length=20)
    mapping = models.ForeignKey(
        SavedMapping, verbose_name=_("saved mapping"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="sources",
    )  # fmt: skip
    where = models.CharField(_("where"), max_length=7, choices=Where)
    folder = models.SlugField(_("folder"), max_length=60, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)
    rhythm = models.CharField(_("is fetched"), max_length=5, choices=Rhythm, blank=True)
    hour = models.PositiveSmallIntegerField(_("at, o'clock"), default=5)
    next_at = models.DateTimeField(_("next time"), null=True, blank=True)
    takes_in = models.BooleanField(_("takes in what it finds"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("in the name of"), on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(_("saved at"))
    seen = models.JSONField(_("files that may still grow"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("import source")
        verbose_name_plural = _("import sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(where="folder", address="", next_at=None) & ~Q(folder="")
                | Q(where="address", folder="") & ~Q(address="") & ~Q(rhythm=""),
                name="import_source_is_somewhere",
            ),
            models.UniqueConstraint(fields=["folder"], condition=~Q(folder=""), name="import_source_has_its_folder"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="import_source_hour_is_one"),
        ]

    def __str__(self):
        return self.name
