"""The demo shop's goods: its JSON told in the rows that an intake takes, and in the words of product pages."""

from decimal import Decimal

from django.utils.html import escape

from cms.intake.category_pages import CategoryText
from cms.intake.page_text import PageText, Picture
from commerce.catalogue.rows import (
    AttributeRow,
    CategoryRow,
    ManufacturerRow,
    ProductRow,
    PropertyRow,
    ValueRow,
    VariantRow,
)
from commerce.pricing.intake import PriceRow
from home.demo_shop.files import read

LANGUAGES = ("sv", "en")


class Words:
    """Attributes, categories and makers by their codes."""

    def __init__(self):
        self.attributes, self.values = {}, {}
        for position, data in enumerate(read("catalogue/attributes.json")):
            self._learn_attribute(data, position)
        self.category_data = read("catalogue/categories.json")
        self.categories = {}
        for position, data in enumerate(self.category_data):
            self.categories[data["code"]] = CategoryRow(
                code=data["code"],
                name=data["name"]["sv"],
                name_en=data["name"]["en"],
                parent=self.categories[data["parent"]] if data["parent"] else None,
                position=position,
            )
        makers = read("catalogue/makers.json")
        self.brands = {brand["code"]: brand["name"] for brand in makers["brands"]}
        self.manufacturers = {
            data["code"]: ManufacturerRow(
                name=data["name"],
                postal_address=data["postal_address"],
                email=data["email"],
                website=data["website"],
                country=data["country"],
                **{f"responsible_{name}": said for name, said in data.get("responsible", {}).items()},
            )
            for data in makers["manufacturers"]
        }

    def _learn_attribute(self, data, position):
        attribute = AttributeRow(
            code=data["code"],
            name=data["name"]["sv"],
            name_en=data["name"]["en"],
            kind=data["kind"],
            unit=data["unit"],
            is_filterable=data["filterable"],
            position=position,
        )
        self.attributes[data["code"]] = attribute
        for place, value in enumerate(data.get("values", [])):
            self.values[data["code"], value["code"]] = ValueRow(
                attribute=attribute,
                code=value["code"],
                name=value["label"]["sv"],
                name_en=value["label"]["en"],
                swatch=value["swatch"],
                position=place,
            )


def product_row(data, words):
    return ProductRow(
        code=data["code"],
        name=data["name"]["sv"],
        name_en=data["name"]["en"],
        brand=words.brands[data["brand"]],
        manufacturer=words.manufacturers[data["manufacturer"]],
        tax_class=data["tax_class"],
        kind=words.categories[data["category"]].name,
        categories=tuple(words.categories[code] for code in (data["category"], *data["also_in"])),
        properties=tuple(_property(code, value, words) for code, value in data["attributes"].items()),
        options=tuple(words.attributes[code] for code in data["options"]),
        variants=tuple(
            VariantRow(
                sku=variant["sku"],
                gtin=variant["gtin"] or None,
                weight_g=variant["weight_g"],
                content=(Decimal(content["amount"]), content["unit"]) if (content := variant.get("content")) else None,
                values=tuple(words.values[code, variant["options"][code]] for code in data["options"]),
            )
            for variant in data["variants"]
        ),
    )


def _property(code, value, words):
    attribute = words.attributes[code]
    if attribute.kind == "choice":
        value = words.values[code, value]
    elif attribute.kind == "number":
        value = Decimal(str(value))
    return PropertyRow(attribute=attribute, value=value)


def price_rows(data):
    """The base price and those of the levels, with their tiers."""
    for variant in data["variants"]:
        yield PriceRow(sku=variant["sku"], amount=Decimal(variant["price"]))
        for price_list, said in variant["prices"].items():
            for quantity, amount in [["1", said]] if isinstance(said, str) else said:
                yield PriceRow(
                    sku=variant["sku"], price_list=price_list, min_quantity=int(quantity), amount=Decimal(amount)
                )


def page_texts(data, pictures, words):
    return {language: _page_text(data, language, pictures, words) for language in LANGUAGES}


def _page_text(data, language, pictures, words):
    return PageText(
        title=data["headline"][language],
        lead=data["lead"][language],
        care=data["care"][language],
        safety=(data.get("safety") or {}).get(language, ""),
        seo_title=data["seo"]["title"][language],
        search_description=data["seo"]["description"][language],
        story=tuple((block["type"], story_value(block)) for block in data["story"][language]),
        gallery=tuple(
            Picture(
                image_id=pictures[shown["file"]],
                alt=shown["alt"][language],
                shows=_shows(shown["file"], data, language, words),
            )
            for shown in data["pictures"]
            if shown["file"] in pictures
        ),
    )


def _shows(file, data, language, words):
    """What sets the variants in a picture apart from the others, in the words of the page."""
    inside = [variant["options"] for variant in data["variants"] if variant["picture"] == file]
    outside = [variant["options"] for variant in data["variants"] if variant["picture"] != file]
    if not inside or not outside:
        return ""
    shared = [code for code in data["options"] if len({options[code] for options in inside}) == 1]
    values = [words.values[code, inside[0][code]] for code in shared]
    return ", ".join(value.name_en if language == "en" and value.name_en else value.name for value in values)


def story_value(block):
    """The value of a heading, paragraph or quote in a page's running text."""
    if block["type"] == "paragraph":
        return rich(block["text"])
    if block["type"] == "quote":
        return {"text": block["text"], "source": block.get("source", "")}
    return block["text"]


def rich(text):
    return f"<p>{escape(text)}</p>"


def category_texts(words, pictures):
    return {
        (data["code"], language): CategoryText(
            title=data["name"][language],
            slug=data["slug"][language],
            intro=data["intro"][language],
            picture_id=pictures.get(data["picture"]),
        )
        for data in words.category_data
        for language in LANGUAGES
    }
