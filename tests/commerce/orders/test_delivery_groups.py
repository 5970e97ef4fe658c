"""An order to several addresses: its sums, its parcels, its papers, and what happens to it afterwards."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commerce.cart.division import Division, Group
from commerce.cart.lines import Row
from commerce.catalogue.models import Product, Variant
from commerce.events.models import Event
from commerce.orders import flow, parcels, settle, snapshot
from commerce.orders.changes import changing
from commerce.orders.changes.changing import Wanted
from commerce.orders.documents import pdf
from commerce.orders.invoices import content as invoice_content
from commerce.orders.models import Instruction, Invoice, Order, PaymentEvent, ShipmentLine
from commerce.orders.payments import Fact, Reading
from commerce.orders.refusals import DivisionChanged
from commerce.orders.returns import returning
from commerce.orders.states import MoveRefused
from commerce.pricing.discounts import CartOffer
from commerce.pricing.quote import Candidate, quote
from commerce.pricing.reckoning import divided, goods, with_delivery
from commerce.pricing.totals import rounding_for
from integrations.formats import peppol, peppol_rules
from integrations.outbox import deliver_due
from integrations.payments.nexi import items
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import owner, verified
from tests.factories.division import divided_cart, place_divided, seen
from tests.factories.invoices import issued
from tests.factories.orders import delivery_method
from tests.factories.returns import notice

NOW = timezone.now()
STANDARD = Decimal(25)
pytestmark = pytest.mark.krav("4.11.4")


@pytest.fixture
def cup(db):
    delivery_method()
    return sellable(price="100.00", page=False, sku="KOPP", product__name_sv="Kopp")


@pytest.fixture
def dish(db):
    return sellable(price="50.00", page=False, sku="FAT", product__name_sv="Fat")


def hold(order):
    """The whole amount is authorised, and charged as parcels leave."""
    fact = Fact(kind=PaymentEvent.Kind.AUTHORISED, key="a", amount=order.gross, at=NOW)
    settle.learn(order.payments.get().pk, Reading(facts=(fact,)), now=NOW)
    return Order.objects.get(pk=order.pk)


def lines(order):
    return list(order.lines.order_by("position").values_list("group", "sku", "quantity", "gross"))


def deliver():
    while deliver_due():
        pass


# --- placing ---


def test_a_line_that_goes_two_ways_is_two_lines_and_each_address_has_its_delivery(cup, dish):
    cart = divided_cart({cup: 2}, {cup: 1, dish: 1})

    order = place_divided(cart, "448.00", now=NOW)

    assert lines(order) == [(1, "KOPP", 2, 200), (2, "KOPP", 1, 100), (2, "FAT", 1, 50)]
    sent_to = order.addresses.order_by("group")
    assert [(one.group, one.city, one.delivery_gross) for one in sent_to] == [(1, "Ort 1", 49), (2, "Ort 2", 49)]
    assert (order.delivery_gross, order.gross) == (98, 448)
    assert order.payments.get().amount == 448


def test_free_delivery_is_counted_by_what_goes_to_each_address(cup):
    method = delivery_method()
    method.free_from = Decimal(300)
    method.save()

    order = place_divided(divided_cart({cup: 3}, {cup: 1}), "449.00", now=NOW)

    assert list(order.addresses.order_by("group").values_list("delivery_gross", flat=True)) == [0, 49]
    assert order.delivery_gross == 49


def test_one_address_is_an_ordinary_order(cup):
    order = place_divided(divided_cart({cup: 1}), "149.00", now=NOW)

    address = order.addresses.get()
    assert (address.city, address.group, address.delivery_gross, order.delivery_gross) == ("Ort 1", 1, None, 49)


def test_what_the_shopper_did_not_see_is_not_placed(cup):
    cart = divided_cart({cup: 1}, {cup: 1})
    before = seen(cart, now=NOW)
    cart.user.addresses.filter(city="Ort 2").update(address_1="Ny väg 9")

    for said in (before, ""):
        with pytest.raises(DivisionChanged):
            place_divided(cart, "298.00", division=said or "-", now=NOW)

    assert not Order.objects.exists()
    assert place_divided(cart, "298.00", now=NOW).addresses.get(group=2).address_1 == "Ny väg 9"


def test_addresses_in_two_countries_are_not_one_order(cup):
    cart = divided_cart({cup: 1}, {cup: 1})
    cart.user.addresses.filter(city="Ort 2").update(country="DE")

    with pytest.raises(DivisionChanged):
        place_divided(cart, "298.00", now=NOW)

    assert not Order.objects.exists()


def test_twenty_parallel_calls_make_one_order_with_its_groups(committing_db):
    delivery_method()
    cup = sellable(price="100.00", page=False, sku="KOPP")
    cart = divided_cart({cup: 2}, {cup: 1})
    word = seen(cart, now=NOW)

    made = in_threads(*[lambda: place_divided(cart, "398.00", division=word, now=NOW)] * 20)

    assert {order.number for order in made} == {Order.objects.get().number}
    assert lines(Order.objects.get()) == [(1, "KOPP", 2, 200), (2, "KOPP", 1, 100)]
    assert Order.objects.get().addresses.count() == 2


# --- sums ---

PRICE = Candidate(
    variant_id=1,
    price_id=1,
    list_code="bas",
    level=None,
    level_name=None,
    is_net=False,
    min_quantity=1,
    amount=Decimal(100),
)


@st.composite
def orders(draw):
    """Quotes, groups of pieces by variant that are all of them, a delivery price, a discount, and who buys."""
    buyer = draw(st.sampled_from(["consumer", "business"]))
    count = draw(st.integers(1, 4))
    groups = [
        {variant: draw(st.integers(0, 5)) for variant in range(1, count + 1)}
        for _group in range(draw(st.integers(1, 4)))
    ]
    groups[0] = {variant: number or 1 for variant, number in groups[0].items()}
    quotes = [
        quote(
            variant,
            sum(group[variant] for group in groups),
            [
                Candidate(
                    **{
                        **{name: getattr(PRICE, name) for name in PRICE.__dataclass_fields__},
                        "variant_id": variant,
                        "amount": draw(st.decimals("0.01", "9999.99", places=2)),
                    }
                )
            ],
            rate=Decimal(draw(st.sampled_from([0, 6, 12, 25]))),
            buyer_type=buyer,
        )
        for variant in range(1, count + 1)
    ]
    return quotes, groups, draw(st.decimals(0, 500, places=2)), draw(st.integers(0, 100)), buyer


@given(orders())
def test_it_adds_up_to_the_ore_however_it_is_divided(found):
    quotes, groups, price, percent, buyer = found
    offer = CartOffer(
        offer_id=1, name="Av", kind="percentage", value=Decimal(percent), code="", variants=frozenset(range(1, 5))
    )
    own = goods(quotes, offers=[offer] if percent else [], buyer_type=buyer)
    whole = with_delivery(own, *[price for _group in groups], standard_rate=STANDARD)
    order = Order(buyer_type=buyer, locale="sv", rounding=rounding_for(buyer))
    rows = [
        Row(one.variant_id, one.quantity, None, None, Variant(pk=one.variant_id, product=Product()), 9, 0, 9, None)
        for one in quotes
    ]
    division = Division(
        groups=tuple(
            Group(number=number, key=str(number), address={}, pieces={v: n for v, n in group.items() if n})
            for number, group in enumerate(groups, start=1)
        )
    )

    made = snapshot.lines_of(order, rows, whole, None, division, later={})

    assert sum(divided(own, groups)) == own.sums.gross
    assert sum((one.gross for one in made), whole.delivery.gross) == whole.gross
    assert sum((one.net for one in made), whole.delivery.net) == whole.sums.net
    assert sum((one.vat for one in made), whole.delivery.vat) == whole.sums.vat
    for name in ("net", "vat", "gross"):
        assert sum(getattr(one, name) for one in whole.deliveries) == getattr(whole.delivery, name)
    side = "net" if buyer == "business" else "gross"
    for one in made:
        assert one.quantity * getattr(one, f"unit_{side}") - one.discount == getattr(one, side)
        assert one.discount >= 0
        assert one.net + one.vat == one.gross
        told = one.price_source.get("discounts", [])
        assert sum((Decimal(part["amount"]) for part in told), Decimal(0)) == one.discount
    for variant, off in zip((one.variant_id for one in quotes), own.off, strict=True):
        assert sum(one.discount for one in made if one.variant_id == variant) == off
    assert [one.position for one in made] == list(range(1, len(made) + 1))
    assert [one.group for one in made] == sorted(one.group for one in made)


# --- parcels and money ---


def test_a_parcel_goes_to_one_address(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {cup: 1, dish: 1}), "448.00", now=NOW))
    first, second, third = order.lines.order_by("position")

    with pytest.raises(MoveRefused):
        flow.pack(order.pk, {first.pk: 1, third.pk: 1}, now=NOW)
    assert not order.shipments.exists()

    flow.pack(order.pk, {second.pk: 1}, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShipmentLine.objects.create(shipment=order.shipments.get(), line=first, quantity=1)

    flow.pack(order.pk, now=NOW)
    held = [
        (parcel.group, sorted(parcel.lines.values_list("line__group", "line__sku", "quantity")))
        for parcel in order.shipments.order_by("number")
    ]
    assert held == [(2, [(2, "KOPP", 1)]), (1, [(1, "KOPP", 2)]), (2, [(2, "FAT", 1)])]


def test_each_address_pays_its_delivery_with_its_first_parcel(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {cup: 1, dish: 1}), "448.00", now=NOW))
    *_others, third = order.lines.order_by("position")
    flow.pack(order.pk, {third.pk: 1}, now=NOW)
    flow.ship(order.pk, shipment_id=order.shipments.get().pk, now=NOW)

    whole = flow.ship(order.pk, now=NOW)
    deliver()

    charged = list(Instruction.objects.order_by("pk").values_list("kind", "amount"))
    assert charged == [("capture", Decimal(99)), ("capture", Decimal(249)), ("capture", Decimal(100))]
    assert (whole.state, whole.fulfilment) == ("completed", "shipped")
    assert Event.objects.filter(kind="shipment.shipped").count() == 3


def test_an_address_whose_goods_were_withdrawn_before_they_left_is_never_charged(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {dish: 1}), "348.00", now=NOW))
    returned = notice(order, {1: 1}, now=NOW)

    flow.ship(order.pk, now=NOW)
    deliver()
    returning.settle_return(returned.pk, now=NOW)

    asked = dict(Instruction.objects.values_list("kind", "amount"))
    assert asked == {"capture": Decimal(249), "release": Decimal(99)}
    invoice, note = Invoice.objects.order_by("pk")
    assert Decimal(invoice.content["payable"]) - Decimal(note.content["payable"]) == Decimal(249)


# --- afterwards ---


def test_a_change_names_the_address_that_it_is_about(cup, dish):
    order = place_divided(divided_cart({cup: 2}, {dish: 1}), "348.00", now=NOW)
    changing.change(order.pk, Wanted(address={"city": "Umeå"}, added={cup.pk: 1}, group=2), why="Flyttat.", now=NOW)

    assert list(order.addresses.order_by("group").values_list("city", flat=True)) == ["Ort 1", "Umeå"]
    assert lines(order) == [(1, "KOPP", 2, 200), (2, "FAT", 1, 50), (2, "KOPP", 1, 100)]

    with pytest.raises(MoveRefused, match="group"):
        changing.change(order.pk, Wanted(address={"city": "Luleå"}, group=3), why="Fel.", now=NOW)


def test_what_no_longer_goes_anywhere_costs_no_delivery(cup, dish):
    order = place_divided(divided_cart({cup: 2}, {dish: 1}), "348.00", now=NOW)
    away = order.lines.get(sku="FAT")

    done = changing.change(order.pk, Wanted(quantities={away.pk: 0}), why="Ändrat sig.", now=NOW)

    order.refresh_from_db()
    assert (done.effect, order.gross, order.delivery_gross) == (-99, 249, 49)
    assert list(order.addresses.order_by("group").values_list("delivery_gross", flat=True)) == [49, 0]
    assert parcels.delivery_of(order, list(order.lines.values_list("pk", flat=True))) == 49


def test_one_address_may_move_while_goods_have_left_for_another(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {dish: 1}), "348.00", now=NOW))
    flow.pack(order.pk, {order.lines.get(sku="KOPP").pk: 2}, now=NOW)
    flow.ship(order.pk, shipment_id=order.shipments.get().pk, now=NOW)

    changing.change(order.pk, Wanted(address={"city": "Umeå"}, group=2), why="Flyttat.", now=NOW)
    with pytest.raises(MoveRefused, match="gone"):
        changing.change(order.pk, Wanted(address={"city": "Luleå"}, group=1), why="Flyttat.", now=NOW)

    assert list(order.addresses.order_by("group").values_list("city", flat=True)) == ["Ort 1", "Umeå"]


def test_the_order_desk_packs_for_one_address_at_a_time(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {cup: 1, dish: 1}), "448.00", now=NOW))
    desk = verified(owner())
    page = reverse("orders_order_modeladmin_inspect", args=[order.pk])
    whole, part = order.lines.filter(group=2).order_by("position").values_list("pk", flat=True)

    asked = desk.get(f"{reverse('order_pack', args=[order.pk])}?group=2").content.decode()
    assert ("Ort 2" in asked, asked.count('name="line-')) == (True, 2)
    desk.post(f"{reverse('order_pack', args=[order.pk])}?group=2", {f"line-{whole}": 0, f"line-{part}": 1})

    shown = desk.get(page).content.decode()
    assert order.shipments.get().group == 2
    assert all(words in shown for words in ("Leveransadress 1", "Leveransadress 2", "Packa ett paket till adress 1"))
    changed = reverse("order_change_ask", args=[order.pk])
    assert 'value="Ort 2"' in desk.get(f"{changed}?group=2").content.decode()
    assert desk.get(f"{changed}?group=3").status_code == 404


# --- papers ---


def test_papers_say_what_goes_where(cup, dish, monkeypatch):
    order = hold(place_divided(divided_cart({cup: 2}, {cup: 1, dish: 1}), "448.00", now=NOW))
    flow.pack(order.pk, now=NOW)
    assert pdf.packing_slip(order).startswith(b"%PDF-1.7")
    monkeypatch.setattr(pdf, "typeset", lambda template, told, at: SimpleNamespace(template=template, **told))

    confirmation = pdf.order_confirmation(order)
    slips = pdf.packing_slip(order)
    one = pdf.packing_slip(order, order.shipments.get(group=2))

    heads = [row[0]["main"] for row in confirmation.rows]
    assert heads == ["Till adress 1: Siv Person", "Kopp", "Till adress 2: Siv Person", "Kopp", "Fat", "Ombud"]
    assert (slips.template, [len(slip["rows"]) for slip in slips.slips]) == ("packing_slips", [1, 2])
    assert [slip["blocks"][0]["rows"][4] for slip in slips.slips] == ["393 51 Ort 1", "393 51 Ort 2"]
    assert one.blocks[0]["rows"][4] == "393 51 Ort 2"
    assert [row[2] for row in one.rows] == ["1", "1"]


def test_the_mails_say_where(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {dish: 1}), "348.00", now=NOW))
    flow.pack(order.pk, {order.lines.get(sku="FAT").pk: 1}, now=NOW)
    flow.ship(order.pk, shipment_id=order.shipments.get().pk, now=NOW)
    deliver()

    said = {one.subject: one.body for one in mail.outbox}
    confirmed = next(body for subject, body in said.items() if subject.startswith("Din order"))
    sent = next(body for subject, body in said.items() if "på väg" in subject)
    assert confirmed.index("Ort 1") < confirmed.index("Ort 2")
    assert ("Ort 2" in sent, "Ort 1" in sent) == (True, False)


def test_an_e_invoice_of_several_addresses_says_the_country_and_keeps_the_rules(cup, dish):
    order = place_divided(divided_cart({cup: 2}, {dish: 1}), "348.00", now=NOW)
    content = invoice_content.of_order(order, language="sv", today=NOW.date())
    invoice = issued([("100.00", 25, 1)])
    invoice.content["delivery"] = content["delivery"]

    written = peppol.write(invoice)

    assert [one["city"] for one in content["deliveries"]] == ["Ort 1", "Ort 2"]
    assert peppol_rules.broken(written) == []
    assert b"DeliveryLocation" in written
    assert b"Ort 1" not in written


def test_a_provider_that_asks_for_lines_is_told_of_each_parcels_own_delivery(cup, dish):
    order = hold(place_divided(divided_cart({cup: 2}, {cup: 1, dish: 1}), "448.00", now=NOW))
    flow.pack(order.pk, now=NOW)

    first, second = order.shipments.order_by("number")
    told = [items.of_parcel(parcel, Decimal(worth)) for parcel, worth in ((first, 249), (second, 199))]

    assert [[one["grossTotalAmount"] for one in parcel] for parcel in told] == [[20000, 4900], [10000, 5000, 4900]]
