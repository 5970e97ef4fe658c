"""The report of a period, against figures reckoned by hand; as page, PDF/A and spreadsheet."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from operations.desk import life
from operations.desk.counting import report
from operations.desk.models import TicketCategory
from tests.factories.customers import UserFactory, owner, verified
from tests.factories.tickets import MONDAY_NINE, ticket

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
PERIOD = {"first": "2026-11-30", "last": "2026-12-06"}


@pytest.fixture
def three_tickets():
    """P2 solved after two hours, P2 solved after eleven (nine are allowed), P4 that is open."""
    category = TicketCategory.objects.get(name="Drift")
    for hours in (2, 26):
        life.solve(ticket(category=category), "Klart", by=UserFactory(), now=MONDAY_NINE + hours * HOUR)
    ticket(impact=4, urgency=4)


def test_figures(three_tickets):
    found = report(MONDAY_NINE, MONDAY_NINE + WEEK, total="Alla", no_category="Ingen")

    assert (found.total.opened, found.total.solved, found.total.solved_in_time) == (3, 2, 1)
    assert found.total.share_in_time == 50
    assert found.total.median_solve == timedelta(hours=6, minutes=30)  # of 2 and 11 working hours
    assert [(one.name, one.opened, one.solved) for one in found.by_priority] == [("P2", 2, 2), ("P4", 1, 0)]
    assert [(one.name, one.opened) for one in found.by_category] == [("Drift", 2), ("Ingen", 1)]


def test_the_period_is_half_open(three_tickets):
    before = report(MONDAY_NINE - WEEK, MONDAY_NINE, total="", no_category="")

    assert (before.total.opened, before.by_priority) == (0, [])


def test_the_page_and_its_files(three_tickets):
    browser = verified(owner())
    address = reverse("tickets_report")

    page = browser.get(address, PERIOD).content.decode()
    assert "P2" in page
    assert "6 tim 30 min" in page
    pdf = browser.get(address, PERIOD | {"file": "pdf"})
    assert pdf.content.startswith(b"%PDF-")
    sheet = load_workbook(BytesIO(browser.get(address, PERIOD | {"file": "xlsx"}).content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert any("P2" in row and 2 in row and 390 in row for row in rows)
    assert browser.get(address, PERIOD | {"file": "ods"}).status_code == 200
    assert browser.get(address, PERIOD | {"file": "exe"}).status_code == 404
    assert browser.get(address, {"first": "2026-12-01", "last": "2026-11-01"}).status_code == 422


def test_those_who_see_no_tickets_see_no_report():
    editor = verified(UserFactory(roles=["Redaktör"]))

    assert editor.get(reverse("tickets_report")).status_code == 404


def test_late_tickets_stand_on_the_first_page(three_tickets):
    shown = verified(owner()).get(reverse("wagtailadmin_home")).content.decode()

    assert "Ärenden som ingen har tagit emot" in shown
