"""What a promotion is kept as: from whom, what came, what was chosen and what was done, in order to undo it.

How a promotion goes: `cms.promote.life`.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What may be moved, as keys are scoped by."""

    PAGES = "pages", _("pages")
    PRODUCTS = "products", _("product pages and category pages")
    CAMPAIGNS = "campaigns", _("campaigns")
    SNIPPETS = "snippets", _("snippets")
    SETTINGS = "settings", _("settings")
    IMAGES = "images", _("pictures")
    DOCUMENTS = "documents", _("documents")


class PromotionKey(models.Model):
    """Another environment: the public half of its key, and what it may do. The private half never leaves it."""

    name = models.CharField(_("environment"), max_length=120, unique=True)
    public_key = models.CharField(
        _("its key"), max_length=44, unique=True, help_text=_("As it is shown under Promotions in that environment")
    )
    may_send = models.BooleanField(_("may send"), default=False, help_text=_("Packages that it has made are taken in"))
    may_fetch = models.BooleanField(_("may fetch"), default=False, help_text=_("It may read content, drafts included"))
    kinds = ArrayField(models.CharField(max_length=12, choices=Kind), verbose_name=_("content"), default=list)
    expires_at = models.DateTimeField(_("good until"), null=True, blank=True)

    class Meta:
        verbose_name = _("environment's key")
        verbose_name_plural = _("environments' keys")

    def __str__(self):
        return self.name

    def is_good(self, now):
        return self.expires_at is None or self.expires_at > now


class Promotion(models.Model):
    """One package, from when it came until it is taken in, or taken back. It is never deleted."""

    class State(models.TextChoices):
        FETCHING = "fetching", _("fetching files")
        READY = "ready", _("to be looked through")
        TRYING = "trying", _("is being tried")
        TAKING = "taking", _("is being taken in")
        TAKEN = "taken", _("taken in")
        UNDOING = "undoing", _("is being taken back")
        UNDONE = "undone", _("taken back")

    WORKING = (State.FETCHING, State.TRYING, State.TAKING, State.UNDOING)

    package = models.UUIDField(_("package"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    key = models.ForeignKey(PromotionKey, verbose_name=_("from"), on_delete=models.PROTECT, related_name="+")
    is_fetched = models.BooleanField(_("fetched over the network"), default=False)
    manifest = models.JSONField(_("manifest"))
    made_at = models.DateTimeField(_("made at"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("received by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READY)
    why = models.TextField(_("what stopped it"), blank=True)
    leaves_empty = models.BooleanField(
        _("leave references empty"), default=False, help_text=_("To what is missing here and is not taken in")
    )
    trial = models.JSONField(_("what the dry run said"), null=True, blank=True)
    told = models.JSONField(_("what was left as it was, and why"), default=list, blank=True)
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("acted by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(_("taken in at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        permissions = [("make_package", _("Can make a package of content"))]
        indexes = [
            models.Index(
                fields=["state"],
                condition=Q(state__in=["fetching", "trying", "taking", "undoing"]),
                name="promotions_at_work",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_working(self):
        return self.state in self.WORKING


class PromotionItem(models.Model):
    """One page in one language, one picture, one document, one row: as it came, what was chosen, and what was done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not taken in")
        MADE = "made", _("has its place")
        DONE = "done", _("taken in as a draft")
        HELD = "held", _("waits to be put in force")
        IN_FORCE = "in_force", _("in force")
        SAME = "same", _("is the same already")
        FAILED = "failed", _("could not be taken in")
        BACK = "back", _("taken back")
        KEPT = "kept", _("kept: changed since")

    promotion = models.ForeignKey(
        Promotion, verbose_name=_("promotion"), on_delete=models.CASCADE, related_name="items"
    )
    position = models.PositiveIntegerField(_("position"))
    key = models.CharField(_("key"), max_length=400)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    model = models.CharField(_("model"), max_length=100)
    label = models.CharField(_("name"), max_length=300)
    content = models.JSONField(_("content"))
    is_chosen = models.BooleanField(_("chosen"), default=False)
    choices = models.JSONField(_("choices by field"), default=dict)
    found = models.JSONField(_("what it was compared with"), default=dict)
    is_fetched = models.BooleanField(_("its file is here"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    target = models.CharField(_("what it became"), max_length=40, blank=True)
    revision = models.BigIntegerField(_("draft"), null=True)
    before = models.JSONField(_("as it was"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("part of a promotion")
        verbose_name_plural = _("parts of promotions")
        constraints = [
            models.UniqueConstraint(fields=["promotion", "key"], name="promotion_item_once"),
        ]

    def __str__(self):
        return self.label


class PromotedContent(models.Model):
    """What was taken in last of each thing: what tells a change made here since from one made in the source."""

    key = models.CharField(_("key"), max_length=400, unique=True)
    fields = models.JSONField(_("fields"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("content taken in last")
        verbose_name_plural = _("content taken in last")

    def __str__(self):
        return self.key
