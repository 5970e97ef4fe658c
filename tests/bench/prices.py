"""Prices at 100,000 variants and 1,000,000 prices in 50 lists: quoting, the admin's registers, publishing a change set.

python -m tests.bench.prices             measure, print the table, write its section of docs/benchmarks.md
python -m tests.bench.prices --quick     a tenth of everything, writes nothing

Each figure stands beside what its bare queries cost, sent by themselves over the same kind of connection.
"""

import contextlib
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

from django.db import connection
from django.utils import timezone

from tests.bench import cost
from tests.bench.beginning import begun

VARIANTS = 100_000
LISTS = 50
LEVEL_LISTS = ("bas", "user", "pro", "premium")
ON_A_PAGE = 24
PRICES_OF_A_VARIANT = 10
REPLICA = "SET LOCAL session_replication_role = replica"


@dataclass(frozen=True, slots=True)
class Compared:
    """Milliseconds, and those of the bare queries; processor time of this process and its session; the goal."""

    name: str
    taken: float
    cpu: float
    bare: float
    goal: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.taken / self.bare


def main() -> None:
    is_quick = begun(__doc__)
    from tests.bench import price_report

    found = measure(scale=0.1 if is_quick else 1.0)
    price_report.TABLE.show(found)
    if not is_quick:
        price_report.TABLE.write(found)


def measure(*, scale: float) -> list[Compared]:
    from tests import databases

    with contextlib.ExitStack() as held:
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench_prices"))
        held.enter_context(databases.connected_to(name))
        fill(int(VARIANTS * scale))
        return [*quoting(), *registers(), *publishing()]


