"""The order desk at 1,000,000 orders and 2,500,000 lines: finding one, the lists, a file, what it costs to write one.

python -m tests.bench.orders             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.orders --quick     a hundredth of everything, writes nothing

The orders are written by set-based SQL with triggers off: names, towns and articles are as unevenly spread as in a real
shop, so that a search meets common words, rare ones, and some that nothing holds.
"""

import contextlib
import math
import os
import re
import resource
import time
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from django.db import connection

from tests.bench import cost
from tests.bench.beginning import begun

ORDERS = 1_000_000
GOAL = 500.0
COUNTED = re.compile(r'role="status">\s*([^<]*\d[^<]*?)\s*<')
TURNS = 20
FILL = Path(__file__).with_name("orders.sql")
INDEX = "/admin/orders/order/"


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of a request: the median, the slowest in twenty, the slowest; processor time; how much it found."""

    name: str
    p50: float
    p95: float
    worst: float
    cpu: float
    note: str = ""


def main() -> None:
    is_quick = begun(__doc__)
    from tests.bench import order_report

    found = measure(scale=0.01 if is_quick else 1.0)
    order_report.TABLE.show(found)
    if not is_quick:
        order_report.TABLE.write(found)


def measure(*, scale: float) -> list[Asked]:
    from tests import databases

    with contextlib.ExitStack() as held:
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_orders"))
        held.enter_context(databases.connected_to(name))
        orders = int(ORDERS * scale)
        fill(orders)
        return [*searches(orders), *lists(), *files(), *writing()]


def fill(orders: int) -> None:
    """Rows first, their index afterwards: a million words' worth of it is made at once in a third of the time."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("DROP INDEX order_search_words")
        for statement in FILL.read_text(encoding="utf-8").replace(":orders", str(orders)).split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute(
            "CREATE INDEX order_search_words ON orders_ordersearch USING gin (words) WITH (fastupdate = off)"
        )
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def searches(orders: int) -> list[Asked]:
    """As the register makes them: the page of results with its count, for the owner."""
    some = orders // 2
    number = str(10_000 + some)
    reference = "pi_3" + md5(str(some).encode(), usedforsecurity=False).hexdigest()[:23]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.email, o.phone, s.tracking_number FROM orders_order o "
            "JOIN orders_shipment s ON s.order_id = o.id WHERE o.id BETWEEN %s AND %s ORDER BY o.id LIMIT 1",
            [some, some + 50],
        )
        email, phone, tracking = cursor.fetchone()
    asked = [
        ("order number", number),
        ("beginning of a number", number[:4]),
        ("e-mail address", email),
        ("beginning of an e-mail address", email.split("@", maxsplit=1)[0]),
        ("mail host, very common", "gmail.com"),
        ("first name, common", "anna"),
        ("last name, Swedish letter", "öberg"),
        ("last name, rare", "ahlblad"),
        ("two names, both common", "anna andersson"),
        ("company", "ateljé"),
        ("phone, as it stands", phone),
        ("phone, with country code", f"+46 {phone[1:]}"),
        ("beginning of a phone number", "0701"),
        ("article number", "ll-01214-rok"),
        ("beginning of an article number", "ll-01"),
        ("product name, very common", "kopp"),
        ("product name of two words", "kopp glimma"),
        ("town, common", "stockholm"),
        ("postal code and town", "892 29 kalmar"),
        ("name and town", "öberg kalmar"),
        ("invoice", "F12345"),
        ("tracking number", tracking),
        ("payment reference", reference),
        ("the buyer's order number", "PO-555555"),
        ("organisation number", "5560000123"),
        ("return", f"{10_003 + some - some % 50}-R1"),
        ("three common words", "gmail.com stockholm anna"),
        ("three letters", "ann"),
        ("nothing holds it", "zzyzx"),
    ]
    browser = _owner()
    found = [_request(browser, f"search: {name}", {"q": term}) for name, term in asked]
    narrowed = {"q": "anna", "state": "confirmed"}
    return [
        *found,
        _request(browser, "search, narrowed: common name, confirmed", narrowed),
        _request(browser, "search, narrowed: common name, completed", {**narrowed, "state": "completed"}),
        _request(browser, "search, sorted by total: rare name", {"q": "ahlblad", "o": "-total"}),
    ]


