"""What people who look through a preview link say of a page: named by themselves, without an account.

A comment belongs to the link that it came through. It can be written while the link is good, is gone when the link has
been useless for a while, and is gone at once when an editor removes it or its writer is forgotten.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from cms.preview.links import PreviewLink

LONGEST = 2000


class CommentQuerySet(models.QuerySet):
    def waiting_first(self):
        """The latest first, those that wait before those that are dealt with."""
        return self.order_by(models.F("done_at").asc(nulls_first=True), "-written_at", "-pk")


class PreviewComment(models.Model):
    """One thing said of one page. `page` is empty for what is no page of the tree, such as the search."""

    link = models.ForeignKey(
        PreviewLink, verbose_name=gettext_lazy("preview link"), on_delete=models.CASCADE, related_name="comments"
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=gettext_lazy("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    path = models.CharField(gettext_lazy("address"), max_length=2000)
    name = models.CharField(gettext_lazy("name"), max_length=80)
    text = models.TextField(gettext_lazy("comment"), max_length=LONGEST)
    written_at = models.DateTimeField(gettext_lazy("written at"))
    done_at = models.DateTimeField(gettext_lazy("dealt with at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("dealt with by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("comment on a preview")
        verbose_name_plural = gettext_lazy("comments on previews")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(text=""), name="preview_comment_says_who_and_what"),
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_at__isnull=False), name="preview_comment_done"),
        ]
        indexes = [models.Index(fields=["link", "written_at"], name="preview_comment_of_link")]

    def __str__(self):
        return f"{self.name}: {self.text[:40]}"
