"""Every difference that is put into a payment provider's books, or into ours, is found; none is invented."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.orders import flow, settle
from commerce.orders.ledger import sums
from commerce.orders.models import Payment, PaymentEvent
from commerce.orders.payments import Fact, Reading, name_of, providers
from integrations.reconciliation import deciding
from integrations.reconciliation.comparison import Remedy, RemedyRefused
from tests.factories import nexi, stripe, swish
from tests.factories.catalogue import sellable
from tests.factories.differences import differences, found, untouched
from tests.factories.orders import carried_out, placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@dataclass
class Books:
    """A provider's counterpart, and the payments here by what has become of them."""

    code: str
    sandbox: object
    payments: dict
    partner: object = None

    def pays(self, payment):
        """The shopper pays, and nobody tells the shop."""
        if self.code == "swish":
            self.sandbox.books.approve(swish.asked(payment))
        else:
            self.partner.press(self.partner.begun(payment))

    def gives_back_by_hand(self, payment, amount):
        """Somebody gives money back on the provider's own pages."""
        ore = int(Decimal(amount) * 100)
        if self.code == "stripe":
            intent = self.sandbox.books.things[payment.reference]["payment_intent"]
            self.sandbox.books.create_refund({"payment_intent": intent, "amount": ore})
        else:
            self.sandbox.books.refund(payment.reference, {"amount": ore})

    def loses(self, payment):
        """What the shop believes is paid is not there."""
        books = self.sandbox.books
        if self.code == "stripe":
            books.things[payment.reference] |= {"payment_intent": None, "status": "expired", "payment_status": "unpaid"}
        elif self.code == "swish":
            books.payments[payment.reference] |= {"status": "DECLINED"}
        else:
            books.payments[payment.reference] |= {"charges": [], "refunds": [], "reserved": 0}

    def charges_more(self, payment):
        books = self.sandbox.books
        if self.code == "stripe":
            intent = books.things[books.things[payment.reference]["payment_intent"]]
            books.things[intent["latest_charge"]]["amount_captured"] += 100
        elif self.code == "swish":
            books.payments[payment.reference]["amount"] += 1
        else:
            books.payments[payment.reference]["charges"][0]["amount"] += 100


@pytest.fixture(scope="module", params=["stripe", "swish", "nexi"])
def counterpart(request, module_settings, tmp_path_factory):
    module_settings.SITE_URL = "https://shop.example.se"
    partner = {"stripe": stripe, "swish": swish, "nexi": nexi}[request.param]
    where = (tmp_path_factory.mktemp("swish"),) if request.param == "swish" else ()
    with partner.plugged_in(module_settings, *where) as sandbox:
        yield Books(request.param, sandbox, {}, partner)


@pytest.fixture(scope="module")
def made(made_once, counterpart):
    made_once(lambda: every_state(counterpart))
    return counterpart


@pytest.fixture
def books(made):
    for name, payment in made.payments.items():
        made.payments[name] = Payment.objects.select_related("order").get(pk=payment.pk)
    with untouched(made.sandbox.books):
        yield made
    getattr(made.sandbox, "_done", {}).clear()  # what Stripe has answered to a key


def order(books):
    placed(sellable(price="100.00", page=False), total="149.00", payment=books.code)
    return Payment.objects.select_related("order").latest("pk")


def every_state(books):
    """Payments in every state, whose ends both sides know."""
    for name in ("waits", "paid", "shipped", "refunded", "part refunded", "refund refused", "cancelled", "given up"):
        books.payments[name] = order(books)
    now = timezone.now()
    for name in ("paid", "shipped", "refunded", "part refunded", "refund refused", "cancelled"):
        books.pays(books.payments[name])
        settle.complete(books.payments[name], now=now)
        books.payments[name].refresh_from_db()
    flow.ship(books.payments["shipped"].order_id, now=now)
    carried_out(books.payments["refunded"], "refund", "149.00")
    carried_out(books.payments["part refunded"], "refund", "49.00")
    flow.cancel(books.payments["given up"].order_id, why="not paid in time", now=now)


def subject(payment):
    return f"payment:{name_of(payment)}"


def test_books_that_agree_have_no_differences(books):
    assert found(books.code) == []


def test_money_that_is_there_and_not_here_is_found_adopted_and_counted_once(books):
    payment = books.payments["waits"]
    books.pays(payment)

    assert found(books.code) == [("paid_there", subject(payment))]
    [difference] = differences(books.code)
    assert difference.theirs["captured"] == "149.00"
    for _twice in range(2):
        deciding.adopt(difference, now=timezone.now())
    assert Payment.objects.get(pk=payment.pk).state == "paid"
    assert sums(payment.events.all())["captured"] == Decimal("149.00")
    assert found(books.code) == []


