"""Orders through the API: placed by the flow of the checkout, once for each key, and refused for the same reasons."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.cart.models import Cart
from commerce.customers.organisations import Role
from commerce.orders.models import Order
from commerce.stock.models import Stock
from integrations.api import idempotency
from integrations.api.models import ApiCall, GivenAnswer
from integrations.api.scopes import Scope
from tests.committing import in_threads
from tests.factories.api import Calling, token_of
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory
from tests.factories.orders import cart_with, delivery_method

pytestmark = [pytest.mark.krav("4.6.2")]
db = pytest.mark.django_db
ADDRESS = {
    "first_name": "Åsa",
    "last_name": "Öberg",
    "address_1": "Storgatan 1",
    "postal_code": "39351",
    "city": "Kalmar",
    "country": "SE",
}


def wanted(*lines, total="209.00", **fields):
    """Two mugs and the delivery, to Åsa in Kalmar."""
    return {
        "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines or [("K-1", 2)]],
        "address": ADDRESS,
        "email": "asa@example.se",
        "phone": "070-123 45 67",
        "delivery": "ombud",
        "payment": "demo",
        "total": total,
    } | fields


@pytest.fixture
def company():
    return OrganisationFactory(name="Kafé Kajen AB", credit_limit=Decimal(1000))


@pytest.fixture
def buyer(company):
    return MembershipFactory(organisation=company, role=Role.BUYER)


@pytest.fixture
def buying(calling, company, buyer):
    return calling(token_of(company, acts_for=buyer.user))


@db
def test_an_order_is_placed_as_in_the_checkout(system, mug):
    answer = system.post("/orders", wanted(note="Ring på"))

    order = Order.objects.get()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/orders/{order.number}"
    told = answer.json()
    assert (told["number"], told["state"], told["total"], told["net"]) == (order.number, "placed", "209.00", "167.20")
    assert re.fullmatch(rf"http://testserver/en/.*{order.token}/", told["pay_at"])
    assert (order.gross, order.email, order.note) == (Decimal("209.00"), "asa@example.se", "Ring på")
    assert order.addresses.get().postal_code == "393 51"
    assert order.payments.get().provider == "demo"
    assert Stock.objects.get().allocated == 2
    assert not Cart.objects.exists()
    assert ApiCall.objects.get().subject == f"order:{order.number}"


@db
def test_an_organisation_buys_on_its_credit_at_its_prices(buying, company, buyer):
    delivery_method()
    sellable(page=False, sku="P-1", price="100.00", prices={"pro": [(1, "90.00")]})

    answer = buying.post("/orders", wanted(("P-1", 1), total="139.00", payment="invoice", po_number="77"))

    order = Order.objects.get()
    assert (answer.status_code, answer.json()["state"], answer.json()["pay_at"]) == (201, "confirmed", None)
    assert (order.organisation, order.user, order.po_number) == (company, buyer.user, "77")


@db
def test_an_order_above_what_the_member_may_spend_waits_for_approval(buying, buyer, mug):
    buyer.spending_limit = Decimal(100)
    buyer.save()

    answer = buying.post("/orders", wanted())

    assert answer.json()["must_be_approved"] is True
    assert answer.json()["pay_at"] is None
    assert Order.objects.get().state == Order.State.AWAITING


@db
def test_the_callers_own_cart_is_left_alone(buying, buyer, mug):
    cart = cart_with((mug, 3), user=buyer.user)

    buying.post("/orders", wanted())

    assert cart.lines.get().quantity == 3


@db
@pytest.mark.parametrize(
    ("case", "said", "status", "code", "told"),
    [
        (
            "more than there is",
            {"lines": [{"sku": "K-1", "quantity": 11}]},
            409,
            "out-of-stock",
            ("available", {"K-1": 10}),
        ),
        ("no such article", {"lines": [{"sku": "NO", "quantity": 1}]}, 409, "not-for-sale", ("skus", ["NO"])),
        ("another total", {"total": "200.00"}, 409, "total-changed", ("total", "209.00")),
        ("no such delivery", {"delivery": "duva"}, 409, "not-offered", ("fields", ["delivery"])),
        ("credit of a consumer", {"payment": "invoice"}, 409, "not-offered", None),
        ("no telephone", {"phone": "nummer"}, 422, "invalid", None),
        ("a field that is none", {"colour": "blue"}, 422, "invalid", None),
        ("no piece", {"lines": [{"sku": "K-1", "quantity": 0}]}, 422, "invalid", None),
        ("no lines", {"lines": []}, 422, "invalid", None),
        ("four digits", {"address": ADDRESS | {"postal_code": "1234"}}, 422, "invalid", None),
        ("a country we send nothing to", {"address": ADDRESS | {"country": "AQ"}}, 422, "invalid", None),
    ],
)
def test_what_the_checkout_refuses_is_refused_and_nothing_is_left(system, mug, case, said, status, code, told):
    answer = system.post("/orders", wanted() | said)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if told:
        assert answer.json()[told[0]] == told[1]
    assert not Order.objects.exists()
    assert not Cart.objects.exists()
    assert not GivenAnswer.objects.exists()
    assert Stock.objects.get().allocated == 0


@db
def test_an_error_says_where_it_is(system, mug):
    answer = system.post("/orders", wanted(address=ADDRESS | {"postal_code": "1"}), accept_language="sv").json()

    assert answer["errors"] == [
        {
            "pointer": "/address/postal_code",
            "code": "invalid",
            "detail": "Skriv postnumret med fem siffror, till exempel 123 45.",
        }
    ]
    body = wanted()
    body["lines"][0]["quantity"] = "many"
    [error] = system.post("/orders", body).json()["errors"]
    assert (error["pointer"], error["code"]) == ("/lines/0/quantity", "int_parsing")


@db
def test_credit_that_does_not_suffice(buying, company, mug):
    company.credit_limit = Decimal(100)
    company.save()

    answer = buying.post("/orders", wanted(payment="invoice"))

    assert (answer.status_code, answer.json()["code"], answer.json()["left"]) == (409, "credit-exceeded", "100.00")


@db
def test_a_company_that_requires_an_order_number_gets_it(buying, company, mug):
    company.po_number_required = True
    company.save()

    answer = buying.post("/orders", wanted())

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/po_number")


@db
def test_what_comes_later_is_bought_only_by_one_who_says_so(system, mug):
    Stock.objects.update(backorder_limit=5)

    refused = system.post("/orders", wanted(("K-1", 12), total="1009.00"))
    placed = system.post("/orders", wanted(("K-1", 12), total="1009.00", backorder=True))

    assert (refused.status_code, refused.json()["later"]) == (409, {"K-1": 2})
    assert placed.status_code == 201


@db
def test_a_preview_tells_the_total_and_places_nothing(system, mug):
    body = wanted()
    del body["total"]

    answer = system.post("/orders/preview", body).json()

    assert (answer["total"], answer["net"], answer["delivery_gross"]) == ("209.00", "167.20", "49.00")
    assert answer["lines"][0] == {
        "sku": "K-1",
        "quantity": 2,
        "unit_net": "64.00",
        "unit_gross": "80.00",
        "net": "128.00",
        "vat": "32.00",
        "gross": "160.00",
    }
    assert not Order.objects.exists()
    assert not Cart.objects.exists()


@db
def test_the_choices_are_those_of_the_checkout(buying, mug):
    told = buying.get("/checkout-choices").json()

    assert [one["code"] for one in told["deliveries"]] == ["ombud"]
    assert {one["code"]: one["is_credit"] for one in told["payments"]} == {"demo": False, "invoice": True}


@db
def test_the_same_key_and_body_gets_the_same_answer_and_one_order(system, mug):
    first = system.post("/orders", wanted(), key="order-1")
    again = system.post("/orders", wanted(), key="order-1")

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert Order.objects.count() == 1


@db
def test_the_same_key_with_another_body_is_refused(system, mug):
    system.post("/orders", wanted(), key="order-1")

    answer = system.post("/orders", wanted(note="annat"), key="order-1")

    assert (answer.status_code, answer.json()["code"]) == (409, "key-reused")
    assert Order.objects.count() == 1


@db
def test_keys_of_two_tokens_are_two_keys(calling, mug):
    for _token in range(2):
        calling(token_of(scopes=[Scope.WRITE_ORDERS])).post("/orders", wanted(), key="order-1")

    assert Order.objects.count() == 2


@db
def test_a_call_without_a_key_is_refused(system, mug):
    answer = system.post("/orders", wanted(), idempotency_key="")

    assert (answer.status_code, answer.json()["code"]) == (400, "key-missing")
    assert not Order.objects.exists()


@db
def test_a_call_that_was_refused_may_be_sent_again_when_it_can_be(system, mug):
    body = wanted(("K-1", 11), total="929.00", backorder=True)
    refused = system.post("/orders", body, key="order-1")
    Stock.objects.update(backorder_limit=5)
    placed = system.post("/orders", body, key="order-1")

    assert (refused.status_code, placed.status_code) == (409, 201)
    assert "Idempotent-Replayed" not in placed.headers
    assert Order.objects.count() == 1


@db
def test_answers_are_kept_for_a_week(system, mug):
    system.post("/orders", wanted(), key="order-1")
    now = timezone.now()

    assert idempotency.forget(now=now + idempotency.KEPT_FOR - timedelta(seconds=60)) == 0
    assert idempotency.forget(now=now + idempotency.KEPT_FOR + timedelta(seconds=60)) == 1


@db
def test_the_body_may_be_xml(system, mug):
    lines = "<lines><item><sku>K-1</sku><quantity>2</quantity></item></lines>"
    address = "".join(f"<{name}>{value}</{name}>" for name, value in ADDRESS.items())
    rest = "<email>asa@example.se</email><phone>0701234567</phone><delivery>ombud</delivery><payment>demo</payment>"
    body = f"<order>{lines}<address>{address}</address>{rest}<total>209.00</total></order>"

    answer = system.post("/orders", content=body, content_type="application/xml")

    assert answer.status_code == 201
    assert Order.objects.get().lines.get().quantity == 2


def test_two_calls_at_once_with_one_key_have_one_effect(committing_db):
    delivery_method()
    sellable(page=False, sku="K-1", price="80.00")
    token = token_of()

    answers = in_threads(*[lambda: Calling(token).post("/orders", wanted(), key="order-1") for _call in range(4)])

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Order.objects.count() == 1
    assert Stock.objects.get().allocated == 2
