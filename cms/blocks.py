"""The plainest of the blocks that editors build pages of. Each has its template in `templates/blocks/`.

Those that show goods are in `cms.selling_blocks`, those that tell in `cms.telling_blocks`; `cms.story` has all.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms import block_samples
from cms.block_samples import Sampled
from cms.yes_no import YesNo

HEX = r"^#[0-9a-fA-F]{6}$"
RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class Colours(blocks.StructValue):
    @property
    def pair(self):
        """What the style sheet of the two is called; empty where none are chosen."""
        return f"{self['ground'][1:]}-{self['text'][1:]}".lower() if self.get("ground") else ""


class ColoursBlock(blocks.StructBlock):
    """Colours of an editor's own choice. Whether they can be told apart is looked at before the page goes live."""

    ground = blocks.RegexBlock(HEX, label=_("Ground"), required=False, help_text=_("Such as #2f5d5b"))
    text = blocks.RegexBlock(HEX, label=_("Text"), required=False, help_text=_("Such as #ffffff"))

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["ground"]) != bool(cleaned["text"]):
            missing = "text" if cleaned["ground"] else "ground"
            said = ValidationError(_("Choose both colours or neither: one alone may not be told apart from the other."))
            raise blocks.StructBlockValidationError(block_errors={missing: said})
        return cleaned

    class Meta:
        icon = "view"
        label = _("Colours")
        value_class = Colours


class PictureBlock(Sampled, blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the picture shows, for those who do not see it"),
    )
    is_decoration = YesNo(
        label=_("Only adorns"), required=False, help_text=_("The text beside it says all that the picture shows")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    def sample(self):
        return {**block_samples.picture(gettext("A bowl on a windowsill")), "caption": gettext("Thrown in October")}

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("One picture over the width of the text.")


class ProductPictureBlock(PictureBlock):
    shows = blocks.CharBlock(
        label=_("Shown first for"),
        required=False,
        max_length=120,
        help_text=_(
            "The colour or other choice in the picture, as it is written on the page (“Celadon”), or an article "
            "number. Whoever chooses it sees this picture first. Leave it empty for a picture of them all."
        ),
    )


class QuoteBlock(Sampled, blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)

    def sample(self):
        return {"text": gettext("You do not throw a cup. You let it become one."), "source": "Jonas Ekdal"}

    class Meta:
        description = _("Somebody's words, set apart.")
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class CallToActionBlock(Sampled, blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"))
    page = blocks.PageChooserBlock(label=_("Page"))
    label = blocks.CharBlock(label=_("Button"), max_length=60)
    colours = ColoursBlock(label=_("Colours"), required=False)

    def sample(self):
        page = next(iter(block_samples.pages_of("categorypage", 1)), None)
        colours = {"ground": "", "text": ""}
        return {
            "text": gettext("See all that is new."),
            "page": page,
            "label": gettext("To the news"),
            "colours": colours,
        }

    class Meta:
        description = _("A sentence and a button.")
        icon = "link"
        label = _("Call to action")
        template = "blocks/call_to_action.html"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"))
    value = blocks.CharBlock(label=_("Value"))


class GalleryBlock(blocks.StreamBlock):
    """A product's pictures in order; the first is the one on cards."""

    picture = ProductPictureBlock()
