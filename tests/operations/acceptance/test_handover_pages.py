"""Handovers in the admin: prepared by those who build, signed by those who ordered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from operations.acceptance.models import Handover
from tests.factories.customers import UserFactory, owner, verified
from tests.operations.acceptance.handovers import FILE, FIRST, SECOND, drafted, handed_over, signed

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.5.6")]
JUNIT = f"""<?xml version="1.0"?><testsuites><testsuite timestamp="2026-11-30T10:00:00+01:00" hostname="prov">
<properties><property name="machine" value="Linux x86_64, 2 CPU"/></properties>
<testcase classname="tests.a" name="test_beat" time="1.5"><properties><property name="krav" value="{FIRST} {SECOND}"/>
<property name="file" value="{FILE}"/></properties></testcase>
<testcase classname="tests.a" name="test_other" time="0.5"><properties><property name="krav" value="{SECOND}"/>
<property name="file" value="{FILE}"/></properties><failure message="nej"/></testcase>
<testcase classname="tests.a" name="test_none" time="0.5"></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def browser():
    return verified(owner())


def page(browser, name, *arguments, **said):
    return browser.get(reverse(name, args=arguments), said).content.decode()


def send(browser, name, *arguments, **said):
    return browser.post(reverse(name, args=arguments), said, follow=True)


def test_a_version_is_prepared_tested_and_handed_over(browser):
    send(browser, "handover_new", version="1.0.0", notes="- Flöden larmar.")
    handover = Handover.objects.get()
    assert "Det finns inga provresultat än" in page(browser, "handover", handover.pk)

    results = SimpleUploadedFile("results.xml", JUNIT.encode(), content_type="text/xml")
    send(browser, "handover_results", handover.pk, file=results)
    send(browser, "handover_leave_out", handover.pk, "4.7.1")
    send(browser, "handover_sprint", handover.pk, sprint="v. 47", text="Flöden ska larma.")
    answer = send(browser, "handover_hand_over", handover.pk).content.decode()

    handover.refresh_from_db()
    assert (handover.state, handover.tests_passed, handover.tests_failed) == ("handed_over", 1, 1)
    assert (handover.tested_on, handover.test_seconds) == ("Linux x86_64, 2 CPU", 2.0)
    found = dict(handover.requirements.values_list("number", "result"))
    assert (found[FIRST], found[SECOND], "4.7.1" in found) == ("passed", "failed", False)
    assert "1 klarades, 1 misslyckades, 0 kördes inte" in answer
    assert "Flöden ska larma." in answer
    assert "Utelämna" not in answer


@pytest.mark.parametrize(
    ("case", "sent", "words"),
    [
        ("no XML", b"hej", "ingen JUnit-fil"),
        ("other XML", b"<hej/>", "ingen JUnit-fil"),
        ("an entity", b'<!DOCTYPE a [<!ENTITY b "c">]><testsuites>&b;</testsuites>', "ingen JUnit-fil"),
        ("no requirement", JUNIT.replace('"krav"', '"other"').encode(), "hör till ett krav"),
        ("no moment", JUNIT.replace("timestamp=", "at=").encode(), "när proven kördes"),
    ],
)
def test_what_is_no_file_of_results_is_refused_in_words(browser, case, sent, words):
    handover = drafted()

    answer = browser.post(
        reverse("handover_results", args=[handover.pk]), {"file": SimpleUploadedFile("results.xml", sent)}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    handover.refresh_from_db()
    assert handover.tests_passed == 2


def test_the_owner_signs_one_after_the_other_and_then_the_whole(browser):
    handover = handed_over()

    first = send(browser, "handover_requirement", handover.pk, FIRST, verdict="approved")
    assert first.redirect_chain[-1][0] == reverse("handover_requirement", args=[handover.pk, SECOND])
    assert "Svara för beställaren" not in page(browser, "handover", handover.pk)
    second = send(browser, "handover_requirement", handover.pk, SECOND, verdict="remark", remark="Texten är oklar.")
    assert second.redirect_chain[-1][0] == reverse("handover", args=[handover.pk])
    shown = second.content.decode()
    assert "Svara för beställaren" in shown
    assert 'value="accepted"' not in shown
    done = send(browser, "handover_answer", handover.pk, state="with_remarks", text="Rätta texten.").content.decode()

    handover.refresh_from_db()
    assert (handover.state, handover.answer) == ("with_remarks", "Rätta texten.")
    assert "Rätta texten." in done
    assert "Texten är oklar." in page(browser, "handover_requirement", handover.pk, SECOND)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("no answer", {}),
        ("a remark without words", {"verdict": "remark", "remark": " "}),
        ("an answer that does not exist", {"verdict": "maybe"}),
    ],
)
def test_a_requirement_is_signed_whole_or_not_at_all(browser, case, said):
    handover = handed_over()

    answer = browser.post(reverse("handover_requirement", args=[handover.pk, FIRST]), said)

    assert answer.status_code == 422
    assert not handover.requirements.exclude(verdict="").exists()


def test_the_whole_is_not_accepted_when_a_requirement_is_refused(browser):
    handover = signed("refused")

    answer = browser.post(reverse("handover_answer", args=[handover.pk]), {"state": "accepted"})

    assert answer.status_code == 422
    handover.refresh_from_db()
    assert handover.state == "handed_over"


@pytest.mark.parametrize("role", ["Redaktör", "Utvecklare"])
def test_others_see_and_sign_nothing_of_handovers(role):
    handover = handed_over()
    browser = verified(UserFactory(roles=[role]))

    for name, arguments in (("handovers", ()), ("handover", (handover.pk,)), ("handover_new", ())):
        answer = browser.get(reverse(name, args=arguments))
        assert answer.status_code in (302, 403)
    assert "1.0.0" not in browser.get(reverse("handovers"), follow=True).content.decode()
    send(browser, "handover_requirement", handover.pk, FIRST, verdict="approved")
    assert not handover.requirements.exclude(verdict="").exists()


def test_the_list_says_what_waits_and_what_is_late(browser):
    assert "Ingen version har lämnats över än" in page(browser, "handovers")
    handover = handed_over()

    shown = page(browser, "handovers")

    assert "0 av 2" in shown
    assert ("försenad" in shown) == handover.is_late(timezone.now().date())
