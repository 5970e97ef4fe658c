"""What commerce knows of a page's product, in one statement: names, makers, options, variants with stock, properties.

The page with all its variants is the most visited of the shop; six queries through models cost more time than the rest
of the page together.
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal

from commerce import prepared

STATEMENT = """
SELECT p.id, p.code, p.name_sv, p.name_en, p.is_on_sale, p.withdrawal_exempt, COALESCE(b.name, ''),
       CASE WHEN m.id IS NOT NULL THEN json_build_object(
           'name', m.name, 'postal_address', m.postal_address, 'email', m.email, 'website', m.website,
           'responsible', CASE WHEN m.responsible_name <> '' THEN json_build_object(
               'name', m.responsible_name, 'postal_address', m.responsible_postal_address,
               'email', m.responsible_email, 'website', m.responsible_website) END) END,
       (SELECT json_agg(o.attribute_id ORDER BY o.position) FROM catalogue_productoption o WHERE o.product_id = p.id),
       (SELECT json_agg(json_build_object(
            'pk', v.id, 'sku', v.sku, 'gtin', COALESCE(v.gtin, ''), 'label_sv', v.label_sv, 'label_en', v.label_en,
            'available', COALESCE(s.available, 0), 'low_from', COALESCE(s.low_from, 0),
            'backorder_limit', COALESCE(s.backorder_limit, 0), 'expected_on', s.expected_on,
            'value_ids', (SELECT COALESCE(json_agg(o.value_id), '[]') FROM catalogue_variantvalue o
                          WHERE o.variant_id = v.id)) ORDER BY v.position, v.id)
        FROM catalogue_variant v LEFT JOIN stock_stock s ON s.variant_id = v.id
        WHERE v.product_id = p.id AND v.is_active),
       (SELECT json_agg(json_build_object(
            'attribute_id', a.attribute_id, 'value_id', a.value_id, 'number', a.number::text, 'boolean', a.boolean,
            'text', a.text) ORDER BY a.id)
        FROM catalogue_productattribute a WHERE a.product_id = p.id),
       (SELECT json_object_agg(g.locale_id, g.url_path) FROM wagtailcore_page g
        WHERE g.translation_key = k.translation_key AND g.live)
FROM cms_productlink k
JOIN catalogue_product p ON p.id = k.product_id
LEFT JOIN catalogue_brand b ON b.id = p.brand_id
LEFT JOIN catalogue_manufacturer m ON m.id = p.manufacturer_id
WHERE k.translation_key = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFacts:
    pk: int
    sku: str
    gtin: str
    label_sv: str
    label_en: str
    available: int
    low_from: int
    backorder_limit: int
    expected_on: str | None
    value_ids: list

    def label_in(self, language):
        return self.label_en if language == "en" and self.label_en else self.label_sv


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyFacts:
    """One property of the product; exactly one of the four is filled."""

    attribute_id: int
    value_id: int | None
    number: Decimal | None
    boolean: bool | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """`addresses` are the `url_path`s of the product's live pages by language; variants are those that are active."""

    pk: int
    code: str
    name_sv: str
    name_en: str
    is_on_sale: bool
    withdrawal_exempt: str
    brand: str
    manufacturer: dict | None
    option_ids: list
    variants: list[VariantFacts]
    properties: list[PropertyFacts]
    addresses: dict = field(default_factory=dict)

    def name_in(self, language):
        return self.name_en if language == "en" and self.name_en else self.name_sv


def of_page(page) -> ProductFacts | None:
    """The product that a page tells about; None for a page that is linked to none. One query."""
    found = prepared.rows(STATEMENT, [page.translation_key])
    if not found:
        return None
    pk, code, name_sv, name_en, is_on_sale, withdrawal_exempt, brand, *documents = found[0]
    manufacturer, options, variants, properties, addresses = map(_read, documents)
    return ProductFacts(
        pk=pk,
        code=code,
        name_sv=name_sv,
        name_en=name_en,
        is_on_sale=is_on_sale,
        withdrawal_exempt=withdrawal_exempt,
        brand=brand,
        manufacturer=manufacturer,
        option_ids=options or [],
        variants=[VariantFacts(**one) for one in variants or []],
        properties=[_property(one) for one in properties or []],
        addresses={int(locale_id): url_path for locale_id, url_path in (addresses or {}).items()},
    )


def _property(values) -> PropertyFacts:
    number = values.pop("number")
    return PropertyFacts(number=None if number is None else Decimal(number), **values)


def _read(document):
    """JSON as the driver gives it: Django has it leave the text as it is."""
    return json.loads(document) if isinstance(document, str) else document