def lists() -> list[Asked]:
    from django.db.models import Max

    from commerce.orders.models import Order

    browser = _owner()
    newest = Order.objects.aggregate(Max("pk"))["pk__max"]
    return [
        _request(browser, "the list", {}),
        _request(browser, "the list, to pack, oldest first", {"state": "confirmed", "parcel": "open", "o": "placed"}),
        _request(browser, "the list, unpaid invoices", {"invoice": "unpaid"}),
        _request(browser, "the list, the last page", {"p": "200"}),
        _request(browser, "the desk: every queue", {}, address="/admin/orders/desk/"),
        _request(browser, "an order", {}, address=f"{INDEX}inspect/{newest}/"),
    ]


def files() -> list[Asked]:
    """A million rows and more, sent as they are written: how long to the first, and how much memory the whole took."""
    found = []
    for name, query in (("orders", {}), ("lines", {"sheet": "lines"})):
        browser = _owner()
        before, used, began = _memory(), _cpu(), time.perf_counter()
        pieces = iter(browser.get(INDEX, {"export": "csv", **query}).streaming_content)
        next(pieces), next(pieces)
        first = (time.perf_counter() - began) * 1000
        rows = 1 + sum(1 for _piece in pieces)
        seconds, grown = time.perf_counter() - began, (_memory() - before) / 1024
        said = f"till första raden; {rows:,} rader på {seconds:.0f} s, minnet växte {grown:.0f} MB".replace(",", " ")
        found.append(Asked(f"a file of all {name}", first, first, first, (_cpu() - used) * 1000, said))
    return found


def writing(turns: int = 500) -> list[Asked]:
    """A new order of three lines in one statement, as it is placed: with the triggers of the search, and without."""
    tables = ("orders_order", "orders_orderaddress", "orders_orderline")
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM orders_order")
        [(newest,)] = cursor.fetchall()

        def write(name: str, first: int) -> Asked:
            return _timed(name, lambda key: cursor.execute(COPY, {"key": key}), range(first, first + turns))

        write("to begin with", newest * 10)
        found = [write("a new order, with its words", newest * 20)]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return [*found, write("a new order, without", newest * 30)]


# A copy of an order somewhere in the middle, under a key of its own.
COPY = """
WITH source AS (SELECT * FROM orders_order WHERE id = 1 + %(key)s %% 1000),
placed AS (
    INSERT INTO orders_order SELECT made.* FROM source,
    LATERAL jsonb_populate_record(NULL::orders_order, to_jsonb(source) || jsonb_build_object(
        'id', %(key)s::bigint, 'number', %(key)s::text, 'token', gen_random_uuid(), 'cart_token', gen_random_uuid(),
        'state', 'placed', 'fulfilment', 'open', 'paid_state', 'none', 'placed_at', now())) AS made),
goes AS (
    INSERT INTO orders_orderaddress (order_id, kind, first_name, last_name, company, address_1, address_2, postal_code,
                                     city, country)
    SELECT %(key)s, kind, first_name, last_name, company, address_1, address_2, postal_code, city, country
    FROM orders_orderaddress WHERE order_id = 1 + %(key)s %% 1000)
INSERT INTO orders_orderline (order_id, position, sku, name, label, quantity, unit_net, unit_gross, discount, net, vat,
                              gross, vat_rate, tax_class, price_source)
SELECT %(key)s, place, sku, name, label, quantity, unit_net, unit_gross, discount, net, vat, gross, vat_rate, tax_class,
       price_source
FROM orders_orderline, generate_series(1, 3) place WHERE order_id = 1 + %(key)s %% 1000 AND position = 1
"""


def _owner():
    from tests.factories.customers import owner, verified

    return verified(owner())


def _request(browser, name: str, query: dict, *, address: str = INDEX) -> Asked:
    def whole(_turn):
        answer = browser.get(address, query)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    told = COUNTED.search(whole(0).content.decode())
    return _timed(name, whole, range(TURNS), " ".join(told[1].split()) if told else "")


def _timed(name: str, do, turns, note: str = "") -> Asked:
    used, taken = _cpu(), []
    for turn in turns:
        began = time.perf_counter()
        do(turn)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    p95 = taken[math.ceil(len(taken) * 0.95) - 1]
    return Asked(name, taken[len(taken) // 2], p95, taken[-1], (_cpu() - used) * 1000 / len(taken), note)


def _cpu() -> float:
    """Of this thread and of its session in the database."""
    connection.ensure_connection()
    return time.thread_time() + cost.of_process(connection.connection.info.backend_pid)


def _memory() -> int:
    """The most that this process has held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
