"""A member of an organisation in a browser: quick order to checkout, and what the page says as the total changes."""

from decimal import Decimal

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from commerce.catalogue.models import Variant
from commerce.customers.organisations import Role
from commerce.orders import flow
from commerce.orders.models import DeliveryMethod, Order
from config.settings import local
from tests.factories.customers import MembershipFactory, logged_in
from tests.factories.orders import cart_with, details, shopper
from tests.journeys.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.krav("4.2.2")


def visiting(new_visitor, shop, user, **options):
    """A visitor in whose browser the user has logged in."""
    with override_settings(SECRET_KEY=local.SECRET_KEY):
        key = logged_in(user).cookies["sessionid"].value
    visitor = new_visitor(**options)
    visitor.context.add_cookies([{"name": "sessionid", "value": key, "url": shop.address}])
    visitor.user = user
    return visitor


@pytest.fixture(params=["desktop", "phone"])
def member(request, new_visitor, shop):
    """A visitor who may spend 600 kr on an order."""
    member = MembershipFactory(
        spending_limit=Decimal(600),
        user__phone="070-123 45 67",
        organisation__delivery_address_1="Hamngatan 4",
        organisation__delivery_postal_code="392 31",
        organisation__delivery_city="Kalmar",
    )
    options = DESKTOP if request.param == "desktop" else PHONE
    return visiting(new_visitor, shop, member.user, **options)


@pytest.mark.krav("4.1.2")
def test_a_quick_order_is_checked_out_and_waits_when_delivery_takes_it_above_the_limit(member):
    sku = "LL-1001-CEL"
    page = member.go("/snabborder/")
    page.get_by_label("Artikelnummer och antal").fill(f"{sku.lower()} x 3")
    page.get_by_role("button", name="Visa pris och lager").click()
    page.get_by_text("525,60 kr").first.wait_for()
    faults = member.axe_in_both_themes()
    page.get_by_role("button", name="Lägg allt i varukorgen").click()
    page.wait_for_url("**/varukorg/")

    page = member.go("/kassa/")
    page.get_by_role("button", name="Betala nu").wait_for()
    page.get_by_text("Hem till dörren").click()
    page.get_by_role("button", name="Beställ, att betala när den är godkänd").wait_for()
    due = page.locator("#to-pay").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    faults += member.axe_in_both_themes()
    page.get_by_label("Jag har läst").check()
    page.get_by_role("button", name="Beställ, att betala när den är godkänd").click()
    page.get_by_role("heading", name="Ordern väntar på godkännande").wait_for()
    faults += member.axe_in_both_themes()

    order = Order.objects.get(user=member.user)
    assert faults == []
    assert "756 kr" in due
    assert (order.state, order.gross, order.addresses.get().city) == ("awaiting", Decimal("756.00"), "Kalmar")


def waiting(buyer, variant):
    """An order on credit that waits for approval, of three pieces with free delivery."""
    return flow.place(
        cart_with((variant, 3)).pk,
        details("657.00", payment="invoice", delivery=DeliveryMethod.offered()[0].code),
        shopper=shopper("pro", buyer_type="business", organisation=buyer.organisation_id),
        user_id=buyer.user_id,
        now=timezone.now(),
    )


def test_the_approver_approves_it_without_scripts(new_visitor, shop):
    buyer = MembershipFactory(spending_limit=Decimal(1))
    approver = MembershipFactory(organisation=buyer.organisation, role=Role.APPROVER)
    variant = Variant.objects.get(sku="LL-1001-CEL")
    order = waiting(buyer, variant)
    visitor = visiting(new_visitor, shop, approver.user, **PHONE, java_script_enabled=False)

    page = visitor.go("/konto/foretag/")
    page.get_by_role("link", name="Ordrar att godkänna").click()
    page.get_by_role("link", name=order.number).click()
    page.get_by_role("button", name="Godkänn", exact=True).click()
    page.get_by_text(f"Order {order.number} är godkänd.").wait_for()

    order.refresh_from_db()
    assert (order.state, order.payments.get().state) == ("confirmed", "invoiced")


def test_the_approvers_pages_are_accessible(new_visitor, shop):
    buyer = MembershipFactory(spending_limit=Decimal(1))
    approver = MembershipFactory(organisation=buyer.organisation, role=Role.APPROVER)
    order = waiting(buyer, Variant.objects.get(sku="LL-1001-CHK"))
    visitor = visiting(new_visitor, shop, approver.user, **PHONE)

    visitor.go("/konto/foretag/godkannanden/")
    faults = visitor.axe_in_both_themes()
    visitor.go(f"/konto/foretag/godkannanden/{order.token}/")
    faults += visitor.axe_in_both_themes()
    visitor.go("/snabborder/")
    faults += visitor.axe_in_both_themes()

    assert faults == []
