"""What search engines read of a page (schema.org in JSON-LD): its place, and a product with its offers."""

import json

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from cms.storefront.frame import absolute

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
AVAILABILITY = {"in": "InStock", "low": "LimitedAvailability", "order": "BackOrder", "out": "OutOfStock"}

QUESTIONS = "questions"  # the block's name in a page's text
UNIT_CODES = {"kg": "KGM", "l": "LTR", "m": "MTR", "m2": "MTK", "m3": "MTQ", "st": "H87"}  # UN/ECE recommendation 20


def script(*things):
    """One JSON-LD element; nothing in it can end the element or begin another."""
    graph = {"@context": "https://schema.org", "@graph": [thing for thing in things if thing]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def trail(breadcrumbs, own_url):
    """The way to the page as a BreadcrumbList; nothing for a page at the top."""
    if len(breadcrumbs) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": crumb["title"], "item": absolute(crumb["url"] or own_url)}
            for place, crumb in enumerate(breadcrumbs, start=1)
        ],
    }


def questions(raw_data):
    """The questions and answers of a page's text as a FAQPage; nothing for a page without."""
    asked = [value for block in raw_data if block.get("type") == QUESTIONS for value in block["value"]["questions"]]
    pairs = [item.get("value", item) for item in asked]
    if not pairs:
        return None
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": pair["question"],
                "acceptedAnswer": {"@type": "Answer", "text": " ".join(strip_tags(pair["answer"]).split())},
            }
            for pair in pairs
        ],
    }


def product(page, context, own_url):
    """The product with an offer for each variant that has a price, at the prices on the page, VAT included."""
    offers = [_offer(offer, own_url) for offer in context["variants"] if offer.is_sold]
    about = {
        "@type": "Product",
        "name": context["product"]["name"],
        "url": absolute(own_url),
        "description": page.meta_description,
        "image": [absolute(picture["image"].url()) for picture in context["gallery"]],
        "brand": {"@type": "Brand", "name": context["product"]["brand"]} if context["product"]["brand"] else None,
        "offers": offers,
    }
    return {name: value for name, value in about.items() if value}


def _offer(offer, own_url):
    about = {
        "@type": "Offer",
        "sku": offer.sku,
        "gtin": offer.gtin,
        "name": offer.label,
        "url": absolute(f"{own_url}?variant={offer.sku}"),
        "price": str(offer.steps[0][1].unit_gross),
        "priceCurrency": settings.SHOP_CURRENCY,
        "priceSpecification": _unit_price(offer.steps[0][1]),
        "itemCondition": "https://schema.org/NewCondition",
        "availability": f"https://schema.org/{AVAILABILITY[offer.stock_state]}",
    }
    return {name: value for name, value in about.items() if value}


def _unit_price(quote):
    """What the price is per kilogram, litre or another measure, VAT included; nothing for goods without one."""
    found = quote.unit_price("consumer")
    if found is None:
        return None
    code = UNIT_CODES[found.measure]
    return {
        "@type": "UnitPriceSpecification",
        "price": str(found.amount),
        "priceCurrency": settings.SHOP_CURRENCY,
        "valueAddedTaxIncluded": True,
        "referenceQuantity": {"@type": "QuantitativeValue", "value": 1, "unitCode": code},
    }


def shop(home_url, search_url, told):
    """The shop itself, on its start page, with what `told`, the site's settings, say of where else it is."""
    return {
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute(home_url),
        "publisher": _publisher(home_url, told),
        "potentialAction": {
            "@type": "SearchAction",
            "target": absolute(search_url) + "?q={search_term_string}",
            "query-input": "required name=search_term_string",
        },
    }


def _publisher(home_url, told):
    contact = {"@type": "ContactPoint", "contactType": "customer service", "email": told.email, "telephone": told.phone}
    about = {
        "@type": "Organization",
        "name": settings.WAGTAIL_SITE_NAME,
        "legalName": settings.SELLER["name"],
        "url": absolute(home_url),
        "sameAs": [link["address"] for link in told.social_links],
        "contactPoint": {name: value for name, value in contact.items() if value} if told.has_contact else None,
    }
    return {name: value for name, value in about.items() if value}
