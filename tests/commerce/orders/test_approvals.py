"""Orders above a member's spending limit: they wait, hold their stock, and are approved, refused or left to expire."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commerce.customers.models import User
from commerce.customers.organisations import Membership, Role
from commerce.events.models import Event
from commerce.orders import flow, limits
from commerce.orders.invoices import invoicing
from commerce.orders.models import Order, Payment
from commerce.orders.refusals import UnknownChoice
from commerce.orders.states import MoveRefused
from commerce.orders.sweep import refuse_unanswered, settle_unpaid
from commerce.stock.models import Stock
from integrations.errors import DeliveryRefused
from integrations.targets import mail as mail_target
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory, logged_in, owner, verified
from tests.factories.orders import cart_with, delivery_method, details, shopper

pytestmark = [pytest.mark.krav("4.2.2")]
NOW = timezone.now()


class Firm:
    """An organisation with a buyer who may spend 100 kr an order, an approver and an administrator."""

    def __init__(self, **fields):
        self.organisation = OrganisationFactory(**fields)
        self.buyer = self.member(spending_limit=Decimal(100))
        self.approver = self.member(role=Role.APPROVER)
        self.administrator = self.member(role=Role.ADMINISTRATOR)

    def member(self, **fields):
        return MembershipFactory(organisation=self.organisation, **fields)

    def shopper(self):
        return shopper("pro", buyer_type="business", organisation=self.organisation.pk)

    def place(self, variant, total, *, quantity=1, by=None, payment="demo"):
        delivery_method()
        return flow.place(
            cart_with((variant, quantity)).pk,
            details(total, payment=payment),
            shopper=self.shopper(),
            user_id=(by or self.buyer).user_id,
            now=NOW,
        )

    def approve(self, order, by=None, **how):
        return flow.approve(order.pk, by=(by or self.approver).user_id, shopper=self.shopper(), now=NOW, **how)


def article(price="125.00"):
    return sellable(price=price, stock=10, page=False, prices={"pro": [(1, price)]})


def outcome(order):
    order.refresh_from_db()
    payments = [payment.state for payment in order.payments.order_by("pk")]
    return order.state, payments, sum(Stock.objects.values_list("allocated", flat=True))


def kinds(order):
    return list(Event.objects.filter(subject=f"order:{order.number}").order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def firm(db):
    return Firm()


@pytest.mark.parametrize(
    ("case", "limit", "state"),
    [
        ("no limit", None, "placed"),
        ("exactly at it: 100 for goods and 39.20 for delivery, without VAT", "139.20", "placed"),
        ("an öre below", "139.19", "awaiting"),
    ],
)
def test_only_what_is_above_the_net_limit_waits(firm, case, limit, state):
    firm.buyer.spending_limit = limit and Decimal(limit)
    firm.buyer.save()

    order = firm.place(article(), "174.00")

    assert (order.net, order.state) == (Decimal("139.20"), state), case


def test_a_waiting_order_holds_its_stock_and_begins_no_payment(firm):
    order = firm.place(article(), "174.00")

    assert outcome(order) == ("awaiting", ["awaiting"], 1)
    assert kinds(order) == ["order.placed", "order.awaiting"]


def test_on_credit_approval_confirms_once(firm):
    order = firm.place(article(), "174.00", payment="invoice")
    assert outcome(order) == ("awaiting", ["awaiting"], 1)

    for _ in range(2):
        firm.approve(order)

    assert outcome(order) == ("confirmed", ["invoiced"], 1)
    assert kinds(order) == ["order.placed", "order.awaiting", "order.approved", "order.confirmed"]
    assert Event.objects.get(kind="order.approved").payload["by"] == firm.approver.user_id


def test_paid_directly_approval_leaves_the_order_to_be_paid_and_the_hour_does_not_count(firm):
    order = firm.place(article(), "174.00")
    Order.objects.update(placed_at=NOW - timedelta(days=5))

    firm.approve(order)

    assert outcome(order) == ("placed", ["pending"], 1)
    assert settle_unpaid(now=NOW + timedelta(days=3, seconds=-1))["cancelled"] == 0
    assert settle_unpaid(now=NOW + timedelta(days=3, seconds=1))["cancelled"] == 1


def test_refusal_frees_the_stock_once_and_keeps_the_reason(firm):
    order = firm.place(article(), "174.00")

    for _ in range(2):
        flow.refuse(order.pk, why="Finns på lagret", by=firm.approver.user_id, now=NOW)

    assert outcome(order) == ("cancelled", ["cancelled"], 0)
    assert kinds(order) == ["order.placed", "order.awaiting", "order.refused", "order.cancelled"]
    assert Event.objects.get(kind="order.refused").payload == {"why": "Finns på lagret", "by": firm.approver.user_id}
    with pytest.raises(MoveRefused):
        firm.approve(order)


def test_a_refusal_without_a_reason_changes_nothing(firm):
    order = firm.place(article(), "174.00")

    with pytest.raises(MoveRefused):
        flow.refuse(order.pk, why=" ", by=firm.approver.user_id, now=NOW)

    assert outcome(order) == ("awaiting", ["awaiting"], 1)


@pytest.mark.parametrize(
    "case", ["the buyer", "an approver's own order", "another firm's approver", "a former approver"]
)
def test_who_may_not_decide_changes_nothing(firm, case):
    by = firm.buyer
    who = {
        "the buyer": lambda: firm.buyer,
        "an approver's own order": lambda: firm.approver,
        "another firm's approver": lambda: Firm().approver,
        "a former approver": lambda: firm.approver,
    }[case]()
    if case == "an approver's own order":
        by = firm.approver
        firm.approver.spending_limit = Decimal(1)
        firm.approver.save()
    order = firm.place(article(), "174.00", by=by)
    if case == "a former approver":
        firm.approver.delete()

    with pytest.raises(limits.MayNotDecide):
        firm.approve(order, by=who)
    with pytest.raises(limits.MayNotDecide):
        flow.refuse(order.pk, why="nej", by=who.user_id, now=NOW)

    assert outcome(order) == ("awaiting", ["awaiting"], 1)


def test_an_administrator_may_approve_his_own_order(firm):
    firm.administrator.spending_limit = Decimal(1)
    firm.administrator.save()
    order = firm.place(article(), "174.00", by=firm.administrator, payment="invoice")

    firm.approve(order, by=firm.administrator)

    assert outcome(order)[0] == "confirmed"


def test_the_buyer_may_take_a_waiting_order_back(firm):
    order = firm.place(article(), "174.00")

    flow.cancel(order.pk, why="given up by the shopper", now=NOW)

    assert outcome(order) == ("cancelled", ["cancelled"], 0)


def test_what_nobody_answers_in_fourteen_days_is_refused(firm):
    order = firm.place(article(), "174.00")

    assert refuse_unanswered(now=NOW + timedelta(days=14)) == 0
    assert refuse_unanswered(now=NOW + timedelta(days=14, seconds=1)) == 1
    assert refuse_unanswered(now=NOW + timedelta(days=14, seconds=1)) == 0

    assert outcome(order) == ("cancelled", ["cancelled"], 0)
    assert Event.objects.get(kind="order.refused").payload["by"] is None


def test_money_for_a_waiting_order_is_owed_back(firm):
    order = firm.place(article(), "174.00")

    flow.pay(order.payments.get().pk, reference="p", amount=order.gross, now=NOW)

    assert outcome(order) == ("awaiting", ["owed"], 1)


@pytest.mark.krav("4.11.4")
def test_approving_and_refusing_at_once_ends_in_one_of_the_two(committing_db):
    firm = Firm()
    order = firm.place(article(), "174.00", payment="invoice")

    in_threads(
        *[lambda: firm.approve(order)] * 3,
        *[lambda: flow.refuse(order.pk, why="nej", by=firm.administrator.user_id, now=NOW)] * 3,
    )

    assert outcome(order) in [("confirmed", ["invoiced"], 1), ("cancelled", ["cancelled"], 0)]
    assert len([kind for kind in kinds(order) if kind in ("order.approved", "order.refused")]) == 1


# --- credit ---


@pytest.mark.parametrize(
    ("case", "limit", "is_taken"),
    [("no limit", None, True), ("exactly enough", "174.00", True), ("an öre short", "173.99", False)],
)
def test_an_order_on_credit_must_be_within_the_limit(db, case, limit, is_taken):
    firm = Firm(credit_limit=limit and Decimal(limit))
    firm.buyer.spending_limit = None
    firm.buyer.save()
    variant = article()

    if is_taken:
        assert firm.place(variant, "174.00", payment="invoice").state == "confirmed", case
        return
    with pytest.raises(limits.CreditExceeded) as refused:
        firm.place(variant, "174.00", payment="invoice")

    assert refused.value.left == Decimal(limit)
    assert (Order.objects.count(), sum(Stock.objects.values_list("allocated", flat=True))) == (0, 0)
    assert firm.place(variant, "174.00").state == "placed"


def test_what_is_owed_is_what_is_invoiced_and_neither_paid_nor_credited(db):
    firm = Firm(credit_limit=Decimal(1000))
    firm.buyer.spending_limit = None
    firm.buyer.save()
    order = firm.place(article(), "174.00", payment="invoice")
    firm.place(article(), "174.00")
    firm.place(article(), "174.00", by=firm.member(spending_limit=Decimal(1)), payment="invoice")
    owes = limits.outstanding(firm.organisation.pk)

    order.payments.get().events.create(kind="captured", key="b-1", amount=Decimal("100.00"), at=NOW, recorded_at=NOW)

    assert (owes, limits.outstanding(firm.organisation.pk)) == (Decimal("174.00"), Decimal("74.00"))
    order.payments.get().events.create(kind="captured", key="b-2", amount=Decimal("900.00"), at=NOW, recorded_at=NOW)
    assert limits.outstanding(firm.organisation.pk) == 0


def test_what_was_credited_or_withdrawn_before_it_was_invoiced_is_owed_no_more(db):
    firm = Firm()
    order = firm.place(article("50.00"), "99.00", payment="invoice", by=firm.administrator)
    owed = [limits.outstanding(firm.organisation.pk)]

    settled = {"state": "settled", "requested_at": NOW, "settled_at": NOW, "name": "Siv", "email": order.email}
    returned = order.returns.create(number=1, kind="withdrawal", amount=Decimal("50.00"), **settled)
    owed.append(limits.outstanding(firm.organisation.pk))
    flow.ship(order.pk, now=NOW)
    returned.credit_note = credit_note(order, "50.00")
    returned.save()
    owed.append(limits.outstanding(firm.organisation.pk))

    assert owed == [Decimal("99.00"), Decimal("49.00"), Decimal("49.00")]


def credit_note(order, gross):
    """A credit note of an amount, of an invoice for the order."""
    invoice = invoicing.issue(order.pk, now=NOW)
    note = invoicing.credit(invoice.pk, amount=Decimal(gross), why="tillbaka", now=NOW)
    assert abs(note.gross) == Decimal(gross)
    return note


def test_approval_is_refused_beyond_the_credit_and_another_way_to_pay_is_taken(db):
    firm = Firm(credit_limit=Decimal("174.00"))
    order = firm.place(article(), "174.00", payment="invoice")
    firm.organisation.credit_limit = Decimal("173.99")
    firm.organisation.save()

    with pytest.raises(limits.CreditExceeded):
        firm.approve(order)
    assert outcome(order) == ("awaiting", ["awaiting"], 1)

    firm.approve(order, provider_code="demo")
    assert outcome(order) == ("placed", ["pending"], 1)
    with pytest.raises(limits.CreditExceeded):
        flow.try_again(order.pk, provider_code="invoice", shopper=firm.shopper(), now=NOW)
    assert outcome(order) == ("placed", ["pending"], 1)


def test_another_firms_member_cannot_put_an_order_on_credit(firm):
    order = firm.place(article("50.00"), "99.00")

    with pytest.raises(UnknownChoice):
        flow.try_again(order.pk, provider_code="invoice", shopper=Firm().shopper(), now=NOW)

    assert outcome(order) == ("placed", ["pending"], 1)


@pytest.mark.krav("4.11.4")
def test_orders_at_once_never_exceed_the_credit(committing_db):
    firm = Firm(credit_limit=Decimal("400.00"))
    firm.buyer.spending_limit = None
    firm.buyer.save()
    variants = [article() for _ in range(4)]
    delivery_method()
    waiting = firm.place(article(), "174.00", by=firm.member(spending_limit=Decimal(1)), payment="invoice")
    unpaid = firm.place(article(), "174.00")

    results = in_threads(
        *[lambda one=one: firm.place(one, "174.00", payment="invoice") for one in variants],
        lambda: firm.approve(waiting),
        lambda: flow.try_again(unpaid.pk, provider_code="invoice", shopper=firm.shopper(), now=NOW),
    )

    assert sum(isinstance(result, limits.CreditExceeded) for result in results) == 4
    assert Payment.objects.filter(state="invoiced").count() == 2
    assert limits.outstanding(firm.organisation.pk) == Decimal("348.00")


# --- pages and mail ---


def event(kind):
    return Event.objects.get(kind=kind)


def test_those_who_decide_are_mailed_and_the_buyer_gets_the_answer(firm):
    order = firm.place(article(), "174.00")

    mail_target.approval_asked(event("order.awaiting"))

    assert [one.to for one in mail.outbox] == [
        [firm.approver.user.email],
        [firm.administrator.user.email],
        [order.email],
    ]
    assert reverse("organisation_approval", args=[order.token]) in mail.outbox[0].body
    firm.approve(order)
    mail_target.approval_given(event("order.approved"))
    assert mail.outbox[-1].to == [order.email]
    assert reverse("order_unpaid", args=[order.token]) in mail.outbox[-1].body


def test_an_order_that_no_longer_waits_is_asked_about_no_more(firm):
    order = firm.place(article(), "174.00")
    flow.cancel(order.pk, why="given up by the shopper", now=NOW)

    mail_target.approval_asked(event("order.awaiting"))

    assert mail.outbox == []


def test_where_nobody_may_decide_the_delivery_is_refused(firm):
    order = firm.place(article(), "174.00")
    Membership.objects.exclude(pk=firm.administrator.pk).delete()
    User.objects.filter(pk=firm.administrator.user_id).update(is_active=False)

    with pytest.raises(DeliveryRefused, match=order.number):
        mail_target.approval_asked(event("order.awaiting"))


def test_a_refusal_is_mailed_with_its_reason(firm):
    order = firm.place(article(), "174.00")
    flow.refuse(order.pk, why="Finns på lagret", by=firm.approver.user_id, now=NOW)

    mail_target.approval_refused(event("order.refused"))

    assert "Finns på lagret" in mail.outbox[-1].body
    assert mail.outbox[-1].to == [order.email]


def test_an_approver_approves_on_the_page(firm):
    order = firm.place(article(), "174.00", payment="invoice")
    browser = logged_in(firm.approver.user)
    page = reverse("organisation_approval", args=[order.token])
    assert page.startswith("/konto/foretag/godkannanden/")
    assert order.number in browser.get(reverse("organisation_approvals")).content.decode()
    assert browser.get(page).status_code == 200

    answer = browser.post(page, {"approve": "1"}, follow=True)

    assert outcome(order)[0] == "confirmed"
    assert f"Order {order.number} är godkänd." in answer.content.decode()


def test_a_refusal_on_the_page_asks_for_a_reason(firm):
    order = firm.place(article(), "174.00")
    browser, page = logged_in(firm.approver.user), reverse("organisation_approval", args=[order.token])

    assert browser.post(page, {"refuse": "1", "why": ""}).status_code == 422
    assert outcome(order)[0] == "awaiting"
    assert browser.post(page, {"refuse": "1", "why": "För dyrt"}).status_code == 302
    assert outcome(order)[0] == "cancelled"


def test_beyond_the_credit_the_page_offers_to_let_the_buyer_pay(db):
    firm = Firm(credit_limit=Decimal("174.00"))
    order = firm.place(article(), "174.00", payment="invoice")
    firm.organisation.credit_limit = Decimal(10)
    firm.organisation.save()
    browser, page = logged_in(firm.approver.user), reverse("organisation_approval", args=[order.token])

    refused = browser.post(page, {"approve": "1"})

    assert refused.status_code == 422
    assert 'name="payment" value="demo"' in refused.content.decode()
    assert outcome(order)[0] == "awaiting"
    browser.post(page, {"approve": "1", "payment": "demo"})
    assert outcome(order) == ("placed", ["pending"], 1)


@pytest.mark.parametrize(
    ("case", "status"), [("a guest", 302), ("the buyer", 403), ("a stranger", 404), ("another approver", 404)]
)
def test_the_page_is_closed_to_others(firm, case, status):
    order = firm.place(article(), "174.00")
    who = {
        "a guest": Client,
        "the buyer": lambda: logged_in(firm.buyer.user),
        "a stranger": lambda: logged_in(MembershipFactory(organisation__is_active=False).user),
        "another approver": lambda: logged_in(Firm().approver.user),
    }[case]()

    answer = who.post(reverse("organisation_approval", args=[order.token]), {"approve": "1"})

    assert (answer.status_code, outcome(order)[0]) == (status, "awaiting"), case


def test_an_approver_cannot_approve_his_own_order_on_the_page(firm):
    firm.approver.spending_limit = Decimal(1)
    firm.approver.save()
    order = firm.place(article(), "174.00", by=firm.approver)
    browser, page = logged_in(firm.approver.user), reverse("organisation_approval", args=[order.token])

    assert 'name="approve"' not in browser.get(page).content.decode()
    assert browser.post(page, {"approve": "1"}).status_code == 403
    assert outcome(order)[0] == "awaiting"


def test_the_order_desk_sees_who_answered_and_why(firm):
    order = firm.place(article(), "174.00")
    desk = verified(owner())
    page = reverse("orders_order_modeladmin_inspect", args=[order.pk])
    waiting = desk.get(page).content.decode()
    flow.refuse(order.pk, why="Finns på lagret", by=firm.approver.user_id, now=NOW)

    refused = desk.get(page).content.decode()

    assert "Ordern väntar på företagets godkännande" in waiting
    assert 'value="cancel"' in waiting
    assert all(told in refused for told in ("Företaget nekade ordern", "Finns på lagret", str(firm.approver.user)))