def fill(variants: int) -> None:
    """COPY and nothing else; triggers are off, and the ledger is written as they would have written it."""
    from commerce.bulk import copy_in, take_ids
    from commerce.catalogue.models import Product, Variant
    from commerce.customers.organisations import Organisation
    from commerce.pricing.models import Price, PriceList
    from tests.factories.customers import organisation_number

    rng = random.Random(7)
    now = timezone.now()
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Firma {number} AB", number=organisation_number(number))
        for number in range(LISTS - len(LEVEL_LISTS))
    )
    own = PriceList.objects.bulk_create(
        PriceList(code=f"avtal-{number}", name=f"Avtal {number}", organisation=organisation)
        for number, organisation in enumerate(organisations)
    )
    of_levels = {one.code: one.pk for one in PriceList.objects.filter(code__in=LEVEL_LISTS)}
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(REPLICA)
        products = take_ids(Product, variants // 2)
        copy_in(
            Product,
            ("id", "code", "name_sv", "is_on_sale", "created_at"),
            ((pk, f"p-{pk}", f"{rng.choice(('Kopp', 'Vas', 'Fat', 'Skål'))} {pk}", True, now) for pk in products),
        )
        keys = take_ids(Variant, variants)
        copy_in(
            Variant,
            ("id", "product_id", "sku", "label_sv", "cost"),
            (
                (pk, products[place // 2], f"LL-{place:06}", f"färg {place % 7}", Decimal(40))
                for place, pk in enumerate(keys)
            ),
        )
        names = ("variant_id", "price_list_id", "min_quantity", "amount")
        copy_in(Price, names, _prices(keys, of_levels, [one.pk for one in own], rng))
        cursor.execute("""
            INSERT INTO pricing_pricerecord (price_id, variant_id, price_list_id, audience, currency, is_net, policy,
                                             rank, min_quantity, amount, cause, recorded_at)
            SELECT a.id, a.variant_id, t.id, price_audience(t), t.currency, t.basis = 'net', t.policy, t.rank,
                   a.min_quantity, a.amount, '', now() - interval '90 days'
            FROM pricing_price a JOIN pricing_pricelist t ON t.id = a.price_list_id""")
        cursor.execute("COMMIT")
        cursor.execute("VACUUM ANALYZE")


def _prices(variants: list[int], of_levels: dict[str, int], own: list[int], rng: random.Random) -> Iterator[tuple]:
    """Ten of each variant: one for everyone, four for levels with a tier, five on organisations' lists."""
    for pk in variants:
        amount = Decimal(rng.randrange(9_000, 90_000)) / 100
        yield pk, of_levels["bas"], 1, amount
        yield pk, of_levels["user"], 1, amount - 1
        yield pk, of_levels["pro"], 1, amount - 2
        yield pk, of_levels["pro"], 10, amount - 5
        yield pk, of_levels["premium"], 1, amount - 3
        for price_list in rng.sample(own, PRICES_OF_A_VARIANT - 5):
            yield pk, price_list, 1, amount - 4


def quoting(turns: int = 200) -> list[Compared]:
    """24 variants, other ones each time, for a member of an organisation; and the same statement by itself."""
    from commerce import prepared
    from commerce.customers.shopper import Shopper
    from commerce.pricing import lookup
    from commerce.pricing.models import PriceList

    organisation = PriceList.objects.exclude(organisation=None).order_by("pk").first().organisation_id
    shopper = Shopper(level="pro", buyer_type="business", organisation=organisation, at=timezone.now())
    pages = [_some_variants() for _turn in range(turns)]

    def bare(page):
        prepared.rows(lookup.PRICES, lookup._values(page, shopper))

    def whole(page):
        assert len(lookup.quotes(dict.fromkeys(page, 1), shopper=shopper)) == ON_A_PAGE

    for page in pages:
        bare(page)
    return [Compared("quote 24 variants", *_timed(whole, pages), _timed(bare, pages)[0], 5)]


def registers() -> list[Compared]:
    """The owner's lists, searched, filtered and sorted; a file is timed to its first row."""
    from commerce.pricing.models import PriceList
    from tests.factories.customers import owner, verified

    browser = verified(owner())
    prices, lists = "/admin/pricing/price/", "/admin/pricing/pricelist/"
    own = PriceList.objects.exclude(organisation=None).order_by("pk").first()
    some = _some_variants()[0]
    asked = [
        ("prices, list", prices, {}),
        ("prices, an article number", prices, {"q": "LL-004711"}),
        ("prices, a common word", prices, {"q": "kopp"}),
        ("prices, of one list", prices, {"price_list": own.pk}),
        ("prices, of one list, a common word", prices, {"price_list": own.pk, "q": "vas"}),
        ("prices, in force", prices, {"state": "now"}),
        ("prices, coming", prices, {"state": "coming"}),
        ("prices, sorted by amount", prices, {"o": "-price"}),
        ("prices, the last page", prices, {"p": "200"}),
        ("price lists", lists, {}),
        ("price ledger of a variant", "/admin/pricing/pricerecord/", {"variant": some}),
        ("price ledger", "/admin/pricing/pricerecord/", {}),
    ]
    found = [_request(browser, name, address, query) for name, address, query in asked]
    return [*found, _export(browser, prices, {"price_list": own.pk})]


def _request(browser, name: str, address: str, query: dict, *, turns: int = 5) -> Compared:
    from django.test.utils import CaptureQueriesContext

    def whole(_turn):
        answer = browser.get(address, query)
        assert answer.status_code == 200, (address, answer.status_code)

    whole(0)
    with CaptureQueriesContext(connection) as captured:
        whole(0)
    statements = [one["sql"] for one in captured if one["sql"].lstrip().startswith(("SELECT", "("))]

    def bare(_turn):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    taken, bare_taken = _timed(whole, range(turns)), _timed(bare, range(turns))[0]
    return Compared(name, *taken, bare_taken, 500, f"{len(statements)} queries")


def _export(browser, address: str, query: dict) -> Compared:
    """To the first row of the file; the whole of it in the note."""
    before, began = _cpu(), time.perf_counter()
    pieces = iter(browser.get(address, {**query, "export": "csv"}).streaming_content)
    next(pieces), next(pieces)
    first, used = (time.perf_counter() - began) * 1000, (_cpu() - before) * 1000
    rows = 1 + sum(1 for _piece in pieces)
    whole = time.perf_counter() - began
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute("SELECT * FROM pricing_price WHERE price_list_id = %s ORDER BY id LIMIT 2000", [*query.values()])
        cursor.fetchall()
    bare = (time.perf_counter() - began) * 1000
    said = f"first row; all {rows} rows in {whole:.1f} s"
    return Compared("prices, of one list, to a file", first, used, bare, 500, said)


def publishing() -> list[Compared]:
    """Every variant's price for everyone changes at one instant, while a shopper asks without pause."""
    from commerce.catalogue.models import Variant
    from commerce.customers.models import User
    from commerce.pricing.change_sets import PriceChangeSet, publish, submit, undo
    from commerce.pricing.models import PriceList

    author = User.objects.create_user("priser@example.com")
    base = PriceList.objects.get(code="bas")
    made = PriceChangeSet.objects.create(name="Höst", author=author, created_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pricing_pricechange (change_set_id, price_list_id, variant_id, min_quantity, amount) "
            "SELECT %s, price_list_id, variant_id, 1, round(amount * 1.05, 2) FROM pricing_price "
            "WHERE price_list_id = %s",
            [made.pk, base.pk],
        )
        cursor.execute("ANALYZE pricing_pricechange")
    count = Variant.objects.count()
    bare = _bare_publishing(base.pk)
    submitted = _timed(lambda _turn: submit(made.pk, by=author, now=timezone.now()), range(1))
    with _a_shopper_who_asks() as seen:
        published = _timed(lambda _turn: publish(made.pk, by=author, now=timezone.now()), range(1))
    with _a_shopper_who_asks() as seen_after:
        undone = _timed(lambda _turn: undo(made.pk, by=author, now=timezone.now()), range(1))
    return [
        Compared("change set, checked and submitted", *submitted, bare * 1000, 20_000),
        Compared("change set, published", *published, bare * 1000, 20_000, f"{count} prices; {seen}"),
        Compared("change set, taken back", *undone, bare * 1000, 20_000, str(seen_after)),
    ]


def _bare_publishing(price_list: int) -> float:
    """End as many prices and begin as many, with indexes and without anything that triggers derive."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(REPLICA)
        began = time.perf_counter()
        cursor.execute("UPDATE pricing_price SET valid_until = now() WHERE price_list_id = %s", [price_list])
        cursor.execute(
            "INSERT INTO pricing_price (price_list_id, variant_id, min_quantity, amount, valid_from) "
            "SELECT price_list_id, variant_id, min_quantity, amount, now() FROM pricing_price WHERE price_list_id = %s",
            [price_list],
        )
        seconds = time.perf_counter() - began
        cursor.execute("ROLLBACK")
        cursor.execute("VACUUM ANALYZE pricing_price")
    return seconds


@dataclass(slots=True)
class Seen:
    """What a shopper saw meanwhile."""

    asked: int = 0
    mixed: int = 0
    slowest: float = 0
    error: BaseException | None = None

    def __str__(self) -> str:
        return f"asked {self.asked} times meanwhile, slowest {self.slowest:.0f} ms, {self.mixed} mixed"


@contextlib.contextmanager
def _a_shopper_who_asks():
    """Asks for the same 24 prices without pause; all of them are as before, or all are as after."""
    from commerce.customers.shopper import Shopper
    from commerce.pricing import lookup

    variants = dict.fromkeys(_some_variants(), 1)

    def ask(at: datetime) -> dict[int, Decimal]:
        return {pk: one.unit_gross for pk, one in lookup.quotes(variants, shopper=Shopper(at=at)).items()}

    before, seen, over, started = ask(timezone.now()), Seen(), threading.Event(), threading.Event()

    def go_on():
        try:
            while not over.is_set():
                began = time.perf_counter()
                now = ask(timezone.now())
                seen.slowest = max(seen.slowest, (time.perf_counter() - began) * 1000)
                seen.asked += 1
                changed = sum(before[pk] != now.get(pk) for pk in before)
                seen.mixed += changed not in (0, len(before))
                started.set()
        except BaseException as error:  # noqa: BLE001 - handed to the one who waits
            seen.error = error
        finally:
            started.set()
            connection.close()

    asking = threading.Thread(target=go_on)
    asking.start()
    started.wait()
    yield seen
    over.set()
    asking.join()
    if seen.error:
        raise seen.error
    after = ask(timezone.now() + timedelta(seconds=1))
    assert all(before[pk] != after[pk] for pk in before), "nothing changed"


def _some_variants() -> list[int]:
    from commerce.catalogue.models import Variant

    return list(Variant.objects.order_by("?").values_list("pk", flat=True)[:ON_A_PAGE])


def _timed(do: Callable, turns) -> tuple[float, float]:
    """The median of the turns, and the mean processor time of one, in milliseconds."""
    before = _cpu()
    taken = [_seconds(lambda turn=turn: do(turn)) for turn in turns]
    return median(taken) * 1000, (_cpu() - before) * 1000 / len(taken)


def _cpu() -> float:
    """Of this thread and of its session in the database."""
    connection.ensure_connection()
    return time.thread_time() + cost.of_process(connection.connection.info.backend_pid)


def _seconds(do: Callable) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
