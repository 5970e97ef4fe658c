from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class ShopImage(AbstractImage):
    """A picture. Its dominant colour is the placeholder while it loads; its renditions are made by workers.

    `description` is its alternative text in Swedish. It waits for its renditions from `queued_at` until `made_at`, when
    they are made or it is found that it cannot be read.
    """

    description_en = models.CharField(
        _("description in English"), max_length=255, blank=True, default="", db_default=""
    )
    dominant_colour = models.CharField(_("dominant colour"), max_length=7, blank=True, editable=False)
    sources = models.JSONField(
        _("renditions that exist"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("By format a list of width, height and file; empty until a worker has made them"),
    )
    queued_at = models.DateTimeField(_("waits for renditions since"), default=timezone.now, editable=False)
    made_at = models.DateTimeField(_("renditions made at"), null=True, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "description_en",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    stored_file = None  # the file's name as the database has it

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(fields=["queued_at"], condition=Q(made_at=None), name="shop_image_waiting"),
            models.Index(fields=["made_at"], name="shop_image_made"),
            models.Index(fields=["id"], condition=Q(sources__has_key="unreadable"), name="shop_image_unreadable"),
        ]

    @classmethod
    def from_db(cls, *args, **kwargs):
        image = super().from_db(*args, **kwargs)
        image.stored_file = image.__dict__.get("file") and image.file.name
        return image

    def save(self, *args, **kwargs):
        """A new file begins without renditions."""
        if self.stored_file is not None and self.file.name != self.stored_file:
            self.sources, self.dominant_colour = {}, ""
            self.queued_at, self.made_at = timezone.now(), None
        super().save(*args, **kwargs)
        self.stored_file = self.file.name


class ShopRendition(AbstractRendition):
    image = models.ForeignKey(ShopImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="shop_rendition_unique")
        ]
