"""Blocks that show goods: shelves, a single product, categories, how long a campaign lasts, an opening picture."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms import block_samples
from cms.block_samples import Sampled
from cms.blocks import ColoursBlock, PictureBlock
from cms.storefront import shelves
from cms.storefront.frame import frame_of
from cms.storefront.page_cache import seen
from cms.storefront.shelves import CAMPAIGN, CHOSEN, RULE
from cms.yes_no import YesNo

MOST_ON_A_SHELF = 12
MOST_TILES = 8


class ProductShelfBlock(Sampled, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    source = blocks.ChoiceBlock(
        label=_("Which products"),
        choices=[
            (CHOSEN, _("those chosen here")),
            (RULE, _("by a rule")),
            (CAMPAIGN, _("those in a campaign's offers")),
        ],
        default=CHOSEN,
    )
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="cms.ProductPage"),
        label=_("Products"),
        max_num=MOST_ON_A_SHELF,
        default=[],
        help_text=_("When they are chosen here"),
    )
    category = blocks.PageChooserBlock(
        label=_("From the category"),
        page_type="cms.CategoryPage",
        required=False,
        help_text=_("By a rule. Empty: from the whole shop"),
    )
    order = blocks.ChoiceBlock(
        label=_("Order"),
        choices=[(name, title) for name, title, _column in shelves.ORDERS],
        default=shelves.ORDERS[0][0],
        help_text=_("By a rule"),
    )
    in_stock = YesNo(label=_("Only what is in stock"), required=False, help_text=_("By a rule"))
    campaign = blocks.PageChooserBlock(
        label=_("Campaign"), page_type="cms.CampaignPage", required=False, help_text=_("While its offers are in force")
    )
    count = blocks.IntegerBlock(
        label=_("At most"), min_value=1, max_value=MOST_ON_A_SHELF, default=4, help_text=_("By a rule or a campaign")
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["source"] == CHOSEN and not cleaned["pages"]:
            raise blocks.StructBlockValidationError(
                block_errors={"pages": ValidationError(gettext("Choose a product."))}
            )
        if cleaned["source"] == CAMPAIGN and not cleaned["campaign"]:
            wrong = ValidationError(gettext("Choose a campaign."))
            raise blocks.StructBlockValidationError(block_errors={"campaign": wrong})
        return cleaned

    def get_context(self, value, parent_context=None):
        """The cards, from those that the page has loaded for all of its shelves (`cms.storefront.shelves`)."""
        context = super().get_context(value, parent_context=parent_context)
        context["cards"] = shelves.cards_on(value, context)
        return context

    def sample(self):
        pages = block_samples.product_pages(4)
        return {"title": gettext("For the table"), "source": CHOSEN, "pages": pages, "count": 4}

    class Meta:
        icon = "grip"
        label = _("Product shelf")
        template = "blocks/product_shelf.html"
        description = _("Products in a row: chosen one by one, by a rule, or those of a campaign.")


class ProductCardBlock(Sampled, blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Product"), page_type="cms.ProductPage")
    when_gone = blocks.ChoiceBlock(
        label=_("When it is sold out"),
        choices=[("told", _("say so")), ("hidden", _("hide it")), ("instead", _("show another"))],
        default="told",
    )
    instead = blocks.PageChooserBlock(label=_("The other"), page_type="cms.ProductPage", required=False)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=250)

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["when_gone"] == "instead" and not cleaned["instead"]:
            wrong = ValidationError(gettext("Choose what is shown instead."))
            raise blocks.StructBlockValidationError(block_errors={"instead": wrong})
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["card"] = shelves.card_on(value, context)
        return context

    def sample(self):
        page = next(iter(block_samples.product_pages(1)), None)
        return {"page": page, "when_gone": "told", "text": gettext("The one we drink from ourselves.")}

    class Meta:
        icon = "tag"
        label = _("Product card")
        template = "blocks/product_card.html"
        description = _("One product with its price, and with what is left of it.")


class CategoryTilesBlock(Sampled, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="cms.CategoryPage"), label=_("Categories"), min_num=2, max_num=MOST_TILES
    )

    def get_context(self, value, parent_context=None):
        """The categories that are live, in the language of the page, with their pictures. No query of its own."""
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        context["tiles"] = _tiles(request, value["pages"]) if request else []
        return context

    def sample(self):
        return {"title": gettext("Rooms"), "pages": block_samples.pages_of("categorypage", 4)}

    class Meta:
        icon = "grip"
        label = _("Category tiles")
        template = "blocks/category_tiles.html"
        description = _("Ways to categories, with their pictures.")


def _tiles(request, pages):
    frame = frame_of(request)
    keys = [(page.translation_key, request.shopper.locale) for page in pages if page]
    return [frame.by_key[key] for key in keys if key in frame.by_key]


class CountdownBlock(Sampled, blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=120, help_text=_("Such as “The winter table ends”"))
    campaign = blocks.PageChooserBlock(
        label=_("Campaign"),
        page_type="cms.CampaignPage",
        required=False,
        help_text=_("Whose end is counted down to. Empty: this page's own. Nothing is shown once it has ended"),
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["ends_at"] = context.get("sample_end") or _end_of(value["campaign"] or context.get("page"), context)
        return context

    def get_preview_context(self, value, parent_context=None):
        context = super().get_preview_context(value, parent_context=parent_context)
        return {**context, "sample_end": shelves.in_two_days(context.get("request"))}

    def sample(self):
        return {"text": gettext("The winter table ends"), "campaign": None}

    class Meta:
        icon = "time"
        label = _("Countdown")
        template = "blocks/countdown.html"
        description = _("How long a campaign lasts, from its own end: never longer than it truly does.")


def _end_of(page, context):
    """When a live campaign ends, while that is still to come; the page that shows it is dropped by then."""
    request = context.get("request")
    ends_at = getattr(page, "expire_at", None)
    if request is not None and page is not None and page.pk:
        seen(request).add(f"page:{page.pk}")
    if request is None or not page.live or ends_at is None or ends_at <= request.shopper.at:
        return None
    seen(request).expire(ends_at)
    return ends_at


class HeroBlock(Sampled, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=300)
    picture = PictureBlock(label=_("Picture"))
    page = blocks.PageChooserBlock(label=_("Page the button leads to"), required=False)
    label = blocks.CharBlock(label=_("Button"), required=False, max_length=60)
    colours = ColoursBlock(label=_("Colours"), required=False)

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) != bool(cleaned["label"]):
            missing = "label" if cleaned["page"] else "page"
            wrong = ValidationError(gettext("A button has both a text and a page."))
            raise blocks.StructBlockValidationError(block_errors={missing: wrong})
        return cleaned

    def sample(self):
        return {
            "title": gettext("Light for long evenings"),
            "text": gettext("Lanterns, candlesticks and lamps from four workshops."),
            "picture": block_samples.picture(gettext("A lantern on a step in the snow")),
            "colours": {"ground": "", "text": ""},
        }

    class Meta:
        icon = "image"
        label = _("Hero")
        template = "blocks/hero.html"
        description = _("A large picture with a few words and one way on.")
