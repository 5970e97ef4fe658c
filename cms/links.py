"""What joins a page to what it tells about. The key is the page's translation key: one page per language, one product.

A one-to-one on the page itself would break copy, alias and translation, and would let an old revision bring an old
product back; the row here survives all of them. A copied page gets a new key, and so no product.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.catalogue.models import Category, Product


class ProductLink(models.Model):
    product = models.OneToOneField(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="page_link"
    )
    translation_key = models.UUIDField(_("page key"), unique=True)
    written = models.JSONField(
        _("what imports wrote"),
        default=dict,
        editable=False,
        help_text=_("Fingerprints by language, to tell whether an editor has changed a page since"),
    )

    class Meta:
        verbose_name = _("product and page")
        verbose_name_plural = _("products and pages")

    def __str__(self):
        return f"{self.product_id}: {self.translation_key}"


class CategoryLink(models.Model):
    category = models.OneToOneField(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="page_link"
    )
    translation_key = models.UUIDField(_("page key"), unique=True)

    class Meta:
        verbose_name = _("category and page")
        verbose_name_plural = _("categories and pages")

    def __str__(self):
        return f"{self.category_id}: {self.translation_key}"
