"""Every level that a shop begins with, and every rule of Prometheus, has a section that says what to do."""

import re

import pytest
from django.conf import settings

from operations.monitoring import runbook, watch, words
from operations.monitoring.models import Alarm, Threshold
from tests.factories.customers import owner, verified
from tests.operations.monitoring.test_alarms import readings, threshold
from tests.operations.monitoring.tools import FOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.3")]


def test_every_level_from_the_beginning_leads_to_its_section():
    assert Threshold.objects.count() > 15
    led = {words.what_to_do(level) for level in Threshold.objects.all()}
    led |= set(re.findall(r"description: (\S+)", (FOLDER / "shop.rules.yml").read_text(encoding="utf-8")))

    parts = [one.partition("#") for one in led]
    assert [path for path, _mark, _end in parts if not (settings.PROJECT / path).is_file()] == []
    assert {end for path, _mark, end in parts if path == words.FAULTS} == set(runbook.sections())


def test_every_section_says_where_to_look_and_what_to_do():
    assert [
        end for end, text in runbook.sections().items() if "**Kolla:**" not in text or "**Rätta:**" not in text
    ] == []


def test_the_alarm_and_its_incident_lead_there():
    threshold(runbook=words.FAULTS)

    readings(90)

    alarm = Alarm.objects.get()
    assert alarm.text.endswith("docs/drift/felsokning.md#larm-diskused")
    assert alarm.incident.text == alarm.text
    assert watch.key_of(alarm.threshold) == alarm.key


@pytest.mark.parametrize("own", ["Ring Karin", ""])
def test_what_somebody_has_written_stands(own):
    assert words.what_to_do(Threshold(figure="disk.used", runbook=own)) == own


def test_the_pages_of_the_alarm_and_its_level_say_it_themselves():
    level = threshold(runbook=words.FAULTS)
    readings(90)
    browser = verified(owner())

    for page in (Alarm.objects.get(), level):
        html = browser.get(f"/admin/monitoring/{page._meta.model_name}/inspect/{page.pk}/").content.decode()
        assert "<strong>Kolla:</strong> <code>df -h</code>" in html
        assert words.FAULTS not in html
        assert "&lt;p&gt;" not in html


def test_what_somebody_has_written_is_shown_as_text():
    assert runbook.shown("Ring <b>Karin</b>") == "<p>Ring &lt;b&gt;Karin&lt;/b&gt;</p>"
    assert runbook.shown("") == ""
