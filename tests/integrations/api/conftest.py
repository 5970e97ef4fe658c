"""A shop with two organisations, each with what nobody else may see, and tokens to call with."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import timezone

from commerce.customers.organisations import Role
from commerce.customers.shopper import shopper_for
from commerce.orders import flow
from commerce.orders.models import Invoice, InvoiceSeries, Shipment, ShipmentLine
from tests.factories.api import Calling, token_of
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory
from tests.factories.orders import cart_with, delivery_method, details


@pytest.fixture(autouse=True)
def nobody_has_called():
    cache.clear()


@pytest.fixture
def calling():
    """`calling(token)` is one who calls with it; without, with none."""
    return Calling


@pytest.fixture
def system(calling):
    """One who calls with a token of a system that may everything."""
    return calling(token_of())


@pytest.fixture
def mug():
    delivery_method()
    return sellable(page=False, sku="K-1", price="80.00", product__code="kopp", product__name_sv="Kopp")


def _company(name, mug, number):
    """An organisation with a member, an order, a parcel and an invoice, each of which names it."""
    now = timezone.now()
    company = OrganisationFactory(name=name, buyer_reference=name)
    member = MembershipFactory(organisation=company, role=Role.ADMINISTRATOR, user__email=f"{name}@example.com").user
    shopper = shopper_for(member, locale="sv", at=now)
    cart = cart_with((mug, 1))
    bought = details("129.00", payment="invoice", email=member.email, po_number=name)
    order = flow.place(cart.pk, bought, shopper=shopper, user_id=member.pk, now=now)
    parcel = Shipment.objects.create(order=order, number=1, carrier=name, packed_at=now)
    ShipmentLine.objects.create(shipment=parcel, line=order.lines.get(), quantity=1)
    series, _made = InvoiceSeries.objects.get_or_create(code="F")
    Invoice.objects.create(
        series=series,
        number=number,
        order=order,
        kind="invoice",
        issued_on=now.date(),
        due_on=now.date(),
        net=order.net,
        vat=order.vat,
        gross=order.gross,
        currency="SEK",
        content={},
    )
    return SimpleNamespace(organisation=company, member=member, order=order, name=name)


@pytest.fixture
def ours(mug):
    return _company("hamnen", mug, 1)


@pytest.fixture
def theirs(mug):
    return _company("fyren", mug, 2)
