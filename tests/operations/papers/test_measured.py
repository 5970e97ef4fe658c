"""Each figure of a document is the one that is in the database: nothing is written by hand, and nothing made up."""

import io
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from operations.acceptance import claims, paper, signing
from operations.backup.models import Drill
from operations.desk import life, opening
from operations.inventory.models import Component
from operations.monitoring.models import Alarm, AnswerHour, FigureHour, Threshold
from operations.papers import documents, period
from operations.papers.measured import Measured
from operations.papers.period import NoMonth
from operations.status.disturbed import Disturbance
from tests.factories.customers import UserFactory, owner, verified
from tests.operations.acceptance.handovers import accepted
from tests.operations.acceptance.test_protocol import said

pytestmark = [pytest.mark.django_db, pytest.mark.krav("6.1.2"), pytest.mark.krav("6.1.1")]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
NOVEMBER = period.month("2026-11", now=NOW)
INSIDE = datetime(2026, 11, 10, 9, tzinfo=UTC)  # a Tuesday
BEFORE = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def made_last_year():
    """The shop was there all the months that are asked about, whenever the tests are run."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [datetime(2025, 6, 1, tzinfo=UTC)])


def told(name):
    figure = Measured(NOVEMBER, NOW).figures()[name]()
    return figure if isinstance(figure, str) else said(figure)


def ticket(title, *, at=INSIDE, **fields):
    return opening.open_ticket(kind="incident", title=title, text="x", impact=2, urgency=2, now=at, **fields)


def test_of_nothing_every_figure_says_that_there_is_nothing():
    figures = Measured(NOVEMBER, NOW).figures()

    assert {name: figure() for name, figure in figures.items() if not figure()} == {}
    assert told("svar inom 2 s admin") == "inte mätt"
    assert told("ärenden inkomna") == "0"
    assert "Ingen säkerhetskopia har återställts" in told("risker")
    assert "RPO\ninte mätt" in told("säkerhetskopior")


def test_what_was_before_the_shop_is_not_said_to_have_been_well():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [datetime(2026, 11, 2, tzinfo=UTC)])

    assert "2026-11" in told("tillgänglighet per månad")
    assert "2026-10" not in told("tillgänglighet per månad")
    assert Measured(period.month("2026-10", now=NOW), NOW).availability() == "inte mätt"
    assert told("sårbara delar") == "inte mätt"


def test_tickets_are_those_of_the_month():
    ticket("Kassan är trög", at=BEFORE)
    one = ticket("Fel moms")
    ticket("Trasig länk")
    life.solve(one, "Rättat.", now=INSIDE + timedelta(minutes=30))

    assert (told("ärenden inkomna"), told("ärenden lösta"), told("ärenden i tid")) == ("2", "1", "100 %")
    assert "Trasig länk" in told("öppna ärenden")
    assert "Kassan är trög" in told("öppna ärenden")
    assert "Fel moms" not in told("öppna ärenden")


def test_availability_is_that_of_the_months_disturbances():
    begins = datetime(2026, 11, 10, 9, tzinfo=UTC)
    Disturbance.objects.create(
        component="shop", effect="down", begins_at=begins, ends_at=begins + timedelta(minutes=90)
    )

    assert told("minuter ur funktion") == "90"
    assert told("tillgänglighet").startswith("99,7")
    assert told("tillgänglighet") in told("tillgänglighet per månad")
    assert "2026-11" in told("risker")


@pytest.mark.parametrize(
    ("role", "route", "figure"),
    [("staff", "handovers", "svar inom 2 s admin"), ("visitor", "home", "svar inom 2 s butik")],
)
def test_answers_are_counted(role, route, figure):
    hour = INSIDE.replace(minute=0)
    AnswerHour.objects.create(
        hour=hour, source="server", route=route, role=role, count=40, within_2000=37, within_5000=40
    )
    AnswerHour.objects.create(hour=BEFORE, source="server", route=route, role=role, count=900)

    assert told(figure) == "92,5 %"


def test_alarms_are_those_of_the_month():
    for at, title in ((INSIDE, "Disk i bruk: 91 %"), (BEFORE, "Sökning: 2 s")):
        Alarm.objects.create(key=title, title=title, impact=2, urgency=2, opened_at=at, last_at=at)

    assert told("antal larm") == "1"
    assert "Disk i bruk" in told("larm")
    assert "Sökning" not in told("larm")


@pytest.mark.krav("6.3.4")
def test_the_forecast_is_that_of_the_hours_that_were_measured():
    Threshold.objects.filter(figure="disk.used").update(level=85)
    for number in range(40):
        at = (NOW - timedelta(days=40 - number)).replace(hour=10, minute=0)
        FigureHour.objects.create(code="disk.used", hour=at, count=1, total=60 + number / 2, lowest=0, highest=100)

    assert "en större disk" in told("förslag")
    assert "Disk som används" in told("risker")


@pytest.mark.krav("6.3.1.3")
def test_components_are_those_that_were_looked_at():
    Component.objects.create(
        kind="direct",
        name="Django",
        version="5.2.19",
        verdict="allowed",
        support="over",
        supported_until=date(2026, 10, 31),
        support_source="Django",
        faults="clean",
        trouble=1,
        seen_at=NOW,
    )

    assert (told("antal delar"), told("delar utan support")) == ("1", "1")
    assert "Django" in told("delar att göra något åt")
    assert "31 oktober 2026" in told("supportens slut")
    assert "Delar utan support\n1" in told("risker")


def test_releases_and_claims_are_those_of_the_month():
    handover = signing.put_in_production(accepted(), now=INSIDE)
    made = claims.claim(
        handover, sort="bug", title="Fel moms på kvittot", text="x", impact=2, urgency=2, by=owner(), now=INSIDE
    )
    life.solve(made.ticket, "Momsen räknas en gång.", now=INSIDE + timedelta(hours=1))

    assert "1.0.0" in told("releaser")
    assert "Momsen räknas en gång." in told("reklamationer")


def test_backups_say_what_the_last_drill_measured():
    Drill.objects.create(state="done", begun_at=INSIDE, ended_at=INSIDE, rpo_seconds=12.5, rto_seconds=90)

    assert "RPO\n12,5\u00a0s" in told("säkerhetskopior")
    assert "Ordrar kan gå förlorade" in told("risker")


def test_levels_and_targets_are_the_agreed_ones():
    Threshold.objects.filter(figure="disk.used").update(
        level=77, agreed_on=date(2026, 11, 2), agreed_with="Beställaren"
    )

    assert "2026-11-02, Beställaren" in told("larmgränser")
    assert "över 77" in told("larmgränser")
    assert "h arbetstid" in told("svarstider i desken")


@pytest.mark.parametrize("text", ["2026-13", "nov", "2026-12", "1999-01"])
def test_a_month_is_one_that_has_begun(text):
    with pytest.raises(NoMonth):
        period.month(text, now=NOW)


def test_without_a_month_it_is_the_last_whole_one():
    assert period.month("", now=NOW).name == "2026-10"
    assert [one.name for one in period.last_months(3, now=NOW)] == ["2026-11", "2026-10", "2026-09"]


def pages(pdf):
    with pypdfium2.PdfDocument(pdf) as read:
        return len(read), "\n".join(page.get_textpage().get_text_range() for page in read)


@pytest.mark.krav("3.2")
def test_the_solution_is_told_on_at_most_three_pages_of_a4():
    made = documents.made(documents.DOCUMENTS["losningsbeskrivning"], NOVEMBER, now=NOW)
    content = paper.written(made, "pdf")

    count, text = pages(content)

    assert count <= 3
    assert "Lösningsbeskrivning" in text
    with pypdfium2.PdfDocument(content) as read:
        assert [round(side) for side in read[0].get_size()] == [595, 842]


@pytest.mark.krav("6.3.3")
@pytest.mark.parametrize("name", documents.DOCUMENTS)
def test_every_document_is_written_as_pdf_a(name):
    made = documents.made(documents.DOCUMENTS[name], NOVEMBER, now=NOW)

    content = paper.written(made, "pdf")

    assert b"pdfaid:part" in content
    assert "[[" not in pages(content)[1]


def test_the_command_writes_what_it_is_asked_for(tmp_path):
    call_command("papers", "motesunderlag", to=tmp_path, stdout=io.StringIO())

    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".odt", ".pdf"]


@pytest.mark.parametrize(("names", "month"), [(["okänt"], ""), ([], "2026-99")])
def test_the_command_refuses_what_there_is_none_of(tmp_path, names, month):
    with pytest.raises(CommandError):
        call_command("papers", *names, month=month, to=tmp_path, stdout=io.StringIO())


def test_the_owner_fetches_them_from_the_page():
    browser = verified(owner())

    page = browser.get(reverse("papers")).content.decode()

    assert all(reverse("paper", args=[name, "pdf"]) in page for name in documents.DOCUMENTS)
    assert browser.get(reverse("paper", args=["riskanalys", "pdf"])).content.startswith(b"%PDF")
    assert browser.get(reverse("paper", args=["okant", "pdf"])).status_code == 404
    assert browser.get(reverse("papers"), {"manad": "igår"}).status_code == 404


@pytest.mark.parametrize("roles", [[], ["Redaktör"], ["Utvecklare"]])
def test_others_fetch_none(roles):
    browser = verified(UserFactory(roles=roles))

    for address in (reverse("papers"), reverse("paper", args=["riskanalys", "pdf"])):
        assert browser.get(address).status_code in (302, 403)
