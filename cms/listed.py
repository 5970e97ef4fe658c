"""One product as lists, cards and search see it in one language: what its page and its article say, side by side.

The rows are written by database triggers alone (`cms.migrations.0004`, `0011`), so no way of writing a page or a
product can forget them; a list of 24 products is then one query instead of a join over the page tree.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from commerce.catalogue.models import Product


class ListedProduct(models.Model):
    product = models.ForeignKey(
        Product,
        verbose_name=_("product"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,  # the constraint below begins with it
        related_name="+",
    )
    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    page = models.ForeignKey(
        "cms.ProductPage", verbose_name=_("page"), on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    is_listed = models.BooleanField(
        _("listed"), default=False, help_text=_("Its page in this language is live and the product is on sale")
    )
    name = models.CharField(_("name"), max_length=255)
    sort_key = models.TextField(_("sort key"), db_collation="C", help_text=_("The name as Swedish sorts it"))
    url_path = models.TextField(_("address"))
    brand = models.CharField(_("brand"), max_length=120, blank=True)
    picture_id = models.IntegerField(_("picture"), null=True)
    second_picture_id = models.IntegerField(_("second picture"), null=True)
    facet_values = ArrayField(models.BigIntegerField(), verbose_name=_("facet values"), default=list)
    created_at = models.DateTimeField(_("created at"))
    words = ArrayField(
        models.TextField(), verbose_name=_("words"), size=4, help_text=_("Names, article numbers, properties, lead")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("listed product")
        verbose_name_plural = _("listed products")
        constraints = [models.UniqueConstraint(fields=["product", "locale"], name="listed_once_per_language")]
        indexes = [models.Index(fields=["sort_key"], name="listed_by_name")]

    def __str__(self):
        return self.name
