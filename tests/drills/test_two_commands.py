"""The README's promise on a fresh clone: `make run`, a page is served, a product is bought, Ctrl-C ends it all."""

import contextlib
import os
import re
import signal
import sys
import time

import psutil
import pytest
import requests
from django.urls import reverse
from django.utils import translation

from tests.drills import machines
from tests.guest import Guest

FIRST_RUN, SECOND_RUN, STOPPED = 180, 10, 10  # seconds, as promised
GUARDED = 60  # seconds for what was left behind: nothing is promised but that it goes, the database shut down in order
KINDS = ["closed", "open", "guest"] if os.geteuid() == 0 else ["own"]

pytestmark = [pytest.mark.drill, pytest.mark.whole_machine]


@pytest.fixture(params=KINDS, scope="module")
def clone(request):
    with machines.clone(request.param) as made:
        yield made


def test_from_nothing_to_a_bought_product(clone):
    with running(clone, within=FIRST_RUN) as shop:
        receipt = shop.guest().buy(shop.a_product())
        assert receipt.is_receipt, receipt.path
        number = re.search(r"\b[A-Z]*-?\d{5,}\b", receipt.body.split('class="receipt"')[1])[0]
        assert "owner" in shop.log() or "ägare" in shop.log().lower()
        shop.wait_for(lambda: any(number in mail.read_text() for mail in (clone.data / "mail").glob("*")), "the mail")
        shop.wait_for(lambda: "LL-" in shop.at_partners("/fortnox/"), "an article in Fortnox on this machine")
        told = shop.at_partners("/ongoing/")

    with running(clone, within=SECOND_RUN) as shop:
        shop.wait_for(lambda: shop.at_partners("/ongoing/"), "the partners on this machine")
        assert shop.at_partners("/ongoing/").count("säljbara") == told.count("säljbara") > 0
        again = shop.guest().get(receipt.path)
        assert again.is_receipt
        assert number in again.body
        assert "Loading the demo shop" not in shop.log()


def test_the_supervisor_killed_outright_leaves_nothing_running(clone):
    with running(clone, within=FIRST_RUN) as shop:
        supervisor = next(one for one in clone.processes() if one.cmdline()[1:] == ["-m", "config.run"])
        supervisor.kill()
        shop.process.wait(timeout=STOPPED)
        left = clone.gone_within(GUARDED)
        assert left == [], [(one.pid, one.cmdline()) for one in left]


@contextlib.contextmanager
def running(clone, *, within: float):
    """`make run`, then what the block does, then Ctrl-C: all within the time that was promised."""
    shop = Running(clone, within=within)
    try:
        yield shop
        if shop.process.poll() is None:
            shop.ctrl_c()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(shop.process.pid, signal.SIGTERM)
        psutil.wait_procs(clone.processes(), timeout=30)


class Running:
    """A shop that was started with `make run`, seen from outside."""

    def __init__(self, clone, *, within: float):
        self.clone, self.port = clone, machines.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log_file = clone.folder.parent / "run.log"
        began = time.monotonic()
        self.process = clone.start("make", "run", f"PORT={self.port}", log=self.log_file)
        self.wait_for(self.answers, "the start page", seconds=within)
        sys.stderr.write(f"\n{clone.kind}: a page after {time.monotonic() - began:.1f} s of {within}\n")
        self.wait_for(lambda: "Ctrl-C stops everything" in self.log(), "the welcome")

    def wait_for(self, condition, what: str, *, seconds: float = 30) -> None:
        """Ask again until it is so, the program has ended, or time is up."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, f"make run ended:\n{self.log()}"
            assert time.monotonic() < deadline, f"{what} did not come within {seconds} s:\n{self.log()}"
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            return requests.get(self.address, timeout=30).status_code == 200
        except requests.ConnectionError:
            return False

    def at_partners(self, path: str) -> str:
        """A page about the partners on this machine, at the address that the welcome names; empty until they answer."""
        address = re.search(r"Its partners:\s+(\S+?)/\s", self.log())[1]
        try:
            return requests.get(address + path, timeout=30).text
        except requests.ConnectionError:
            return ""

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def guest(self) -> Guest:
        with translation.override("sv"):
            return Guest(self.address, checkout=reverse("checkout"))

    def a_product(self) -> str:
        """The address of something for sale, found as a visitor finds it: by following links, the deepest first."""
        guest, known, ahead = self.guest(), {"/"}, ["/"]
        while ahead and guest.requests < 60:
            path = ahead.pop(ahead.index(max(ahead, key=lambda link: link.count("/"))))
            page = guest.get(path)
            if 'name="sku"' in page.body:
                return path
            links = set(re.findall(r'<a[^>]*\shref="(/[^"?#]*)"', page.body)) - known
            known |= links
            ahead += sorted(links)
        raise AssertionError(f"nothing for sale on {guest.requests} pages")

    def ctrl_c(self) -> None:
        """Interrupt as a terminal does: every process of the foreground group at once."""
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=STOPPED)
        left = self.clone.processes()
        assert left == [], left
        assert "Stopped." in self.log()
        assert time.monotonic() - began <= STOPPED
