"""A shop with one of everything that goes out as rows, with the words that are hard for a file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from commerce.catalogue.models import ProductAttribute
from commerce.orders.models import Invoice, InvoiceSeries, Shipment, ShipmentLine
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import AttributeFactory, AttributeValueFactory, CategoryFactory, sellable
from tests.factories.customers import AddressFactory, MembershipFactory, OrganisationFactory, UserFactory, owner
from tests.factories.orders import placed


@pytest.fixture
def by():
    return owner(email="agaren@example.com")


@pytest.fixture
def goods():
    """Two articles: one that a file could stumble over, one with hardly anything said about it."""
    awkward = sellable(
        page=False,
        price="1249.50",
        sku="007-ÅÄÖ",
        gtin="0012345678905",
        weight_g=250,
        product__code="skal",
        product__name_sv='=Skål; "blå", 😀',
        product__tags=["ny", "+vår"],
    )
    material = AttributeFactory(code="material", name_sv="Material")
    for code in ("glas", "lera"):
        value = AttributeValueFactory(attribute=material, code=code)
        ProductAttribute.objects.create(product=awkward.product, attribute=material, value=value)
    height = AttributeFactory(code="hojd", kind="number", unit="cm")
    ProductAttribute.objects.create(product=awkward.product, attribute=height, number=Decimal("12.5"))
    plain = sellable(page=False, price="80.00", sku="K-1", product__code="kopp", product__name_sv="Kopp")
    now = timezone.now()
    Price.objects.create(
        price_list=PriceList.objects.get(code="bas"),
        variant=plain,
        min_quantity=10,
        amount=Decimal("72.00"),
        valid_from=now,
        valid_until=now + timedelta(days=9),
    )
    return awkward, plain


@pytest.fixture
def everything(goods):
    """At least two rows of every kind."""
    orders = [placed(one, total=total) for one, total in zip(goods, ("1298.50", "129.00"), strict=True)]
    series, _made = InvoiceSeries.objects.get_or_create(code="F")
    for number, order in enumerate(orders, start=1):
        parcel = Shipment.objects.create(order=order, number=1, carrier="PostNord", packed_at=timezone.now())
        ShipmentLine.objects.create(shipment=parcel, line=order.lines.get(), quantity=1)
        Invoice.objects.create(
            series=series,
            number=number,
            kind=Invoice.Kind.INVOICE,
            order=order,
            issued_on=date(2026, 11, number),
            net=order.net,
            vat=order.vat,
            gross=order.gross,
            currency=order.currency,
            content={},
        )
    UserFactory()
    buyer = UserFactory(first_name="Åsa", phone="+46701234567")
    AddressFactory(user=buyer, is_default=True)
    MembershipFactory(user=buyer, organisation=OrganisationFactory(name="Kafé Ängen AB"))
    OrganisationFactory(name="Siv Person", number="8001011239", is_sole_trader=True)
    CategoryFactory(code="koppar", parent=CategoryFactory(code="keramik"))
    for old, new in (("/gammal", "https://example.com/ny"), ("/=skål", "https://example.com/skal")):
        Redirect.objects.create(old_path=old, redirect_link=new)
    return goods
