"""Blocks that tell: a video that asks first, questions with answers, a table."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms import block_samples, videos
from cms.block_samples import Sampled
from cms.blocks import PictureBlock
from cms.yes_no import YesNo

MOST_COLUMNS = 8
PLAIN = ["bold", "italic", "link"]


class VideoBlock(Sampled, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    url = blocks.URLBlock(label=_("Address"), help_text=_("Of the video at YouTube or Vimeo"))
    picture = PictureBlock(
        label=_("Picture"), help_text=_("Shown until somebody plays the video. It is the shop's own")
    )
    transcript = blocks.RichTextBlock(
        label=_("What is said and shown"),
        features=[*PLAIN, "ul"],
        help_text=_("For those who do not hear or see it, and for those who would rather read"),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        try:
            videos.of_address(cleaned["url"])
        except videos.NotAVideo:
            wrong = ValidationError(gettext("It is not the address of a video at YouTube or Vimeo."))
            raise blocks.StructBlockValidationError(block_errors={"url": wrong}) from None
        return cleaned

    def get_context(self, value, parent_context=None):
        """The video; none when its address is no longer understood."""
        context = super().get_context(value, parent_context=parent_context)
        try:
            context["video"] = videos.of_address(value["url"])
        except videos.NotAVideo:
            context["video"] = None
        return context

    def sample(self):
        words = gettext("The bowl is dipped for three seconds, drained, and wiped under its foot.")
        return {
            "title": gettext("How a glaze is made"),
            "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "picture": block_samples.picture(gettext("Hands that dip a bowl in glaze")),
            "transcript": f"<p>{words}</p>",
        }

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"
        description = _("A video at YouTube or Vimeo. Nothing is fetched from there before the shopper has said yes.")


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*PLAIN, "ul", "ol"])

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(Sampled, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    def sample(self):
        return {
            "title": gettext("Questions and answers"),
            "questions": [
                {
                    "question": gettext("Does it go in the dishwasher?"),
                    "answer": "<p>" + gettext("Yes, at no more than 60 degrees.") + "</p>",
                },
                {
                    "question": gettext("Are no two alike?"),
                    "answer": "<p>" + gettext("Each is thrown by hand: they differ by a few millimetres.") + "</p>",
                },
            ],
        }

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "blocks/questions.html"
        description = _("Questions that fold out into their answers.")


class TableBlock(Sampled, blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=160, help_text=_("Says what the table shows"))
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.DecimalBlock(label=_("Number"))),
        ],
        label=_("Table"),
    )
    first_is_heading = YesNo(label=_("The first column is headings"), required=False, default=True)

    def clean(self, value):
        cleaned = super().clean(value)
        table = cleaned["table"]
        wrong = ""
        if not table.columns or not table.row_data:
            wrong = gettext("A table has at least one column and one row.")
        elif len(table.columns) > MOST_COLUMNS:
            wrong = gettext("More than %(most)s columns cannot be read on a phone.") % {"most": MOST_COLUMNS}
        elif not all((column["heading"] or "").strip() for column in table.columns):
            wrong = gettext("Every column has a heading.")
        if wrong:
            raise blocks.StructBlockValidationError(block_errors={"table": ValidationError(wrong)})
        return cleaned

    def sample(self):
        return {
            "caption": gettext("Cups by size"),
            "table": {
                "columns": [
                    {"type": "text", "heading": gettext("Cup")},
                    {"type": "number", "heading": gettext("Centilitres")},
                ],
                "rows": [
                    {"values": [gettext("Espresso"), "8"]},
                    {"values": [gettext("Coffee"), "22"]},
                    {"values": [gettext("Tea"), "35"]},
                ],
                "caption": "",
            },
            "first_is_heading": True,
        }

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("Figures or facts in rows and columns, with a heading to each column.")
