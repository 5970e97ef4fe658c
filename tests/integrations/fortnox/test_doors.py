"""The way in: one key for all workers, never used before it is kept; one limit for all; each error told apart."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from integrations import outbox
from integrations.checks import fortnox_is_set_up_whole
from integrations.errors import DeliveryRefused, NotSent, SystemClosed, Unknown
from integrations.fortnox import access, limit
from integrations.fortnox.interface import Fortnox, Refused
from integrations.fortnox.models import FortnoxAccess, FortnoxCalls
from integrations.fortnox.sealed import seal, unseal
from integrations.models import Delivery, System
from integrations.sandbox.faults import Fault
from integrations.sandbox.server import Answer
from integrations.target import Lane
from tests.factories.fortnox import deliver, sold

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.1")]


def ask():
    return Fortnox().get("CompanyInformation", "/3/companyinformation")


def given(sandbox, **keys):
    """A key that a person's consent gave, in a shop without a service account."""
    sandbox.doors.refresh_token = keys["refresh_token"]
    sealed = {name: seal(key) for name, key in keys.items()}
    return FortnoxAccess.objects.create(tenant=sandbox.doors.client_id, **sealed)


# --- keys ---


def test_one_key_serves_until_it_is_about_to_end(sandbox):
    ask()
    ask()
    assert sandbox.doors.refreshed == ["client_credentials"]

    FortnoxAccess.objects.update(ends_at=timezone.now() + timedelta(minutes=1))
    ask()

    assert sandbox.doors.refreshed == ["client_credentials"] * 2


def test_a_key_that_is_turned_away_is_fetched_anew_once(sandbox):
    ask()
    sandbox.doors.skew = 4000.0

    assert ask() == {"CompanyName": "Provbolaget AB"}
    assert sandbox.doors.refreshed == ["client_credentials"] * 2


def test_a_key_is_not_kept_in_the_open(sandbox, settings):
    ask()
    sealed = FortnoxAccess.objects.get().access_token

    assert unseal(sealed)
    assert unseal(sealed) not in sealed
    settings.SECRET_KEY = "another"
    assert unseal(sealed) == ""


def test_a_key_that_is_good_once_is_changed_for_the_next(sandbox, settings):
    settings.FORTNOX_TENANT_ID = ""
    given(sandbox, refresh_token="refresh-0")

    ask()
    FortnoxAccess.objects.update(ends_at=timezone.now())
    ask()

    assert sandbox.doors.refreshed == ["refresh_token", "refresh_token"]
    assert unseal(FortnoxAccess.objects.get().refresh_token) == sandbox.doors.refresh_token == "refresh-2"


def test_two_workers_never_change_it_twice(sandbox, settings):
    settings.FORTNOX_TENANT_ID = ""
    known = given(sandbox, refresh_token="refresh-0")
    FortnoxAccess.objects.filter(pk=known.pk).update(leased_until=timezone.now() + access.LEASE)

    with pytest.raises(NotSent) as waits:
        ask()

    assert waits.value.wait == access.TURN
    assert sandbox.doors.refreshed == []


def test_one_who_was_late_takes_what_the_other_was_given(sandbox, settings, monkeypatch):
    """The old key was used by another worker whose lease had run out: no new consent is needed."""
    settings.FORTNOX_TENANT_ID = ""
    known = given(sandbox, refresh_token="refresh-0")
    ask_them, told = access._ask, []

    def late(asked, headers):
        told.append(ask_them(asked, headers))  # the other one comes first
        keys = {name: seal(told[0][name]) for name in ("access_token", "refresh_token")}
        FortnoxAccess.objects.filter(pk=known.pk).update(**keys)
        return ask_them(asked, headers)

    monkeypatch.setattr(access, "_ask", late)

    assert access.key() == told[0]["access_token"]
    assert unseal(FortnoxAccess.objects.get().refresh_token) == "refresh-1"


def test_a_key_that_is_lost_on_its_way_is_asked_for_again(sandbox):
    sandbox.faults.on(Fault.DROP_AFTER, "POST", "/oauth-v1/token")

    with pytest.raises(Unknown):
        ask()
    assert FortnoxAccess.objects.get().leased_until is None

    assert ask()


def test_a_consent_that_was_taken_back_closes_the_system_and_burns_no_attempt(sandbox, clock):
    sold(("100.00", 1))
    sandbox.doors.has_consent = False

    while outbox.deliver_due(now=clock):
        pass

    delivery = Delivery.objects.get(system="fortnox")
    assert (delivery.state, delivery.attempts) == (Delivery.State.WAITING, 0)
    assert "No consent" in System.objects.get(code="fortnox").closed_why

    sandbox.doors.has_consent = True
    deliver(clock)
    assert not Delivery.objects.filter(system="fortnox").exclude(state=Delivery.State.DELIVERED)


def test_consent_is_asked_for_and_taken(sandbox, settings, capsys):
    settings.FORTNOX_TENANT_ID = ""
    call_command("fortnox_consent")
    assert "account_type=service" in capsys.readouterr().out

    call_command("fortnox_consent", code="kod-1")

    assert "Provbolaget AB" in capsys.readouterr().out
    assert unseal(FortnoxAccess.objects.get().refresh_token) == sandbox.doors.refresh_token
    with pytest.raises(CommandError, match="Invalid code"):
        call_command("fortnox_consent", code="fel")


# --- the limit ---


