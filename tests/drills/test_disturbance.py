"""The shop behind nginx while its database is killed, stands still, or the shop itself is killed (4.11.3).

Real nginx with the configuration of `deploy/`, real gunicorn at a socket that stays open as systemd's does, and a
PostgreSQL server of its own. Everybody is told within a second, guests read on what was kept, and all is well again by
itself within five; what was answered is there and what was not has left nothing.
"""

import contextlib
import http.client
import secrets
import shutil
import signal
import socket
import ssl
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.urls import reverse

from cms.links import ProductLink
from cms.pages.product import ProductPage
from commerce.cart.models import CartLine
from commerce.orders.models import Order
from config import preparation
from tests import databases
from tests.drills.clusters import Cluster, connected_to
from tests.drills.slots import Slot
from tests.drills.standing_still import StandingStill
from tests.factories.catalogue import sellable
from tests.factories.orders import delivery_method
from tests.guest import WHO, Guest
from tests.house import nginx_site

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine, pytest.mark.krav("4.11.3"), pytest.mark.krav("4.11.4")]
TOLD_WITHIN, BACK_WITHIN = 1.0, 5.0
SHOP = "shop"
# Who has something of his own gets nothing that was kept, and a token is looked up.
OWN = {"Cookie": "__Host-sessionid=somebody", "Authorization": f"Bearer shop_{'a' * 10}.{'a' * 43}"}
SWEDISH, ENGLISH, JSON = "svarar inte just nu", "does not answer", '"title": "Service Unavailable"'
AS_DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "ENVIRONMENT": "test",  # where the demo provider takes payments
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECRET_KEY": secrets.token_hex(40),
    "SHOP_ORGANISATION_NUMBER": "559123-4561",
    "EMAIL_URL": "consolemail:",
}
# A machine that stands still is noticed by those who wait: these ask at the same moment.
AT_ONCE = 6


class SecureGuest(Guest):
    """One who comes over TLS. nginx says the host without its port, which a real address has not."""

    def __init__(self, site):
        super().__init__(site.base, checkout=reverse("checkout"))
        self.origin = "https://127.0.0.1"
        trusted = ssl.create_default_context(cafile=str(site.certificate))
        self.connection = http.client.HTTPSConnection(self.host, timeout=30, context=trusted)


class Shop:
    """nginx, the shop and its database, with the goods that are looked at, and one that nobody has looked at."""

    def __init__(self, folder, site, cluster, listening, still):
        self.folder, self.site, self.cluster, self.listening, self.still = folder, site, cluster, listening, still
        self.down = site.folder / "run" / "down"
        self.url, self.started = f"postgres://postgres@/{SHOP}?host={cluster.socket}", 0
        self.goods, self.unseen = (page_of(sellable(price=price, stock=1000)) for price in ("100.00", "19.90"))
        delivery_method()
        self.slot = self.open()

    def open(self):
        """As `shop@.service` does: nginx is told when it is ready."""
        self.started += 1
        slot = Slot(self.listening, self.url, self.folder, self.started, **AS_DEPLOYED, SITE_URL=self.site.base)
        self.down.unlink(missing_ok=True)
        return slot

    def asked(self, method):
        """Addresses and the words that somebody understands. The API knows no HEAD, and says so without a database."""
        told = {
            self.unseen: SWEDISH,
            reverse("cart"): SWEDISH,
            reverse("checkout"): SWEDISH,
            "/en/": ENGLISH,
            "/admin/": SWEDISH,
            "/api/v1/orders": JSON,
        }
        return [((path, method), words) for path, words in told.items() if (words, method) != (JSON, "HEAD")]

    def is_told(self, path, method, words):
        """That it is, as it should be; gives how long it took."""
        stood = self.still.seconds
        answer, took = self.site.ask(path, method, headers=OWN, data=b"a=b" if method == "POST" else None)
        took -= self.still.seconds - stood
        what = (path, method, answer.status_code, took)
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "30"), (what, answer.text[:500])
        assert answer.headers["Cache-Control"] == "no-store", what
        assert (words in answer.content.decode()) is (method != "HEAD"), what
        assert took < TOLD_WITHIN, what
        return took

    def a_guest(self):
        """One who has filled in everything and has not yet pressed the button. Gives him, the address and the words."""
        guest = SecureGuest(self.site)
        guest.add(guest.get(self.goods))
        form = guest.get(guest.checkout).form(holding="cart_version")
        return guest, form.action, {**form.fields, **WHO, "payment": "demo"}

    @contextlib.contextmanager
    def without_database(self):
        """Killed, and started again at the end."""
        self.cluster.kill()
        try:
            yield
        finally:
            self.cluster.start()

    @contextlib.contextmanager
    def with_database_standing_still(self):
        """The server and all its processes get no time, and keep every connection open."""
        all_of_it = self.cluster.processes()
        for one in all_of_it:
            one.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for one in reversed(all_of_it):
                one.send_signal(signal.SIGCONT)

    @contextlib.contextmanager
    def without_shop(self):
        """Killed; what systemd does then, and its socket goes on taking visitors."""
        self.slot.kill()
        self.down.touch()
        try:
            yield
        finally:
            self.slot = self.open()


