from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class ShopImage(AbstractImage):
    """A picture. Its dominant colour is the placeholder while it loads; its renditions are made by workers."""

    dominant_colour = models.CharField(_("dominant colour"), max_length=7, blank=True, editable=False)
    sources = models.JSONField(
        _("renditions that exist"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("By format a list of width, height and file; empty until a worker has made them"),
    )

    admin_form_fields = Image.admin_form_fields
    stored_file = None  # the file's name as the database has it

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @classmethod
    def from_db(cls, *args, **kwargs):
        image = super().from_db(*args, **kwargs)
        image.stored_file = image.__dict__.get("file") and image.file.name
        return image

    def save(self, *args, **kwargs):
        """A new file begins without renditions."""
        if self.stored_file is not None and self.file.name != self.stored_file:
            self.sources, self.dominant_colour = {}, ""
        super().save(*args, **kwargs)
        self.stored_file = self.file.name


class ShopRendition(AbstractRendition):
    image = models.ForeignKey(ShopImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="shop_rendition_unique")
        ]
