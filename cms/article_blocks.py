"""Blocks of editorial pages alone, beside those of all running text: what legal pages have to show."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.block_samples import Sampled
from cms.consent.purposes import PURPOSES, necessary
from cms.story import StoryBlock


class CookiesBlock(Sampled, blocks.StructBlock):
    """The list that the shop itself keeps: nobody has to remember to write it anew."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"necessary": necessary(), "purposes": PURPOSES.values()}

    def sample(self):
        return {}

    class Meta:
        icon = "list-ul"
        label = _("List of cookies")
        template = "blocks/cookies.html"
        description = _("The cookies that the shop sets, what it asks about, and the way to take a yes back.")


class GuaranteeBlock(Sampled, blocks.StructBlock):
    """The official notice as it was uploaded; until then what the law says, in the shop's own words and no sign."""

    file = DocumentChooserBlock(
        label=_("File"),
        required=False,
        help_text=_(
            "The Union's official file in the language of the page, PNG or PDF, unaltered. "
            "Without it the page tells the same in the shop's own words, which is not enough by itself"
        ),
    )
    text = blocks.TextBlock(
        label=_("What the notice says"),
        required=False,
        help_text=_("Word for word, for those who do not see the file"),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["file"] and not cleaned["text"].strip():
            wrong = ValidationError(gettext("Write what the file says, for those who do not see it."))
            raise blocks.StructBlockValidationError(block_errors={"text": wrong})
        return cleaned

    def sample(self):
        return {"file": None, "text": ""}

    class Meta:
        icon = "doc-full"
        label = _("Notice of the legal guarantee")
        template = "blocks/guarantee.html"
        description = _("What the law guarantees, and the Union's own notice of it, shown as it is.")


class ArticleBlock(StoryBlock):
    cookies = CookiesBlock()
    guarantee = GuaranteeBlock()
