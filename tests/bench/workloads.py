"""What is measured, in which order, with which clients."""

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import psycopg
from django.db.models import F
from django.urls import reverse
from django.utils import translation

from cms.pages.category import CategoryPage
from cms.pages.product import ProductPage
from commerce.catalogue.models import Variant
from commerce.orders.models import Order
from commerce.stock.models import Stock
from config.schema_stamp import PROJECT
from tests import databases, web_server
from tests.bench import cost, feeds, goods, placing

WORKERS = 2
FRESH = "tests.bench.timed"
UNCACHED = "tests.bench.settings"


@dataclass(frozen=True)
class Measured:
    name: str
    clients: int
    turns: int
    per_second: float
    p50: float
    p95: float
    p99: float
    cpu: float  # milliseconds of processor time a turn
    note: str = ""


@dataclass(frozen=True)
class Workload:
    name: str
    kind: str
    what: str  # which list of addresses or articles, see `targets`
    clients: int
    turns: int
    settings: str = FRESH


WORKLOADS = [
    Workload("product page, uncached", "read", "products", 1, 300, UNCACHED),
    Workload("product page, uncached", "read", "products", 8, 600, UNCACHED),
    Workload("category of 24 with facets, uncached", "read", "categories", 8, 400, UNCACHED),
    Workload("search, common word", "read", "common", 8, 400, UNCACHED),
    Workload("search, rare word", "read", "rare", 8, 400, UNCACHED),
    Workload("product page, cached", "read", "one product", 8, 6_000),
    Workload("category of 24 with facets, cached", "read", "one category", 8, 6_000),
    Workload("add to cart", "add", "articles", 1, 200),
    Workload("add to cart", "add", "articles", 8, 800),
    Workload("guest checkout, all its requests", "buy", "products", 1, 40),
    Workload("guest checkout, all its requests", "buy", "products", 8, 240),
]


def measure(folder: Path, *, scale: float) -> list[Measured]:
    """Fill the database, run every workload, and last the buyers who want what there is too little of."""
    with contextlib.ExitStack() as held:
        name = held.enter_context(databases.copy_of(databases.migrated_template(), "_bench"))
        held.enter_context(databases.connected_to(name))
        products = int(goods.PRODUCTS * scale)
        rate, cpu = goods.fill(products=products)
        measured = [Measured("import of complete products with pages", 1, products, rate, 0, 0, 0, cpu)]
        places = targets()
        for settings in (UNCACHED, FRESH):
            data = folder / settings
            (data / "queue" / "control").mkdir(parents=True)  # a purchase nudges the worker, as it does in the shop
            with web_server.open_shop(name, data, settings=settings, workers=WORKERS) as shop:
                for workload in WORKLOADS:
                    if workload.settings == settings:
                        measured += _run(workload, shop, places[workload.what], scale)
                if settings == FRESH:
                    measured.append(_oversell(shop))
        measured += [_alone(*one) for one in feeds.measure()]
        measured += [_alone(*one) for one in placing.measure(orders=int(placing.ORDERS * scale))]
    return measured


def _alone(name: str, latencies: list[float], cpu: float, note: str = "") -> Measured:
    """Of what one process did by itself, a turn at a time."""
    rate = 1000 * len(latencies) / sum(latencies)
    times = (_percentile(latencies, one) for one in (0.5, 0.95, 0.99))
    return Measured(name, 1, len(latencies), rate, *times, cpu=cpu, note=note)


def targets() -> dict[str, list[str]]:
    """Addresses as the shop itself gives them, every third product so that no page is the same as the last."""
    swedish = {"locale__language_code": "sv"}
    products = [page.url for page in ProductPage.objects.live().filter(**swedish).order_by("path")[::3]]
    categories = [page.url for page in CategoryPage.objects.live().filter(**swedish).order_by("path")]
    with translation.override("sv"):
        search = reverse("search")
    return {
        "products": products,
        "one product": products[:1],
        "categories": categories,
        "one category": categories[:1],
        "common": [f"{search}?q={goods.COMMON_WORD}"],
        "rare": [f"{search}?q={goods.RARE_WORD}"],
        "articles": list(Variant.objects.order_by("pk").values_list("sku", flat=True)[:5_000:7]),
    }


def _run(
    workload: Workload, shop: web_server.Shop, what: list[str], scale: float, *, warm: bool = True
) -> list[Measured]:
    """The workload, and what the shop says of its parts."""
    turns = max(workload.clients, int(workload.turns * scale))
    if warm:
        load(workload, shop, what, turns=workload.clients * 3)
    web = psutil.Process(shop.process.pid)
    with psycopg.connect(databases.url_of(shop.database), autocommit=True) as database:
        before = cost.cpu_seconds(web, database)
        result = load(workload, shop, what, turns=turns)
        used = cost.cpu_seconds(web, database) - before
    latencies = result["latencies"]
    done = len(latencies)
    note = f"{result['failed']} failed: {result['errors']}" if result["failed"] else _of_server(result["worked"])
    rate, cpu = done / result["seconds"], used * 1000 / done
    whole = Measured(workload.name, workload.clients, done, rate, *_percentiles(latencies), cpu=cpu, note=note)
    parts = [
        Measured(f"server time, {part}", workload.clients, len(took), 0, *_percentiles(took), cpu=0)
        for part, took in result["parts"].items()
        if took
    ]
    return [whole, *parts]


def _of_server(worked: list[float]) -> str:
    """What the shop itself says that a request took it, of those that a purchase is made of."""
    if not worked:
        return ""
    return f"server time a request: p50 {_percentile(worked, 0.5):.0f}, p95 {_percentile(worked, 0.95):.0f} ms"


def load(workload: Workload, shop: web_server.Shop, what: list[str], *, turns: int) -> dict:
    with translation.override("sv"):
        addresses = {"address": shop.address, "checkout": reverse("checkout"), "add": reverse("cart_add")}
        addresses |= {"cart": reverse("cart"), "pay": reverse("payment_demo", args=["-"]).removesuffix("-/")}
    job = {
        "kind": workload.kind,
        "shop": addresses,
        "what": what,
        "clients": workload.clients,
        "turns": turns,
        "seconds": 30,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(job),
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def _oversell(shop: web_server.Shop) -> Measured:
    """Fifty guests go to the checkout for one article, of which there are ten."""
    page = ProductPage.objects.live().filter(locale__language_code="sv").order_by("path").last()
    stock = Stock.objects.filter(variant__product__page_link__translation_key=page.translation_key)
    stock.update(on_hand=F("allocated"))
    Stock.objects.filter(pk=stock.order_by("variant__position").first().pk).update(on_hand=F("allocated") + 10)
    before = Order.objects.count()
    buyers = Workload("50 buyers, 10 pieces", "buy", "", 50, 50)
    result, *_parts = _run(buyers, shop, [page.url], 1, warm=False)
    sold = Order.objects.exclude(state=Order.State.CANCELLED).count() - before
    return replace(result, note=f"{sold} sold")


def _percentiles(sorted_values: list[float]) -> tuple[float, float, float]:
    p50, p95, p99 = (_percentile(sorted_values, share) for share in (0.50, 0.95, 0.99))
    return p50, p95, p99


def _percentile(sorted_values: list[float], share: float) -> float:
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]
