"""Actions on many rows: what is said before, done once, and told after; for those who may, and nobody else."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from cms.links import ProductLink
from commerce.catalogue.models import Product, Variant
from commerce.catalogue.registers import variant_actions
from commerce.events.models import Event
from commerce.orders import flow
from commerce.orders.desk import register_actions
from commerce.orders.models import Order
from commerce.orders.states import MoveRefused
from commerce.register.models import BulkRun
from commerce.stock.models import Stock
from tests.factories.catalogue import PriceFactory, StockFactory, VariantFactory, sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]

VARIANTS = "/admin/catalogue/variant/"
ORDERS = "/admin/orders/order/"
STOCK = "/admin/stock/stock/"
PRODUCTS = "/admin/catalogue/product/"


@pytest.fixture
def browser():
    return verified(owner())


def choose(browser, register, action, rows, query="", **fields):
    return browser.post(f"{register}bulk/{query}", {"action": action, "row": [row.pk for row in rows], **fields})


def confirm(browser, page, **fields):
    """Send the page on as its form would. Returns the page that says what came of it."""
    context = page.context
    sent = {"action": context["action"].name, "prepared": context["prepared"], "confirmed": "1", **fields}
    return browser.post(context["post_url"], sent, follow=True)


def sold(count=1, **fields):
    variants = [VariantFactory(**fields) for _place in range(count)]
    for variant in variants:
        PriceFactory(variant=variant)
        StockFactory(variant=variant, on_hand=10)
    return variants


# --- Variants: all in one transaction ---


def test_the_page_before_says_how_many_and_which_are_refused_and_changes_nothing(browser):
    on, off = VariantFactory(sku="PA-1"), VariantFactory(sku="AV-1", is_active=False)

    page = choose(browser, VARIANTS, "deactivate", [on, off])

    text = page.content.decode()
    assert "Stäng av 1 variant?" in text
    assert page.context["names"] == ["PA-1"]
    assert page.context["refused"] == [("är redan avstängd", ["AV-1"])]
    assert "Lämnas som de är: 1 rad" in text
    assert Variant.objects.get(pk=on.pk).is_active
    assert not BulkRun.objects.exists()


def test_what_is_confirmed_is_done_told_and_written_down(browser):
    on, off = VariantFactory(sku="PA-1"), VariantFactory(sku="AV-1", is_active=False)

    told = confirm(browser, choose(browser, VARIANTS, "deactivate", [on, off], "?o=sku"))

    run = BulkRun.objects.get()
    assert "1 variant är avstängd." in told.content.decode()
    assert told.context["list_url"] == f"{VARIANTS}?o=sku"
    assert (run.register, run.action, run.done) == ("catalogue.variant", "deactivate", 1)
    assert run.refused == [["AV-1", "är redan avstängd"]]
    assert not Variant.objects.filter(is_active=True).exists()
    assert list(Event.objects.values_list("kind", "subject")) == [("variant.deactivated", "variant:PA-1")]
    assert [(entry.object_id, entry.action) for entry in ModelLogEntry.objects.all()] == [(str(on.pk), "wagtail.edit")]


def test_the_same_page_sent_twice_does_it_once(browser):
    variants = sold(3)
    page = choose(browser, VARIANTS, "deactivate", variants)
    first = confirm(browser, page)
    Variant.objects.filter(pk=variants[0].pk).update(is_active=True)

    second = confirm(browser, page)

    assert first.redirect_chain == second.redirect_chain
    assert "3 varianter är avstängda." in second.content.decode()
    assert Variant.objects.get(pk=variants[0].pk).is_active
    assert Event.objects.filter(kind="variant.deactivated").count() == 3


def test_everything_that_matches_is_chosen_with_one_tick(browser):
    VariantFactory.create_batch(60, product__name_sv="Kopp")
    other = VariantFactory(product__name_sv="Vas")

    page = browser.post(f"{VARIANTS}bulk/?q=Kopp", {"action": "deactivate", "all": "on"})
    told = confirm(browser, page)

    assert page.context["count"] == 60
    assert "60 varianter är avstängda." in told.content.decode()
    assert list(Variant.objects.filter(is_active=True)) == [other]


def test_a_row_that_is_not_in_the_list_is_not_chosen(browser):
    inside, outside = VariantFactory(product__name_sv="Kopp"), VariantFactory(product__name_sv="Vas")

    page = choose(browser, VARIANTS, "deactivate", [inside, outside], "?q=Kopp")

    assert page.context["names"] == [inside.sku]


def test_a_row_that_goes_between_the_pages_is_named_as_gone(browser):
    stays, goes = VariantFactory(), VariantFactory()
    page = choose(browser, VARIANTS, "deactivate", [stays, goes])
    key = goes.pk
    goes.delete()

    told = confirm(browser, page)

    assert told.context["refused"] == [("finns inte längre i registret", [str(key)])]
    assert BulkRun.objects.get().done == 1


def test_too_many_rows_are_refused_whole(browser, monkeypatch):
    VariantFactory.create_batch(3)
    monkeypatch.setitem(vars(variant_actions.DEACTIVATE), "most", 2)

    answer = browser.post(f"{VARIANTS}bulk/", {"action": "deactivate", "all": "on"}, follow=True)

    assert "Högst 2 rader åt gången." in answer.content.decode()
    assert not BulkRun.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"row": ["x", "-1", "9" * 40, "0"]}])
def test_with_no_row_one_is_asked_to_choose(browser, fields):
    answer = browser.post(f"{VARIANTS}bulk/?q=a", {"action": "activate", **fields}, follow=True)

    assert answer.redirect_chain == [(f"{VARIANTS}?q=a", 302)]
    assert "Markera raderna först." in answer.content.decode()


def test_what_somebody_else_prepared_or_wrote_himself_is_not_obeyed(browser):
    variant = VariantFactory()
    page = choose(browser, VARIANTS, "deactivate", [variant])
    other = verified(owner())

    answers = [
        confirm(other, page),
        confirm(browser, page, action="activate"),
        confirm(browser, page, prepared="x" + page.context["prepared"]),
        confirm(browser, page, prepared=""),
    ]

    assert ["Sidan var för gammal." in answer.content.decode() for answer in answers] == [True] * 4
    assert Variant.objects.get(pk=variant.pk).is_active
    assert not BulkRun.objects.exists()


@pytest.mark.parametrize(("register", "action"), [(VARIANTS, "deactivate"), (VARIANTS, "activate"), (STOCK, "count")])
def test_who_may_only_read_can_take_a_file_and_nothing_else(register, action):
    variant = sold()[0]
    editor = verified(UserFactory(roles=["Importredaktör"]))
    row = variant if register == VARIANTS else variant.stock

    answer = choose(editor, register, action, [row])

    assert answer.url == "/admin/"
    assert editor.get(register).context["actions"] == []
    assert choose(editor, register, "csv", [row]).has_header("Content-Disposition")
    assert not BulkRun.objects.exists()


def test_a_right_that_is_lost_between_the_pages_is_lost():
    user = owner()
    browser = verified(user)
    variant = VariantFactory()
    page = choose(browser, VARIANTS, "deactivate", [variant])
    user.groups.clear()

    confirm(browser, page)

    assert Variant.objects.get(pk=variant.pk).is_active


def test_an_action_that_is_not_there_is_not_found(browser):
    assert choose(browser, VARIANTS, "explode", [VariantFactory()]).status_code == 404
    assert browser.get(f"{VARIANTS}bulk/?q=a").url == f"{VARIANTS}?q=a"


def test_what_came_of_it_is_for_the_one_who_did_it(browser):
    confirm(browser, choose(browser, VARIANTS, "deactivate", [VariantFactory()]))
    address = reverse("catalogue_variant_modeladmin_bulk_done", args=[BulkRun.objects.get().pk])

    assert browser.get(address).status_code == 200
    assert verified(owner()).get(address).status_code == 404
    assert browser.get(address.replace("/variant/", "/product/")).status_code == 404


def test_chosen_rows_become_a_file(browser):
    chosen, _other = VariantFactory(sku="A-1"), VariantFactory(sku="B-1")

    written = b"".join(choose(browser, VARIANTS, "csv", [chosen]).streaming_content).decode("utf-8-sig")

    assert [line.partition(";")[0] for line in written.splitlines()[1:]] == ["A-1"]


def test_it_asks_as_often_for_many_rows_as_for_few(browser, django_assert_max_num_queries):
    variants = VariantFactory.create_batch(40)
    page = choose(browser, VARIANTS, "deactivate", variants)

    with django_assert_max_num_queries(30):
        confirm(browser, page)


# --- Orders: each in a transaction of its own ---


@pytest.fixture
def orders():
    variant = sellable(price="100.00", stock=50, page=False)
    paid, packed, cancelled = (placed(variant, total="149.00", payment="invoice", level="pro") for _place in range(3))
    unpaid = placed(variant, total="149.00")
    flow.pack(packed.pk, now=packed.placed_at)
    Order.objects.filter(pk=cancelled.pk).update(state=Order.State.CANCELLED)
    return {"paid": paid, "packed": packed, "cancelled": cancelled, "unpaid": unpaid}


def test_orders_are_packed_where_the_flow_allows_and_the_others_are_named(browser, orders):
    page = choose(browser, ORDERS, "pack", orders.values())
    told = confirm(browser, page)

    assert page.context["names"] == [orders["paid"].number]
    assert "1 order är markerad som packad." in told.content.decode()
    assert dict(told.context["refused"]) == {
        "är redan packad": [orders["packed"].number],
        "är avbruten": [orders["cancelled"].number],
        "är inte betald": [orders["unpaid"].number],
    }
    assert Order.objects.get(pk=orders["paid"].pk).fulfilment == Order.Fulfilment.PACKED
    assert Event.objects.filter(kind="order.packed", subject=f"order:{orders['paid'].number}").count() == 1


def test_orders_that_are_shipped_leave_the_stock_once(browser, orders):
    stock = Stock.objects.get()
    page = choose(browser, ORDERS, "ship", orders.values())

    confirm(browser, page)
    told = confirm(browser, page)

    stock.refresh_from_db()
    assert "2 ordrar är markerade som skickade." in told.content.decode()
    assert stock.on_hand == 48
    assert Event.objects.filter(kind="order.shipped").count() == 2


def test_an_order_that_the_flow_refuses_at_the_last_moment_is_told_and_the_others_go_on(browser, orders, monkeypatch):
    rival = orders["packed"].pk

    def ship(pk, *, by, now):
        if pk == rival:
            raise MoveRefused("a rival was first")
        return flow.ship(pk, by=by, now=now)

    monkeypatch.setitem(vars(register_actions.SHIP), "do", register_actions._mover(ship))

    told = confirm(browser, choose(browser, ORDERS, "ship", [orders["paid"], orders["packed"]]))

    assert "1 order är markerad som skickad." in told.content.decode()
    assert told.context["refused"] == [("har ändrats under tiden", [orders["packed"].number])]


def test_a_run_that_was_interrupted_goes_on_where_it_stopped(browser, orders, monkeypatch):
    orders_to_pack = [orders["paid"], placed(Variant.objects.get(), total="149.00", payment="invoice", level="pro")]
    page = choose(browser, ORDERS, "pack", orders_to_pack)
    packed = []

    def stops(order, asked):
        if packed:
            raise ConnectionError
        packed.append(flow.pack(order.pk, now=asked.now))

    with monkeypatch.context() as broken:
        broken.setitem(vars(register_actions.PACK), "do", stops)
        with pytest.raises(ConnectionError):
            confirm(browser, page)
    unfinished = BulkRun.objects.get()
    shown = browser.get(reverse("orders_order_modeladmin_bulk_done", args=[unfinished.pk])).content.decode()
    confirm(browser, page)

    assert "Det avbröts" in shown
    assert BulkRun.objects.get().finished_at
    assert Event.objects.filter(kind="order.packed").exclude(subject=f"order:{orders['packed'].number}").count() == 2


# --- Stock: with a number and a reason ---


def counted(browser, stocks, way, number, reason="inventering"):
    asking = choose(browser, STOCK, "count", stocks)
    return browser.post(
        asking.context["post_url"],
        {"action": "count", "prepared": asking.context["prepared"], "way": way, "number": number, "reason": reason},
    )


def test_many_figures_are_set_with_a_reason(browser):
    low, high, same = (StockFactory(on_hand=count) for count in (2, 9, 5))

    page = counted(browser, [low, high, same], "set", "5")
    told = confirm(browser, page, way="set", number="5", reason="inventering")

    assert page.context["count"] == 2
    assert told.context["refused"] == [("är redan 5", [same.variant.sku])]
    assert list(Stock.objects.values_list("on_hand", flat=True)) == [5, 5, 5]
    event = Event.objects.get(subject=f"variant:{low.variant.sku}")
    assert (event.kind, event.payload) == ("stock.counted", {"was": 2, "on_hand": 5, "reason": "inventering"})
    assert BulkRun.objects.get().values == {"way": "set", "number": "5", "reason": "inventering"}


def test_an_addition_is_made_once_however_often_it_is_sent(browser):
    stock = StockFactory(on_hand=2)
    page = counted(browser, [stock], "adjust", "-1")

    for _time in range(3):
        confirm(browser, page, way="adjust", number="-1", reason="trasig")

    stock.refresh_from_db()
    assert stock.on_hand == 1
    assert Event.objects.filter(kind="stock.counted").count() == 1


def test_what_orders_have_claimed_is_never_taken_away(browser):
    claimed, free = StockFactory(on_hand=5, allocated=4), StockFactory(on_hand=5)

    told = confirm(browser, counted(browser, [claimed, free], "set", "3"), way="set", number="3", reason="x")

    assert told.context["refused"] == [("4 är bundna av ordrar", [claimed.variant.sku])]
    assert sorted(Stock.objects.values_list("on_hand", flat=True)) == [3, 5]


def test_a_figure_that_changed_while_one_counted_is_left_alone(browser):
    stock = StockFactory(on_hand=5)
    page = counted(browser, [stock], "set", "9")
    Stock.objects.filter(pk=stock.pk).update(on_hand=4)

    told = confirm(browser, page, way="set", number="9", reason="x")

    assert told.context["refused"] == [("ändrades till 4 under tiden", [stock.variant.sku])]
    assert Stock.objects.get().on_hand == 4


@pytest.mark.parametrize(
    ("case", "fields", "words"),
    [
        ("no reason", {"way": "set", "number": "5", "reason": " "}, "Fyll i det här"),
        ("no number", {"way": "set", "number": "", "reason": "inventering"}, "Fyll i det här"),
        ("less than none", {"way": "set", "number": "-1", "reason": "inventering"}, "inte finnas färre än noll"),
        ("nothing added", {"way": "adjust", "number": "0", "reason": "inventering"}, "Skriv hur många"),
        ("not a number", {"way": "adjust", "number": "två", "reason": "inventering"}, "heltal"),
        ("beyond counting", {"way": "set", "number": "9" * 12, "reason": "inventering"}, "2000000000"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_that_was_typed_is_lost(browser, case, fields, words):
    stock = StockFactory(on_hand=5)

    answer = counted(browser, [stock], **fields)
    forced = confirm(browser, choose(browser, STOCK, "count", [stock]), **fields)

    assert words in answer.content.decode().replace("\xa0", "")
    assert answer.context["form"].data["number"] == fields["number"]
    assert forced.redirect_chain == []
    assert Stock.objects.get().on_hand == 5


# --- Products: their pages, and with them the sale ---


def test_pages_are_taken_down_in_every_language_and_the_sale_closes(browser):
    product = sellable(price="100.00").product
    bare = VariantFactory(product__name_sv="Utan sida").product

    told = confirm(browser, choose(browser, PRODUCTS, "take-down", [product, bare]))

    pages = Page.objects.filter(translation_key=ProductLink.objects.get(product=product).translation_key)
    assert "Sidan för 1 produkt är avpublicerad." in told.content.decode()
    assert told.context["refused"] == [("har ingen sida", [str(bare)])]
    assert not pages.filter(live=True).exists()
    assert not Product.objects.get(pk=product.pk).is_on_sale


def test_pages_are_published_and_the_sale_opens_as_it_was(browser):
    product = sellable(price="100.00").product
    key = ProductLink.objects.get(product=product).translation_key
    before = set(Page.objects.filter(translation_key=key, live=True).values_list("pk", flat=True))
    confirm(browser, choose(browser, PRODUCTS, "take-down", [product]))

    told = confirm(browser, choose(browser, PRODUCTS, "publish", [product]))
    again = choose(browser, PRODUCTS, "publish", [product])

    assert "Sidan för 1 produkt är publicerad." in told.content.decode()
    assert set(Page.objects.filter(translation_key=key, live=True).values_list("pk", flat=True)) == before
    assert Product.objects.get(pk=product.pk).is_on_sale
    assert again.context["refused"] == [("är redan publicerad", [str(product)])]


def test_who_may_not_publish_does_not(browser):
    product = sellable(price="100.00").product

    answer = choose(verified(UserFactory(roles=["Importredaktör"])), PRODUCTS, "take-down", [product])

    assert answer.url == "/admin/"
    assert Product.objects.get(pk=product.pk).is_on_sale
