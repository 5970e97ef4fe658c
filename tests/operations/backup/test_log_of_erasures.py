"""Going back to before an erasure brings the person back: the log outside the database has him forgotten again.

A transaction that is rolled back is such a going back: what was committed in it is gone, the log is not.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from commerce.customers.models import User
from commerce.orders.models import Order
from commerce.privacy import requests, rooms
from commerce.privacy.models import PrivacyRequest
from operations.backup import erased
from operations.backup.partner import LOG
from tests.commerce.privacy.everywhere import places_of
from tests.commerce.privacy.world import deliver
from tests.factories.catalogue import sellable
from tests.factories.orders import placed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4"), pytest.mark.law("L18")]
NOW = timezone.now()
EMAIL = "Glom.Mig@example.se"


@pytest.fixture(autouse=True)
def log(settings, tmp_path):
    settings.ERASURE_LOG = str(tmp_path / "away" / "erased.jsonl")
    return tmp_path / "away" / "erased.jsonl"


def erase(email):
    return requests.ask_erasure(rooms.of_address(email), channel="link", locale="sv", now=NOW)


def erase_and_go_back(email):
    """Erased, delivered to the log, and then the database is as it was before."""
    with transaction.atomic():
        erase(email)
        deliver()
        assert not places_of(email)
        transaction.set_rollback(True)


def test_whoever_came_back_is_forgotten_again():
    User.objects.create_user(EMAIL, "en-lykta-i-natten")
    erase_and_go_back(EMAIL)
    assert places_of(EMAIL) == {"customers_user.email"}

    again = erased.forget_again(now=NOW)

    assert (again.forgotten, again.waiting) == (1, 0)
    deliver()
    assert places_of(EMAIL) == set()
    assert erased.forget_again(now=NOW) == erased.Again(0, 0)


def test_one_without_an_account_is_found_by_where_his_address_stands():
    order = placed(sellable(price="100.00", page=False), total="149.00")
    Order.objects.filter(pk=order.pk).update(email=EMAIL, state="cancelled")
    erase_and_go_back(EMAIL)

    again = erased.forget_again(now=NOW)

    assert again.forgotten + again.waiting == 1
    asked = PrivacyRequest.objects.get()
    assert (asked.kind, asked.why) == ("erasure", erased.WHY)


def test_who_came_back_of_his_own_will_after_the_erasure_is_left_alone():
    User.objects.create_user(EMAIL, "en-lykta-i-natten")
    erase(EMAIL)
    deliver()
    new = User.objects.create_user(EMAIL, "en-lykta-i-natten")

    assert erased.forget_again(now=NOW) == erased.Again(0, 0)

    assert User.objects.filter(pk=new.pk, is_active=True).exists()


def test_a_line_holds_nobodys_address_and_is_there_once(log):
    User.objects.create_user(EMAIL, "en-lykta-i-natten")
    asked = erase(EMAIL)
    deliver()
    erased.note(asked)

    told = log.read_text(encoding="utf-8")
    assert told.count("\n") == 1
    assert "example" not in told.casefold()
    assert requests.address_hash(EMAIL) in told


def test_a_line_that_was_cut_off_hides_none_of_the_others(log):
    User.objects.create_user(EMAIL, "en-lykta-i-natten")
    erase_and_go_back(EMAIL)
    with log.open("a", encoding="utf-8") as written:
        written.write('{"token": "cut o')

    assert erased.forget_again(now=NOW).forgotten == 1


def test_lines_go_when_no_copy_is_older_than_they_are():
    User.objects.create_user(EMAIL, "en-lykta-i-natten")
    erase(EMAIL)
    deliver()

    erased.forget(before=NOW)
    assert len(erased.noted()) == 1
    erased.forget(before=NOW + erased.MARGIN + timedelta(days=1))

    assert erased.noted() == []


def test_a_log_that_cannot_be_written_waits_and_loses_nothing(settings, tmp_path):
    from integrations.models import Delivery

    (tmp_path / "file").write_text("")
    settings.ERASURE_LOG = str(tmp_path / "file" / "erased.jsonl")
    User.objects.create_user(EMAIL, "en-lykta-i-natten")
    erase(EMAIL)
    deliver()

    waits = Delivery.objects.get(target=LOG)
    assert waits.state in Delivery.OPEN
    assert "log of erasures" in waits.error
