"""The small stable set of blocks editors build pages of. Each has its template in `templates/blocks/`."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

HEX = r"^#[0-9a-fA-F]{6}$"
RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the picture shows, for those who do not see it"),
    )
    is_decoration = blocks.BooleanBlock(
        label=_("Only adorns"), required=False, help_text=_("The text beside it says all that the picture shows")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


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


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"))
    page = blocks.PageChooserBlock(label=_("Page"))
    label = blocks.CharBlock(label=_("Button"), max_length=60)

    class Meta:
        icon = "link"
        label = _("Call to action")
        template = "blocks/call_to_action.html"


class ProductShelfBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    pages = blocks.ListBlock(blocks.PageChooserBlock(page_type="cms.ProductPage"), label=_("Products"), max_num=12)

    def get_context(self, value, parent_context=None):
        """The cards, from those that the page has loaded for all of its shelves (`cms.storefront.product_shelf`)."""
        context = super().get_context(value, parent_context=parent_context)
        loaded = context.get("shelves") or {}
        context["cards"] = [loaded[page.pk] for page in value["pages"] if page and page.pk in loaded]
        return context

    class Meta:
        icon = "grip"
        label = _("Product shelf")
        template = "blocks/product_shelf.html"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"))
    value = blocks.CharBlock(label=_("Value"))


class StoryBlock(blocks.StreamBlock):
    """Running text with pictures: product stories, articles, campaigns, information."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="blocks/heading.html")
    paragraph = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT, template="blocks/paragraph.html")
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = blocks.ListBlock(PictureBlock(), label=_("Gallery"), icon="image", template="blocks/gallery.html")
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), icon="list-ul", template="blocks/facts.html")
    product_shelf = ProductShelfBlock()
    call_to_action = CallToActionBlock()


class GalleryBlock(blocks.StreamBlock):
    """A product's pictures in order; the first is the one on cards."""

    picture = ProductPictureBlock()