def test_no_more_is_asked_than_fortnox_takes(sandbox, settings):
    """Whatever the lanes, 25 in any window; the next one waits until the first of them has left it."""
    settings.FORTNOX_CALLS = 25
    start = timezone.now()

    def take(lane, seconds):
        return limit.take("t", lane, now=lambda: start + timedelta(seconds=seconds))

    bulk = [take(Lane.BULK, 0) for _call in range(11)]
    normal = [take(Lane.NORMAL, 1) for _call in range(11)]
    first = [take(Lane.FIRST, 2) for _call in range(6)]

    assert [bool(wait) for wait in bulk] == [False] * 10 + [True]
    assert [bool(wait) for wait in normal] == [False] * 10 + [True]
    assert [bool(wait) for wait in first] == [False] * 5 + [True]
    assert first[-1] == limit.WINDOW - timedelta(seconds=2)
    assert len(FortnoxCalls.objects.get(tenant="t").made_at) == 25
    assert not take(Lane.FIRST, limit.WINDOW.total_seconds())
    assert take(Lane.BULK, limit.WINDOW.total_seconds())


def test_a_hundred_calls_are_never_turned_away(sandbox, settings, monkeypatch):
    """The limit that the counterpart holds is never met. Nobody waits: time is moved on for both."""
    settings.FORTNOX_CALLS = sandbox.doors.most = 25
    start, passed = timezone.now(), []

    def now():
        return start + timedelta(seconds=sum(passed))

    def sleep(seconds):
        passed.append(seconds)
        sandbox.doors.skew += seconds

    monkeypatch.setattr("integrations.fortnox.interface.time.sleep", sleep)
    at = Fortnox(Lane.FIRST, now=now)

    for _call in range(100):
        at.get("CompanyInformation", "/3/companyinformation")

    assert sandbox.count("GET", "/3/companyinformation") == 100
    assert 17 <= sum(passed) <= 19


def test_too_many_calls_are_waited_for(sandbox):
    ask()
    sandbox.faults.on(Fault.TOO_MANY, "GET", "/3/companyinformation")

    with pytest.raises(NotSent) as waits:
        ask()

    assert waits.value.wait == timedelta(seconds=6)


# --- errors ---


@pytest.mark.parametrize(
    ("case", "fault", "expected"),
    [
        ("their fault", Fault.UNAVAILABLE, Unknown),
        ("a page of a proxy's", Fault.NOT_JSON, Unknown),
        ("half an answer", Fault.CUT, Unknown),
        ("no answer", Fault.DROP, Unknown),
    ],
)
def test_what_says_nothing_is_unknown(sandbox, case, fault, expected):
    ask()
    sandbox.faults.on(fault, "GET", "/3/companyinformation")

    with pytest.raises(expected):
        ask()


def test_a_missing_licence_stops_the_queue_and_not_the_message(sandbox):
    sandbox.doors.unlicensed.add("invoices")

    with pytest.raises(SystemClosed, match="2001101"):
        Fortnox().get("Invoice", "/3/invoices/1")


def test_a_field_that_they_do_not_know_is_refused_with_its_code(sandbox):
    with pytest.raises(Refused) as refusal:
        Fortnox().post("Customer", "/3/customers", {"Name": "A", "Shoe": 42})

    assert refusal.value.code == 2001399
    assert isinstance(refusal.value, DeliveryRefused)


@pytest.mark.parametrize("path", ["/3/invoices/1/email", "/3/invoices/1/einvoice", "/3/orders/1/print"])
def test_a_get_that_does_something_is_no_reading(sandbox, path):
    with pytest.raises(ValueError, match="no reading"):
        Fortnox().get("Invoice", path)

    assert sandbox.books.sent == []


def test_lists_are_read_to_their_end(sandbox, monkeypatch):
    monkeypatch.setattr("integrations.fortnox.interface.ON_A_PAGE", 2)
    for number in range(5):
        sandbox.books.add_customer({"Name": "A", "CustomerNumber": f"{number}"})

    found = [one["CustomerNumber"] for one in Fortnox().every("Customers", "/3/customers")]

    assert found == ["0", "1", "2", "3", "4"]


def test_only_fortnox_itself_can_say_that_something_is_not_there(sandbox):
    at = Fortnox()
    assert at.get("Customer", "/3/customers/1") is None

    sandbox.answer = lambda *asked: Answer(404, b"<html>no such host</html>", "text/html")

    with pytest.raises(Unknown):
        at.get("Customer", "/3/customers/1")


# --- half a set-up ---


@pytest.mark.parametrize(
    ("case", "change", "expected"),
    [
        ("no secret", {"FORTNOX_CLIENT_SECRET": ""}, "E021"),
        ("no such books", {"FORTNOX_BOOKS": "cash"}, "E022"),
        ("vouchers in no series", {"FORTNOX_BOOKS": "vouchers", "FORTNOX_VOUCHER_SERIES": ""}, "E023"),
        ("money with nowhere to go", {"PAYMENT_PROVIDERS": {"stripe": "x"}}, "E024"),
        ("another's books in production", {"ENVIRONMENT": "production"}, "E025"),
        ("more calls than they take", {"FORTNOX_CALLS": 26}, "E026"),
    ],
)
def test_half_a_set_up_is_found_at_start(sandbox, settings, case, change, expected):
    settings.FORTNOX_CALLS = 25
    assert fortnox_is_set_up_whole(None) == []
    for name, value in change.items():
        setattr(settings, name, value)

    assert [error.id for error in fortnox_is_set_up_whole(None)] == [f"integrations.{expected}"]
