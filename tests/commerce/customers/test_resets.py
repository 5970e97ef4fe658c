"""A lost second factor is taken away by two persons, neither of them the one who lost it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commerce.customers import resets
from commerce.customers.access import AccessRefused
from commerce.customers.models import SecondFactorReset
from commerce.events.models import Event
from tests.factories.customers import TOTPDeviceFactory, UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.3")]

State = SecondFactorReset.State
WHY = "Met her in the shop, she showed her card"


@pytest.fixture
def lost():
    return TOTPDeviceFactory(user=UserFactory(roles=["Redaktör"])).user


def asked(user, by, *, ago=timedelta(0)):
    return resets.ask(user, by=by, reason=WHY, now=timezone.now() - ago)


def told(user):
    return list(Event.objects.filter(subject=f"user:{user.pk}").order_by("pk").values_list("kind", flat=True))


def test_one_asks_and_another_removes_it(lost):
    first, second = owner(), verified(owner())
    theirs = verified(lost)
    one = asked(lost, first)
    assert lost.totpdevice_set.exists()

    second.post(reverse("second_factor_reset", args=[one.pk]), {"approve": "1"})

    assert not lost.totpdevice_set.exists()
    assert theirs.get("/admin/").status_code == 302
    assert told(lost) == ["customer.second_factor_reset_asked", "customer.second_factor_reset"]
    one.refresh_from_db()
    assert (one.state, one.decided_by_id != first.pk) == (State.DONE, True)


@pytest.mark.parametrize("who", ["the one who asked", "whom it is about"])
def test_neither_of_the_two_decides(lost, who):
    first = owner()
    about = owner()
    TOTPDeviceFactory(user=about)
    one = asked(about, first)
    desk = verified(first if who == "the one who asked" else about)

    page = desk.get(reverse("second_factor_reset", args=[one.pk]))
    desk.post(reverse("second_factor_reset", args=[one.pk]), {"approve": "1"})

    assert 'name="approve"' not in page.content.decode()
    assert about.totpdevice_set.exists()
    one.refresh_from_db()
    assert one.state == State.ASKED


def test_the_database_keeps_it_too(lost):
    first = owner()
    one = asked(lost, first)

    for fields in (
        {"state": State.DONE, "decided_by": first, "decided_at": timezone.now()},
        {"state": State.DONE, "decided_by": lost, "decided_at": timezone.now()},
        {"state": State.DONE},
        {"asked_by": lost},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SecondFactorReset.objects.filter(pk=one.pk).update(**fields)


def test_nobody_asks_about_themselves(lost):
    with pytest.raises(AccessRefused):
        asked(lost, lost)


def test_nobody_asks_without_a_reason(lost):
    with pytest.raises(AccessRefused):
        resets.ask(lost, by=owner(), reason=" ", now=timezone.now())


def test_asked_twice_is_asked_once(lost):
    assert asked(lost, owner()) == asked(lost, owner())
    assert told(lost) == ["customer.second_factor_reset_asked"]


def test_declined_leaves_it_and_says_why(lost):
    one = asked(lost, owner())
    desk = verified(owner())

    page = desk.post(reverse("second_factor_reset", args=[one.pk]), {"reason": ""})
    desk.post(reverse("second_factor_reset", args=[one.pk]), {"reason": "She has not lost it"})

    assert "Skälet sparas med ändringen" in page.content.decode()
    assert lost.totpdevice_set.exists()
    assert told(lost)[-1] == "customer.second_factor_reset_declined"


def test_decided_once(lost):
    one = asked(lost, owner())
    resets.decline(one, by=owner(), reason="No", now=timezone.now())

    with pytest.raises(AccessRefused):
        resets.approve(one, by=owner(), now=timezone.now())

    assert lost.totpdevice_set.exists()


def test_one_that_nobody_decided_on_in_a_day_must_be_asked_again(lost):
    old = asked(lost, owner(), ago=resets.OPEN_FOR)

    with pytest.raises(AccessRefused):
        resets.approve(old, by=owner(), now=timezone.now())
    new = asked(lost, owner())

    assert list(resets.waiting(timezone.now())) == [new]
    assert not SecondFactorReset.objects.filter(pk=old.pk).exists()


def test_it_waits_on_the_first_page_of_another_owner(lost):
    first = owner()
    asked(lost, first)

    assert "Andra faktorer att besluta om" in verified(owner()).get("/admin/").content.decode()
    assert "Andra faktorer att besluta om" not in verified(first).get("/admin/").content.decode()


def test_the_list_and_the_page_say_who_and_why(lost):
    first = owner(first_name="Åsa", last_name="Ägarsson")
    one = asked(lost, first)
    desk = verified(owner())

    for page in (desk.get(reverse("second_factor_resets")), desk.get(reverse("second_factor_reset", args=[one.pk]))):
        assert "Åsa Ägarsson" in page.content.decode()
        assert WHY in page.content.decode()


def test_only_who_manages_users_may_look(lost):
    one = asked(lost, owner())
    desk = verified(UserFactory(roles=["Orderhandläggare"]))

    answers = [desk.get(reverse("second_factor_resets")), desk.get(reverse("second_factor_reset", args=[one.pk]))]

    assert not {answer.status_code for answer in answers} & {200}


def test_at_the_machine_one_person_is_enough(lost, capsys):
    call_command("reset_second_factor", lost.email.upper(), reason=WHY)

    assert not lost.totpdevice_set.exists()
    assert told(lost) == ["customer.second_factor_reset"]
    assert lost.email in capsys.readouterr().out


@pytest.mark.parametrize(("email", "reason"), [("nobody@example.com", WHY), (None, "  ")])
def test_the_command_says_what_is_wrong(lost, email, reason):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", email or lost.email, reason=reason)

    assert lost.totpdevice_set.exists()
