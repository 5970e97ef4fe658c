"""A feed as its readers read it."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from decimal import Decimal

from commerce.pricing.offers import Terms

G = "{http://base.google.com/ns/1.0}"
XML, CSV = "/feeds/sv/products.xml", "/feeds/sv/products.csv"
DAY = timedelta(days=1)
SALE = Terms(
    name_sv="Ljusveckor", kind="percentage", value=Decimal("20.00"), is_for_everyone=True, is_for_everything=True
)


def get(client, address=XML, **headers):
    response = client.get(address, headers=headers)
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def items(client, address=XML):
    """Each article of a feed by its id: the fields with one value, and beside them lists of those with several."""
    response, body = get(client, address)
    assert response.status_code == 200
    found = {}
    for item in ET.fromstring(body).iter("item"):  # noqa: S314 - our own
        told = {}
        for element in item:
            told.setdefault(element.tag.removeprefix(G), []).append(
                {part.tag.removeprefix(G): part.text for part in element} or element.text
            )
        found[told["id"][0]] = {
            name: values if name in ("shipping", "additional_image_link") else values[0]
            for name, values in told.items()
        }
        assert all(
            len(values) == 1 for name, values in told.items() if name not in ("shipping", "additional_image_link")
        )
    return found
