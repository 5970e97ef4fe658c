"""Every level that a shop begins with, and every rule of Prometheus, has a section that says what to do."""

import re

import pytest
from django.conf import settings

from operations.monitoring import watch, words
from operations.monitoring.models import Alarm, Threshold
from tests.operations.monitoring.test_alarms import readings, threshold
from tests.operations.monitoring.tools import FOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.3")]
PAGE = settings.PROJECT / words.FAULTS
SECTION = re.compile(r"^### (Larm: [^\n]+)$\n\n(.+?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)


def sections():
    """By the end of their address, as the pages that show Markdown make it of a heading."""
    found = SECTION.findall(PAGE.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-"): text for title, text in found}


def test_every_level_from_the_beginning_leads_to_its_section():
    assert Threshold.objects.count() > 15
    led = {words.what_to_do(level) for level in Threshold.objects.all()}
    led |= set(re.findall(r"description: (\S+)", (FOLDER / "shop.rules.yml").read_text(encoding="utf-8")))

    parts = [one.partition("#") for one in led]
    assert [path for path, _mark, _end in parts if not (settings.PROJECT / path).is_file()] == []
    assert {end for path, _mark, end in parts if path == words.FAULTS} == set(sections())


def test_every_section_says_where_to_look_and_what_to_do():
    assert [end for end, text in sections().items() if "**Kolla:**" not in text or "**Rätta:**" not in text] == []


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
