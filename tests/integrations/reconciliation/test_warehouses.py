"""Every difference that is put into a warehouse's books, or into ours, is found; none is invented."""

import contextlib

import pytest
from django.utils import timezone

from commerce.stock.count import recount
from commerce.stock.models import Stock, Warehouse
from integrations.reconciliation import deciding
from integrations.reconciliation.comparison import Difference
from integrations.sandbox.third_party import ThirdParty
from integrations.warehouses import tasks
from integrations.warehouses.models import WarehouseStock
from tests.factories.catalogue import sellable
from tests.factories.differences import differences, found, in_a_day, untouched
from tests.factories.warehouses import bought, deliver, part_of, read_orders, read_stock, run_by_ongoing, stocked

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1"), pytest.mark.krav("4.11.4")]


@pytest.fixture(scope="module")
def sandbox(made_once, module_settings):
    with contextlib.ExitStack() as held:
        yield made_once(lambda: held.enter_context(run_by_ongoing(module_settings)))


@pytest.fixture(scope="module")
def made(made_once, sandbox):
    return made_once(lambda: every_state(sandbox))


@pytest.fixture
def books(made, sandbox):
    with untouched(sandbox.books) as kept:
        yield kept


def every_state(sandbox):
    """Orders as they come and go at the warehouse, and articles on its shelves."""
    variant, other = stocked(sandbox, pieces=50), stocked(sandbox, pieces=3)
    orders = {name: bought((variant, count)) for count, name in enumerate(("lost", "fewer", "picked", "sent"), start=1)}
    deliver()
    sandbox.books.ship(orders["sent"].number)
    read_orders()
    read_stock()
    deliver()
    return {"orders": orders, "variant": variant, "other": other}


def name_of(made, name):
    return part_of(made["orders"][name]).name


def is_lost(books, made):
    del books.orders[name_of(made, "lost")]
    return [("missing_there", f"part:{name_of(made, 'lost')}"), ("other_stock", f"sku:{made['variant'].sku}")]


def has_fewer(books, made):
    books.orders[name_of(made, "fewer")]["lines"][0]["ordered"] = 1
    return [("other_pieces", f"part:{name_of(made, 'fewer')}"), ("other_stock", f"sku:{made['variant'].sku}")]


def is_cancelled(books, made):
    books.cancel(name_of(made, "picked"))
    return [("other_state", f"part:{name_of(made, 'picked')}"), ("other_stock", f"sku:{made['variant'].sku}")]


def says_what_nobody_knows(books, made):
    books.orders[name_of(made, "fewer")]["status"] = 777
    return [("other_state", f"part:{name_of(made, 'fewer')}")]


def has_one_that_nobody_here_asked_for(books, made):
    asked = {**books.orders[name_of(made, "picked")]["asked"], "orderNumber": "99999", "goodsOwnerOrderId": "99999"}
    books.put_order(asked)
    return [("other_stock", f"sku:{made['variant'].sku}"), ("unknown_here", "part:99999")]


def has_lost_goods(books, made):
    books.receive(made["other"].sku, -1)
    return [("other_stock", f"sku:{made['other'].sku}")]


def was_counted_here(books, made):
    recount(made["other"].pk, on_hand=8, seen=3, now=timezone.now())
    return [("other_stock", f"sku:{made['other'].sku}")]


def test_books_that_agree_have_no_differences(books, made):
    assert found("ongoing") == []


@pytest.mark.parametrize(
    "inject",
    [
        is_lost,
        has_fewer,
        is_cancelled,
        says_what_nobody_knows,
        has_one_that_nobody_here_asked_for,
        has_lost_goods,
        was_counted_here,
    ],
)
def test_what_differs_is_found_and_nothing_else(books, made, inject):
    expected = inject(books, made)

    assert found("ongoing") == expected


def test_what_has_just_moved_is_no_difference_yet(books, made):
    is_cancelled(books, made)
    has_lost_goods(books, made)
    bought((made["variant"], 1))

    assert found("ongoing", now=timezone.now()) == []


def test_what_differs_stands_side_by_side(books, made):
    was_counted_here(books, made)

    sku = made["other"].sku
    assert differences("ongoing") == [
        Difference(
            system="ongoing",
            kind="other_stock",
            subject=f"sku:{sku}",
            ours={"on_shelf": "8"},
            theirs={"on_shelf": "3"},
        )
    ]


@pytest.mark.parametrize("inject", [is_lost, has_fewer])
def test_an_order_that_they_have_lost_or_changed_is_sent_again_once(books, made, inject):
    [(_kind, subject), _stock] = inject(books, made)
    name = subject.partition(":")[2]
    [difference] = [one for one in differences("ongoing") if one.subject == subject]

    for _twice in range(2):
        deciding.resend(difference, now=timezone.now())
    deliver(hours=1)

    assert found("ongoing") == []
    assert [number for number in books.orders if number == name] == [name]


def test_the_stock_that_they_have_is_adopted(books, made):
    was_counted_here(books, made)
    [difference] = differences("ongoing")

    deciding.adopt(difference, now=timezone.now())

    assert Stock.objects.get(pk=made["other"].pk).on_hand == 3
    assert found("ongoing") == []


def test_how_far_an_order_has_come_is_adopted(books, made):
    is_cancelled(books, made)
    [difference] = [one for one in differences("ongoing") if one.kind == "other_state"]

    deciding.adopt(difference, now=timezone.now())

    part = part_of(made["orders"]["picked"])
    assert (part.state, part.problem) == ("cancelled", "cancelled")
    assert [one for one in found("ongoing") if one[0] == "other_state"] == []


# --- files ---


@pytest.fixture
def party(settings, tmp_path):
    settings.WAREHOUSE_FILES, settings.WAREHOUSE_SYSTEMS = str(tmp_path), {"warehouse_files": "Files"}
    settings.DELIVERY_THREADS = 1
    Warehouse.objects.filter(pk=Warehouse.in_use()[0].pk).update(run_by="warehouse_files")
    return ThirdParty(tmp_path)


def test_a_file_that_is_not_acknowledged_is_found_written_again_and_gone_when_it_is(party):
    order = bought((sellable(page=False, stock=10), 3))
    deliver()
    assert found("warehouse_files", now=timezone.now()) == []
    lost = next((party.folder / "out").iterdir())
    lost.unlink()

    [difference] = differences("warehouse_files")
    assert (difference.kind, difference.subject, difference.order) == (
        "missing_there",
        f"file:{lost.name}",
        order.number,
    )
    deciding.resend(difference, now=timezone.now())
    party.fetch()
    tasks.take_in_files()

    assert found("warehouse_files") == []


def test_a_file_that_could_not_be_read_and_goods_that_are_not_there_are_found(party):
    (party.folder / "in").mkdir(exist_ok=True)
    (party.folder / "in" / "stock-00000001.csv").write_text("not a file of ours")
    tasks.take_in_files()
    variant = sellable(page=False, stock=1)
    WarehouseStock.objects.create(
        warehouse=Warehouse.objects.get(run_by="warehouse_files"),
        variant=variant,
        sellable=0,
        asked_at=in_a_day(),
        missing=1,
    )

    assert [kind for kind, _subject in found("warehouse_files")] == ["other_stock", "unknown_here"]
