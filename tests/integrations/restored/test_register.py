"""What is to be decided after a restore is seen, and decided once, with words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.restored import questions
from integrations.restored.models import RestoreQuestion
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.4")]

INDEX, BULK = "integrations_restorequestion_modeladmin_index", "integrations_restorequestion_modeladmin_bulk"


@pytest.fixture
def question(restoration):
    asked = {"order_number": "10021", "now": timezone.now()}
    questions.ask(restoration, "stripe", "payment", "cs_1", "Det är betalt.", **asked)
    questions.ask(restoration, "stripe", "payment", "cs_1", "Det är betalt.", **asked)
    return RestoreQuestion.objects.get()


def decide(browser, question, words):
    told = {"action": "decide", "row": question.pk}
    prepared = browser.post(reverse(BULK), told).context["prepared"]
    return browser.post(reverse(BULK), {**told, "prepared": prepared, "confirmed": "yes", "decision": words})


def test_it_is_shown_and_decided_with_words(question):
    user = owner()
    browser = verified(user)
    assert "10021" in browser.get(reverse(INDEX)).content.decode()

    decide(browser, question, "Ordern är upplagd som 12003.")

    question.refresh_from_db()
    assert (question.decided_by, question.decision) == (user, "Ordern är upplagd som 12003.")
    assert not questions.decide(question.pk, decision="en gång till", by=user.pk, now=timezone.now())


def test_without_words_nothing_is_decided(question):
    decide(verified(owner()), question, "")

    question.refresh_from_db()
    assert question.decided_at is None


def test_a_shopper_does_not_see_it(question):
    assert verified(UserFactory()).get(reverse(INDEX)).status_code in (302, 403)


def test_what_was_made_good_by_itself_need_not_be_decided(restoration, question):
    questions.answer(restoration, "stripe", "payment", "cs_1", by_itself="Gjord om.", now=timezone.now())

    question.refresh_from_db()
    assert (question.decided_by, question.decision) == (None, "Gjord om.")