@pytest.fixture(scope="module")
def shop(django_db_setup, django_db_blocker, tmp_path_factory):
    folder, site_folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("site")
    for name in ("mail", "queue/control", "media"):
        (folder / name).mkdir(parents=True)
    preparation.compile_translations()
    preparation.prepare("static", settings="config.settings.local")
    with django_db_blocker.unblock(), contextlib.ExitStack() as held:
        place = Path(tempfile.mkdtemp(prefix="pg-"))
        held.callback(shutil.rmtree, place, ignore_errors=True)
        cluster = Cluster(place, major=connection.pg_version // 10000, archive="/bin/true")
        held.callback(cluster.stop)
        cluster.start()
        cluster.fill(SHOP, of=databases.migrated_template())
        held.enter_context(connected_to(cluster, SHOP))
        site = held.enter_context(nginx_site.opened(site_folder, is_secure=True))
        listening = held.enter_context(socket.socket(socket.AF_UNIX))
        listening.bind(str(site.socket_path))
        listening.listen(2048)
        made = Shop(folder, site, cluster, listening, held.enter_context(StandingStill()))
        held.callback(lambda: made.slot.kill())
        yield made


@pytest.mark.parametrize("calamity", ["without_database", "with_database_standing_still", "without_shop"])
def test_everybody_is_told_and_nothing_is_lost(shop, calamity):
    guest, address, said = shop.a_guest()
    kept = shop.site.ask(shop.goods)[0]
    assert (kept.status_code, shop.site.ask("/ready")[0].json()["ok"]) == (200, True)
    orders, lines = Order.objects.count(), CartLine.objects.count()
    connections.close_all()

    with getattr(shop, calamity)():
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            first = crowd.map(lambda _number: shop.is_told(reverse("cart"), "GET", SWEDISH), range(AT_ONCE))
            took = [*first]
        for method in ("GET", "POST", "HEAD"):
            took += [shop.is_told(*asked, words) for asked, words in shop.asked(method)]
        begun = time.monotonic()
        assert guest.post(address, said).status == 503
        assert time.monotonic() - begun < TOLD_WITHIN
        for method in ("GET", "HEAD"):
            read, seconds = shop.site.ask(shop.goods, method)
            assert (read.status_code, read.headers["X-Shop-Cache"] in ("HIT", "STALE")) == (200, True)
            assert seconds < TOLD_WITHIN
            assert read.text == ("" if method == "HEAD" else kept.text)
        alive, ready = shop.site.ask("/live")[0], shop.site.ask("/ready")[0]
        assert alive.status_code == (503 if calamity == "without_shop" else 200)
        assert (ready.status_code, ready.json()["ok"]) == (503, False)
        print(f"{calamity}: told within {max(took):.2f} s, half of them within {sorted(took)[len(took) // 2]:.3f} s")  # noqa: T201

    begun = time.monotonic()
    for (path, method), _words in shop.asked("GET"):
        while shop.site.ask(path, method, headers=OWN)[0].status_code >= 500:
            assert time.monotonic() - begun < BACK_WITHIN, path
    assert shop.site.ask("/ready")[0].json()["ok"]
    back = time.monotonic() - begun
    print(f"{calamity}: all of it back within {back:.2f} s")  # noqa: T201
    assert back < BACK_WITHIN
    assert (Order.objects.count(), CartLine.objects.count()) == (orders, lines)

    page = guest.post(address, said)
    pay = page.form(holding="csrfmiddlewaretoken")
    assert guest.post(pay.action, {**pay.fields, "outcome": "paid"}).is_receipt
    assert Order.objects.count() == orders + 1
    connections.close_all()


def test_who_was_answered_is_found_again_after_the_server_was_killed(shop):
    """Committed is committed: killed at once after the receipt, and it is there."""
    guest, address, said = shop.a_guest()
    pay = guest.post(address, said).form(holding="csrfmiddlewaretoken")
    receipt = guest.post(pay.action, {**pay.fields, "outcome": "paid"})
    connections.close_all()
    with shop.without_database():
        pass

    assert receipt.is_receipt
    assert guest.get(receipt.path).is_receipt
    assert Order.objects.order_by("-pk").first().number in receipt.body
    connections.close_all()


def test_who_waits_for_a_lock_is_answered_when_it_is_let_go_and_nobody_is_told_of_a_disturbance(shop):
    """A database that is asked something slow does not hang."""
    guest, address, said = shop.a_guest()
    waits = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND now() - query_start > interval '1.5 s'"
    with ThreadPoolExecutor(1) as other, psycopg.connect(shop.url) as holding:
        holding.execute("LOCK TABLE orders_order IN ACCESS EXCLUSIVE MODE")
        pressed = other.submit(guest.post, address, said)
        shop.cluster.until(f"SELECT count(*) {waits}")

        read, seconds = shop.site.ask(shop.unseen, headers=OWN)
        holding.rollback()

    assert (read.status_code, pressed.result().status) == (200, 200)
    assert seconds < TOLD_WITHIN


def page_of(variant):
    key = ProductLink.objects.get(product=variant.product).translation_key
    return ProductPage.objects.get(translation_key=key, locale__language_code="sv").url
