"""The protocol of the Final Acceptance Test, and the command that writes it."""

import io
import zipfile

import pytest
from defusedxml import ElementTree
from django.core.management import CommandError, call_command

from operations.acceptance import paper, protocol
from operations.acceptance import results as results_of
from operations.acceptance.models import Handover
from tests.operations.acceptance.handovers import FILE, FIRST, NOW, SECOND, drafted, proof, results, signed
from tests.operations.acceptance.test_handover_pages import JUNIT

pytestmark = pytest.mark.krav("4.5.6")


def said(parts):
    """Everything that the parts say, as one text."""
    told = []
    for part in parts:
        told += [part.get("text", ""), *part.get("lines", []), *part.get("heads", [])]
        told += [cell for row in [*part.get("pairs", []), *part.get("rows", [])] for cell in row]
    return "\n".join(line for line in told if line)


def test_what_is_not_proven_is_said_plainly():
    told = results(proof(), proof(SECOND, outcome="failed", name="test_signing"))

    text = said(protocol.of_results("1.0.0", told, only=[FIRST, SECOND, "4.7.1"], at=NOW).parts)

    assert "1 av 3 krav har prov som alla klarades." in text
    assert "Av 2 prov klarades 1, misslyckades 1 och kördes inte 0." in text
    assert "Prov misslyckades för dessa krav\n" + SECOND in text
    assert "bedöm dem efter dokumenten och genom att pröva\n4.7.1" in text
    assert f"{FILE}: test_signing" in text


@pytest.mark.django_db
def test_the_protocol_tells_who_signed_what():
    handover = signed("approved", "remark")

    text = said(protocol.of_kept(handover, at=NOW).parts)

    assert "godkänt med anmärkning" in text
    assert "Texten är oklar." in text
    assert str(handover.requirements.get(number=SECOND).signed_by) in text
    assert "Beställaren har inte svarat än." in text


def test_it_is_written_as_pdf_a_and_as_open_document():
    written = protocol.of_results("1.0.0", results(), only=[FIRST], at=NOW)

    pdf, odt = paper.written(written, "pdf"), paper.written(written, "odt")

    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid:part" in pdf
    with zipfile.ZipFile(io.BytesIO(odt)) as package:
        assert package.infolist()[0].filename == "mimetype"
        assert package.read("mimetype").decode() == paper.MEDIA["odt"]
        content = "".join(ElementTree.fromstring(package.read("content.xml")).itertext())
        ElementTree.fromstring(package.read("styles.xml"))
    assert "Protokoll för Final Acceptance Test 1.0.0" in content
    assert FILE in content
    assert paper.written(written, "odt") == odt


@pytest.mark.django_db
def test_the_command_takes_results_that_are_made_and_keeps_them(tmp_path):
    made = tmp_path / "made.xml"
    made.write_text(JUNIT)

    call_command("acceptance_protocol", "1.0.0", made=made, to=tmp_path / "out", keep=True, stdout=io.StringIO())

    handover = Handover.objects.get()
    assert (handover.version, handover.tests_failed) == ("1.0.0", 1)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".odt", ".pdf"]


@pytest.mark.django_db
def test_the_command_refuses_what_it_cannot_read(tmp_path):
    drafted()

    with pytest.raises(CommandError, match="går inte att läsa"):
        call_command("acceptance_protocol", "1.0.0", made=tmp_path / "none.xml", to=tmp_path)


@pytest.mark.django_db
def test_the_command_runs_the_tests_of_a_requirement_itself(tmp_path, monkeypatch):
    """A process of its own, with the settings of the tests also where the command has others."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.local")
    said = {"only": ["4.5.4"], "places": ["tests/house/test_units.py"], "to": tmp_path, "stdout": io.StringIO()}

    call_command("acceptance_protocol", "1.0.0", **said)

    told = results_of.read(tmp_path / "results.xml")
    assert {one.file for one in told.tests} == {"tests/house/test_units.py"}
    assert {"4.5.4"} <= {number for one in told.tests for number in one.numbers}
    assert {one.outcome for one in told.tests} <= {"passed", "skipped"}
    assert len(told.tests) > 5
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".odt", ".pdf", ".xml"]


@pytest.mark.django_db
def test_the_command_says_so_when_no_test_could_be_run(tmp_path):
    with pytest.raises(CommandError, match="gick inte att köra"):
        call_command("acceptance_protocol", "1.0.0", places=["tests/nowhere"], to=tmp_path, stdout=io.StringIO())


@pytest.mark.django_db
def test_a_part_of_the_tests_is_no_handover(tmp_path):
    drafted()

    with pytest.raises(CommandError, match="hela körningar"):
        call_command("acceptance_protocol", "1.0.0", places=["tests/house"], to=tmp_path, stdout=io.StringIO())