def test_money_for_an_order_that_was_given_up_is_found_and_goes_back_when_it_is_adopted(books):
    payment = books.payments["given up"]
    books.pays(payment)

    [difference] = differences(books.code)
    assert (difference.kind, difference.subject) == ("paid_there", subject(payment))
    deciding.adopt(difference, now=timezone.now())

    payment.refresh_from_db()
    assert (payment.state, payment.instructions.get().kind) == ("owed", "refund")
    assert found(books.code) == []


def test_what_is_not_there_any_more_is_found_and_cannot_be_adopted(books):
    payment = books.payments["paid"]
    books.loses(payment)

    [difference] = differences(books.code)

    assert (difference.kind, difference.subject) == ("not_paid_there", subject(payment))
    assert deciding.offers(difference) == ()
    with pytest.raises(RemedyRefused):
        deciding.adopt(difference, now=timezone.now())
    assert sums(payment.events.all())["captured"] == Decimal("149.00")


def test_another_amount_is_found(books):
    books.charges_more(books.payments["shipped"])

    assert found(books.code) == [("other_amount", subject(books.payments["shipped"]))]


@pytest.mark.parametrize("counterpart", ["stripe", "nexi"], indirect=True)
def test_a_refund_made_by_hand_is_found_and_adopted(books):
    """Swish tells of no refund but by its name, which only the shop has."""
    payment = books.payments["part refunded"]
    books.gives_back_by_hand(payment, "10.00")
    if books.code == "nexi":
        [known] = [one for one in books.sandbox.books.payments.values() if one["id"] == payment.reference]
        books.sandbox.books.finish_refund(known["refunds"][-1]["refundId"], "Completed")

    [difference] = differences(books.code)
    assert (difference.kind, difference.ours["refunded"], difference.theirs["refunded"]) == (
        "other_amount",
        "49.00",
        "59.00",
    )
    deciding.adopt(difference, now=timezone.now())

    assert sums(payment.events.all())["refunded"] == Decimal("59.00")
    assert found(books.code) == []


def test_a_refund_that_only_we_believe_in_is_found(books):
    payment = books.payments["paid"]
    fact = Fact(kind=PaymentEvent.Kind.REFUNDED, key="re_never", amount=Decimal("5.00"), at=timezone.now())
    settle.learn(payment.pk, Reading(facts=(fact,)), now=timezone.now())

    [difference] = differences(books.code)

    assert (difference.kind, difference.subject) == ("other_amount", subject(payment))
    assert Remedy.ADOPT not in deciding.offers(difference)


def test_what_happens_now_is_no_difference(books):
    books.pays(books.payments["waits"])

    assert found(books.code, now=timezone.now()) == []


def test_a_refund_that_was_sent_and_lost_its_answer_is_found(books):
    """A restored backup has the instruction, and not that it was carried out."""
    payment = books.payments["paid"]
    asked = settle.ask(payment.pk, "refund", Decimal("20.00"), why="x", now=timezone.now())
    providers()[books.code].instruct(asked)

    assert found(books.code) == [("other_amount", subject(payment))]


@pytest.mark.parametrize("counterpart", ["stripe"], indirect=True)
@pytest.mark.parametrize("is_refunded", [False, True])
def test_money_under_a_name_of_ours_that_no_order_has_is_found(books, is_refunded):
    """A restored backup has forgotten the order. Only Stripe keeps a list."""
    payment = order(books)
    books.pays(payment)
    payment.refresh_from_db()
    if is_refunded:
        books.gives_back_by_hand(payment, "149.00")
    name, lost = subject(payment), payment.order
    Payment.objects.filter(pk=payment.pk).delete()
    assert lost.payments.count() == 0

    if is_refunded:
        assert found("stripe") == []
        return
    [difference] = differences("stripe")
    assert (difference.kind, difference.subject, difference.ours) == ("unknown_here", name, {})
    assert difference.theirs["captured"] == "149.00"
    assert deciding.offers(difference) == ()


@pytest.mark.parametrize("counterpart", ["swish"], indirect=True)
def test_one_whose_books_cannot_be_read_does_not_hide_the_others(books):
    """An outcome that not even the provider knows is Swish's."""
    unknown, paid = books.payments["waits"], books.payments["given up"]
    books.sandbox.books.fail(swish.asked(unknown), "DS24")
    books.pays(paid)

    assert found("swish", now=timezone.now() + timedelta(days=1)) == [("paid_there", subject(paid))]
