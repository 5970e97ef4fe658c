from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.listed import ListedProduct


class Document(models.Model):
    """What a listed product is found by, in its language. Written by triggers on `cms_listedproduct` alone."""

    listed = models.OneToOneField(
        ListedProduct,
        verbose_name=_("product"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="document",
    )
    language = models.CharField(_("language"), max_length=8)
    vector = SearchVectorField(_("words"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        indexes = [
            GinIndex(fields=["vector"], name="document_words_sv", condition=models.Q(language="sv")),
            GinIndex(fields=["vector"], name="document_words_en", condition=models.Q(language="en")),
        ]

    def __str__(self):
        return str(self.listed_id)


class Word(models.Model):
    """A word of a product's name, for what a shopper may have meant to write."""

    language = models.CharField(_("language"), max_length=8)
    word = models.CharField(_("word"), max_length=255)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="word_once_per_language")]
        indexes = [GinIndex(fields=["word"], name="word_likeness", opclasses=["gin_trgm_ops"])]

    def __str__(self):
        return self.word
