import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.images import ShopImage
from commerce.catalogue.models import Product


def private_storage():
    """Where what has been sent in waits: read by the shop alone, never at an address."""
    return storages["picture_batches"]


def _kept_as(batch, filename):
    return f"{uuid.uuid4().hex}.zip"


class PictureBatch(models.Model):
    """Pictures sent in together: in a zip file, one by one, or a folder of the server. Its files are its work, each
    done once. Those sent one by one are listed as they come, and begun with when the last has come (`listed_at`).
    """

    name = models.CharField(_("name"), max_length=255)
    file = models.FileField(_("zip file"), upload_to=_kept_as, storage=private_storage, blank=True)
    is_loose = models.BooleanField(_("sent one by one"), default=False, db_default=False)
    folder = models.CharField(_("folder"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sent in by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    publishes = models.BooleanField(_("publishes"), default=False)
    begun_at = models.DateTimeField(_("sent in at"))
    listed_at = models.DateTimeField(_("listed at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    trouble = models.TextField(_("why it cannot be read"), blank=True)

    class Meta:
        verbose_name = _("batch of pictures")
        verbose_name_plural = _("batches of pictures")
        indexes = [models.Index(fields=["id"], condition=Q(ended_at=None), name="picture_batch_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at")), name="picture_batch_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(is_loose=False) | Q(file="", folder=""), name="picture_batch_of_one_kind"
            ),
        ]

    def __str__(self):
        return self.name


class PictureBatchFile(models.Model):
    """One file of a batch: what became of it, and of the page of the product that its name told."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waits")
        NEW = "new", _("new picture")
        KNOWN = "known", _("the shop had it already")
        REFUSED = "refused", _("refused")

    class OnPage(models.TextChoices):
        WAITING = "", _("waits")
        SHOWN = "shown", _("on the page")
        DRAFT = "draft", _("in a draft of the page")
        THERE = "there", _("was on the page already")
        LOCKED = "locked", _("the page is locked")
        NO_PAGE = "no page", _("the product has no page")
        NOT_YOURS = "not yours", _("you may not edit the page")
        NO_PRODUCT = "no product", _("no article number in the name")

    batch = models.ForeignKey(PictureBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="files")
    place = models.PositiveIntegerField(_("place"))
    name = models.CharField(_("file"), max_length=500)
    outcome = models.CharField(_("became"), max_length=8, choices=Outcome, default=Outcome.WAITING)
    why = models.TextField(_("why"), blank=True)
    sku = models.CharField(_("SKU"), max_length=64, blank=True)
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    image = models.ForeignKey(
        ShopImage, verbose_name=_("picture"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    on_page = models.CharField(_("on the page"), max_length=10, choices=OnPage, blank=True, default=OnPage.WAITING)

    class Meta:
        verbose_name = _("file of a batch")
        verbose_name_plural = _("files of batches")
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="picture_batch_file_once")]
        indexes = [
            models.Index(fields=["batch", "place"], condition=Q(outcome="waiting"), name="picture_batch_file_waiting")
        ]

    def __str__(self):
        return self.name

    @classmethod
    def of(cls, batch, entry, match):
        """A row of a file that is listed (`source.Entry`), with the article that its name tells (`names.Match`)."""
        return cls(
            batch=batch,
            place=entry.place,
            name=entry.name.replace("\0", "")[:500],
            outcome=cls.Outcome.REFUSED if entry.why else cls.Outcome.WAITING,
            why=entry.why,
            product_id=match and match.product_id,
            sku=match.sku if match else "",
            on_page=cls.OnPage.WAITING if match else cls.OnPage.NO_PRODUCT,
        )
