"""A release: content that is previewed as one, approved, put in force at one instant, and taken back as one.

What is in it is named version by version: a page that is written on after it was put in is not released with the new
words until somebody says so. What happens to a release is in `contents`, `approval`, `publishing` and `taking_back`.
"""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Page, Revision, RevisionMixin, WorkflowMixin

from commerce.pricing.models import PriceChangeSet


class ReleaseRefused(Exception):
    """It cannot be done, and nothing is: `reasons` say why, to the person who tried."""

    def __init__(self, *reasons):
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waits for approval")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    UNDONE = "undone", _("taken back")
    SET_ASIDE = "set_aside", _("set aside")


OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.SCHEDULED)


def person(words):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=words,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class Release(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """What is released together and where it stands. Its revisions say what reviewers were asked about."""

    name = models.CharField(_("name"), max_length=120)
    note = models.TextField(_("what it is about"), blank=True)
    starts_at = models.DateTimeField(
        _("goes live at"), null=True, blank=True, help_text=_("Empty: when somebody publishes it")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    author = person(_("author"))
    publisher = person(_("published by"))
    undone_by = person(_("taken back by"))
    created_at = models.DateTimeField(_("created at"), editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, editable=False)
    problem = models.TextField(_("why it did not go live"), blank=True, editable=False)

    class Meta:
        verbose_name = _("content release")
        verbose_name_plural = _("content releases")
        permissions = [("publish_release", "Can publish release"), ("undo_release", "Can take back releases")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(starts_at__isnull=False), name="release_scheduled_has_instant"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.PUBLISHED, State.UNDONE), published_at__isnull=False)
                | (~Q(state__in=(State.PUBLISHED, State.UNDONE)) & Q(published_at=None)),
                name="release_published_has_instant",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], condition=Q(state=State.SCHEDULED), name="release_due")]

    def __str__(self):
        return self.name

    @property
    def is_open(self):
        return self.state in OPEN

    def get_workflow(self):
        """The workflow chosen for releases, else the one that pages have."""
        return super().get_workflow() or Page.get_first_root_node().get_workflow()

    def serializable_data(self):
        """With what is in it, so that an approval says of what."""
        items = [[str(one.content_type_id), one.object_id, one.revision_id] for one in self.items.order_by("pk")]
        return super().serializable_data() | {"contents": items}

    def publish(self, revision, user=None, **kwargs):
        """What Wagtail does when the last task of a workflow is approved. It goes live when somebody publishes it."""
        release = locked(self.pk, {State.SUBMITTED})
        release.state, release.approved_at = State.APPROVED, timezone.now()
        release.save(update_fields=["state", "approved_at"])

    def unpublish(self, *args, **kwargs):
        raise ReleaseRefused(str(_("A release is taken back, not unpublished.")))


class ReleaseItem(models.Model):
    """A version of a page, or of anything else that has drafts, or a price change set; one of each in a release."""

    class Outcome(models.TextChoices):
        TAKEN_BACK = "taken_back", _("taken back")
        LEFT = "left", _("left as it was")

    release = models.ForeignKey(
        Release, verbose_name=_("content release"), on_delete=models.CASCADE, related_name="items"
    )
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255, blank=True)
    content_object = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    change_set = models.ForeignKey(
        PriceChangeSet, verbose_name=_("price change set"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=255)
    added_by = person(_("put in by"))
    added_at = models.DateTimeField(_("put in at"))
    # How the object stood when somebody last looked: what is another since is shown, and asked about.
    seen_revision = models.BigIntegerField(null=True)
    seen_published_at = models.DateTimeField(null=True)
    seen_live = models.BooleanField(default=False)
    # What the release itself did, so that it can be taken back.
    before = models.ForeignKey(
        Revision, verbose_name=_("version before"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    was_live = models.BooleanField(default=False)
    made_published_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("taken back"), max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("part of a release")
        verbose_name_plural = _("parts of releases")
        constraints = [
            models.CheckConstraint(
                condition=Q(content_type__isnull=False, change_set=None)
                | Q(content_type=None, object_id="", revision=None, change_set__isnull=False),
                name="release_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["release", "content_type", "object_id"],
                condition=Q(change_set=None),
                name="release_item_once",
            ),
            models.UniqueConstraint(fields=["release", "change_set"], name="release_prices_once"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="release_item_of")]

    def __str__(self):
        return self.name


def locked(release_id, states):
    """The release, locked, where it stands in one of `states`; else ReleaseRefused."""
    release = Release.objects.select_for_update(of=("self",)).get(pk=release_id)
    if release.state not in states:
        raise ReleaseRefused(_("The release is %(state)s.") % {"state": release.get_state_display()})
    return release


def models_with_drafts():
    """Those of things that are no pages: menus, and what else editors draft and publish."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and model is not Release
    ]
