"""What running text is composed of: product stories, articles, campaigns, information. The same blocks everywhere."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import block_samples
from cms.block_samples import Sampled
from cms.blocks import RICH_TEXT, CallToActionBlock, FactBlock, PictureBlock, QuoteBlock
from cms.selling_blocks import CategoryTilesBlock, CountdownBlock, HeroBlock, ProductCardBlock, ProductShelfBlock
from cms.telling_blocks import QuestionsBlock, TableBlock, VideoBlock


class Pictures(Sampled, blocks.ListBlock):
    """Pictures side by side."""

    def sample(self):
        shown = block_samples.pictures(3)
        words = [gettext("A cup"), gettext("A bowl"), gettext("A lantern")]
        return [{"image": pk, "alt": alt, "caption": ""} for pk, alt in zip(shown, words, strict=False)]


class Facts(Sampled, blocks.ListBlock):
    def sample(self):
        return [
            {"name": gettext("Material"), "value": gettext("Stoneware")},
            {"name": gettext("Height"), "value": "9 cm"},
        ]


class Heading(Sampled, blocks.CharBlock):
    def sample(self):
        return gettext("What the clay remembers")


class Paragraph(Sampled, blocks.RichTextBlock):
    def sample(self):
        text = gettext("A cup is thrown in fourteen minutes and dries for six days. It is to last for thirty years.")
        return f"<p>{text}</p>"


class StoryBlock(blocks.StreamBlock):
    """Running text with pictures, goods, and what else an editor needs."""

    heading = Heading(
        label=_("Heading"), icon="title", template="blocks/heading.html", description=_("Begins a part of the page.")
    )
    paragraph = Paragraph(
        label=_("Text"), features=RICH_TEXT, template="blocks/paragraph.html", description=_("Running text.")
    )
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = Pictures(
        PictureBlock(),
        label=_("Gallery"),
        icon="image",
        template="blocks/gallery.html",
        description=_("Pictures side by side."),
    )
    video = VideoBlock()
    facts = Facts(
        FactBlock(),
        label=_("Facts"),
        icon="list-ul",
        template="blocks/facts.html",
        description=_("Names and values in two columns."),
    )
    table = TableBlock()
    questions = QuestionsBlock()
    hero = HeroBlock()
    product_shelf = ProductShelfBlock()
    product_card = ProductCardBlock()
    category_tiles = CategoryTilesBlock()
    countdown = CountdownBlock()
    call_to_action = CallToActionBlock()
