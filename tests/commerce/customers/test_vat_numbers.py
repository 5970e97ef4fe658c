"""Asking about VAT numbers, keeping the answers, and what they prove at the moment of a sale."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from commerce.customers import tasks, vat_numbers
from commerce.customers.checks import vat_number_checker_does_all_its_port_asks
from commerce.customers.organisations import VatCheck
from commerce.customers.vat_numbers import Answered, check, check_due, due, is_valid_at
from tests.factories.customers import OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
NUMBER = "SE555555555501"


class Register:
    """A checker whose answers the test decides."""

    answers: dict = {}
    asked: list = []

    def ask(self, number):
        self.asked.append(number)
        return Answered(answer=self.answers.get(number, "silent"), reference="proof", raw={"about": number})


class NoChecker:
    pass


@pytest.fixture
def register(settings, monkeypatch):
    settings.VAT_NUMBER_CHECKER = f"{__name__}.Register"
    monkeypatch.setattr(Register, "answers", {})
    monkeypatch.setattr(Register, "asked", [])
    return Register


def answered(organisation, answer, *, at, number=NUMBER):
    return VatCheck.objects.create(organisation=organisation, number=number, asked_at=at, answer=answer)


@pytest.mark.law("L11")
def test_an_answer_is_kept_with_its_proof(register):
    organisation = OrganisationFactory(vat_number=NUMBER)
    register.answers[NUMBER] = "valid"

    kept = check(organisation, now=NOW)

    kept.refresh_from_db()
    assert (kept.number, kept.answer, kept.reference, kept.asked_at) == (NUMBER, "valid", "proof", NOW)
    assert kept.raw == {"about": NUMBER}


def test_nobody_is_asked_inside_a_transaction(register):
    organisation = OrganisationFactory(vat_number=NUMBER)

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        check(organisation, now=NOW)

    assert register.asked == []


def test_without_a_checker_nobody_is_asked_and_nothing_is_valid(settings):
    settings.VAT_NUMBER_CHECKER = ""
    organisation = OrganisationFactory(vat_number=NUMBER)

    assert check_due(now=NOW) == 0
    assert not is_valid_at(organisation, NOW)


@pytest.mark.law("L11")
@pytest.mark.parametrize(
    ("case", "answers", "valid"),
    [
        ("never asked", [], False),
        ("valid an hour before", [("valid", -1)], True),
        ("valid at the moment itself", [("valid", 0)], True),
        ("valid only afterwards", [("valid", 1)], False),
        ("invalid", [("invalid", -1)], False),
        ("valid, then not", [("valid", -48), ("invalid", -1)], False),
        ("not, then valid", [("invalid", -48), ("valid", -1)], True),
        ("valid, and not only afterwards", [("valid", -1), ("invalid", 1)], True),
    ],
)
def test_a_number_is_valid_at_a_sale_when_the_last_answer_before_it_said_so(case, answers, valid):
    organisation = OrganisationFactory(vat_number=NUMBER)
    for answer, hours in answers:
        answered(organisation, answer, at=NOW + timedelta(hours=hours))

    assert is_valid_at(organisation, NOW) is valid


@pytest.mark.law("L13")
def test_silence_leaves_a_valid_number_valid_and_an_unknown_one_unknown():
    known, unknown = OrganisationFactory(vat_number=NUMBER), OrganisationFactory(vat_number=NUMBER)
    answered(known, "valid", at=NOW - timedelta(days=29))
    for days in range(29):
        answered(known, "silent", at=NOW - timedelta(days=days))
    answered(unknown, "silent", at=NOW)

    assert is_valid_at(known, NOW)
    assert not is_valid_at(unknown, NOW)


@pytest.mark.law("L13")
def test_a_month_of_silence_is_no_proof_any_more():
    organisation = OrganisationFactory(vat_number=NUMBER)
    answered(organisation, "valid", at=NOW - timedelta(days=30))

    assert not is_valid_at(organisation, NOW)
    assert is_valid_at(organisation, NOW - timedelta(seconds=1))


@pytest.mark.law("L11")
def test_the_answer_about_an_earlier_number_proves_nothing_about_the_one_of_today():
    organisation = OrganisationFactory(vat_number=NUMBER)
    answered(organisation, "valid", at=NOW - timedelta(hours=2))
    organisation.vat_number = "DE136695976"
    organisation.save()

    assert not is_valid_at(organisation, NOW)
    assert is_valid_at(organisation, NOW, number=NUMBER)


@pytest.mark.parametrize(
    ("case", "answer", "ago", "asked"),
    [
        ("never asked", None, None, True),
        ("answered a minute ago", "valid", timedelta(minutes=1), False),
        ("answered a day ago", "valid", timedelta(days=1), True),
        ("not valid a minute ago", "invalid", timedelta(minutes=1), False),
        ("silent a minute ago", "silent", timedelta(minutes=1), False),
        ("silent half an hour ago", "silent", timedelta(minutes=30), True),
    ],
)
def test_when_a_number_is_asked_about(case, answer, ago, asked):
    organisation = OrganisationFactory(vat_number=NUMBER)
    if answer:
        answered(organisation, answer, at=NOW - ago)

    assert list(due(now=NOW)) == ([organisation] if asked else [])


def test_organisations_that_are_closed_or_have_no_number_are_left_alone():
    OrganisationFactory(vat_number=NUMBER, is_active=False)
    OrganisationFactory(vat_number="")

    assert not due(now=NOW)


def test_a_changed_number_is_asked_about_at_once(register):
    organisation = OrganisationFactory(vat_number=NUMBER)
    answered(organisation, "valid", at=NOW)
    organisation.vat_number = "DE136695976"
    organisation.save()

    assert check_due(now=NOW) == 1
    assert register.asked == ["DE136695976"]


@pytest.mark.law("L13")
def test_when_nobody_answers_the_rest_waits(register):
    for _number in range(7):
        OrganisationFactory(vat_number=NUMBER)

    assert check_due(now=NOW) == 5
    assert VatCheck.objects.filter(answer="silent").count() == 5
    assert check_due(now=NOW) == 2


def test_the_worker_asks_once_however_often_it_runs(register):
    OrganisationFactory(vat_number=NUMBER)
    register.answers[NUMBER] = "valid"

    assert tasks.check_vat_numbers() == 1
    assert tasks.check_vat_numbers() == 0


def test_the_nudge_goes_out_when_the_change_is_kept(register, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(vat_numbers.current_app, "send_task", lambda name, **kwargs: sent.append(name))

    with django_capture_on_commit_callbacks(execute=True):
        vat_numbers.ask_soon()
        assert sent == []

    assert sent == ["commerce.customers.tasks.check_vat_numbers"]


def test_a_broker_that_is_away_stops_nobody(register, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(name, **kwargs):
        raise vat_numbers.OperationalError

    monkeypatch.setattr(vat_numbers.current_app, "send_task", refuse)

    with django_capture_on_commit_callbacks(execute=True) as nudges:
        vat_numbers.ask_soon()

    assert len(nudges) == 1


@pytest.mark.parametrize(
    ("path", "errors"),
    [
        ("", []),
        ("integrations.vies.Vies", []),
        (f"{__name__}.NoChecker", ["customers.E002"]),
        ("integrations.nobody.None", ["customers.E001"]),
    ],
)
def test_a_checker_that_does_not_do_what_is_asked_is_refused_at_start(path, errors, settings):
    settings.VAT_NUMBER_CHECKER = path

    assert [error.id for error in vat_number_checker_does_all_its_port_asks(None)] == errors
