"""Disturbances, the shop's own question, the public page as files, and the figures in the admin."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from commerce.events.models import Event
from operations.status import approval, disturbing, prober, public, standing
from operations.status.disturbed import Asked, Disturbance
from tests.factories.customers import UserFactory, owner, verified
from tests.operations.status.outages import NIGHT, NOW, outage, write

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.11.3")]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STATUS_DIR = tmp_path / "status"
    return settings.STATUS_DIR


def disturbance(**said):
    values = {"component": "shop", "effect": "down", "begins_at": NOW, **said}
    return disturbing.write(Disturbance(), by=owner(), now=NOW, **values)


def read(folder, name="index.html"):
    return Path(folder, name).read_text(encoding="utf-8")


# --- the page ---


def test_the_page_says_what_works_what_is_planned_and_what_has_been(folder):
    approval.approve(outage(words_sv="Korgen finns kvar.", words_en="Your basket stays."), by=owner(), now=NOW)
    disturbance(component="checkout", effect="degraded", words_sv="Kort nekas.", words_en="Cards are refused.")

    public.write(now=NOW + MINUTE)
    swedish, english = read(folder), read(folder, "en/index.html")

    assert "Något fungerar delvis" in swedish
    assert "Kort nekas." in swedish
    assert "Söndag 20 december kl. 02.00–04.00" in swedish
    assert "Korgen finns kvar." in swedish
    assert "Something works in part" in english
    assert "Cards are refused." in english
    assert "Sunday 20 December at 02:00–04:00" in english
    assert "100,000 %" in swedish


def test_it_needs_no_script_and_only_files_of_the_shop(folder):
    public.write(now=NOW)

    for name in ("index.html", "en/index.html", "unwell.html", "en/unwell.html"):
        page = read(folder, name)
        assert "<script" not in page
        assert "style=" not in page
        asked = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page)
        assert asked
        assert all(one.startswith("/static/") for one in asked)
        assert all((Path("static") / one.removeprefix("/static/")).exists() for one in asked)


def test_the_page_for_when_the_shop_does_not_answer_is_there_beforehand(folder):
    public.write(now=NOW)

    assert "Allt fungerar" in read(folder)
    assert "Något fungerar inte" in read(folder, "unwell.html")
    assert "Something does not work" in read(folder, "en/unwell.html")


def test_in_a_planned_outage_it_says_so_also_when_nothing_answers(folder):
    approval.approve(outage(), by=owner(), now=NOW)
    public.write(now=NIGHT)

    assert "Butiken är stängd för underhåll" in read(folder)
    assert "Butiken är stängd för underhåll" in read(folder, "unwell.html")
    public.write(now=NIGHT + timedelta(hours=2))
    assert "Allt fungerar" in read(folder)


def test_it_is_written_when_something_changes(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        found = disturbance(begins_at=timezone.now() - MINUTE)
    assert "Något fungerar inte" in read(folder)

    with django_capture_on_commit_callbacks(execute=True):
        disturbing.write(found, by=None, now=timezone.now(), ends_at=timezone.now())
    assert "Allt fungerar" in read(folder)


def test_a_page_that_cannot_be_written_leaves_the_last_one(folder, monkeypatch):
    public.write(now=NOW)
    before = read(folder)
    monkeypatch.setattr("os.replace", lambda *paths: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        public.write(now=NOW + MINUTE)

    assert read(folder) == before
    assert [path.name for path in Path(folder).iterdir() if path.name.startswith(".")] == []


def test_writing_costs_a_few_questions(folder, django_assert_max_num_queries):
    for number in range(12):
        disturbance(begins_at=NOW - (number + 2) * MINUTE, ends_at=NOW - (number + 1) * MINUTE)

    with django_assert_max_num_queries(6):
        public.write(now=NOW)


def test_what_closes_the_shop_is_a_list_of_what_is_approved(folder):
    approved = approval.approve(outage(), by=owner(), now=NOW)
    outage(starts_at=NIGHT + timedelta(days=7))

    public.write(now=NOW)
    [one] = json.loads(read(folder, "outages.json"))

    assert datetime.fromisoformat(one["starts"]) == approved.starts_at
    assert datetime.fromisoformat(one["ends"]) == approved.ends_at


def test_the_shop_serves_the_files_where_no_web_server_does(folder):
    for path in ("/status/", "/status/en/", "/status/avbrott.ics"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)
    assert Client().get("/status/outages.json").status_code == 404
    assert Client().get("/status/../outages.json").status_code == 404


# --- the question ---


def test_two_bad_answers_are_a_disturbance_from_the_first_until_a_good_one():
    for minute, is_well in enumerate([True, False, True, False, False, False, True]):
        prober.judge(is_well, 20, now=NOW + minute * MINUTE)

    [found] = Disturbance.objects.all()
    assert (found.begins_at, found.ends_at) == (NOW + 3 * MINUTE, NOW + 6 * MINUTE)
    assert (found.component, found.effect, found.source, found.is_counted) == ("shop", "down", "probe", True)
    kinds = Event.objects.filter(subject=f"disturbance:{found.pk}").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["disturbance.told", "disturbance.ended"]


def test_minutes_in_which_nobody_asked_are_a_disturbance_unless_they_were_planned():
    prober.judge(True, 20, now=NOW)
    prober.judge(True, 20, now=NOW + 30 * MINUTE)
    [found] = Disturbance.objects.all()
    assert (found.begins_at, found.ends_at) == (NOW, NOW + 30 * MINUTE)

    approval.approve(outage(), by=owner(), now=NOW)
    prober.judge(True, 20, now=NIGHT - MINUTE)
    prober.judge(True, 20, now=NIGHT + timedelta(hours=2))
    assert Disturbance.objects.filter(begins_at__gte=NIGHT - MINUTE).count() == 0


def test_what_a_person_has_written_is_not_written_twice():
    disturbance(begins_at=NOW - MINUTE)

    for minute in range(4):
        prober.judge(False, 20, now=NOW + minute * MINUTE)

    assert Disturbance.objects.count() == 1


def test_answers_are_kept_for_400_days():
    prober.judge(True, 20, now=NOW - timedelta(days=401))
    prober.judge(True, 20, now=NOW)

    assert list(Asked.objects.values_list("at", flat=True)) == [NOW]


def test_nobody_is_asked_where_no_address_is_set(folder):
    prober.each_minute(now=NOW)

    assert not Asked.objects.exists()
    assert "Allt fungerar" in read(folder)


@pytest.mark.parametrize("answer", [200, 503])
def test_it_asks_the_address(settings, monkeypatch, answer):
    settings.STATUS_PROBE_URL = "https://shop.example/healthz"
    asked = []

    class Fake:
        def __init__(self, **limits):
            pass

        def call(self, method, url):
            asked.append((method, url))
            return type("Answer", (), {"status": answer})

    monkeypatch.setattr("operations.status.prober.Client", Fake)
    prober.each_minute(now=NOW)

    assert asked == [("GET", "https://shop.example/healthz")]
    assert Asked.objects.get().is_well is (answer == 200)


# --- rows and figures ---


def test_no_template_shortens_a_month_as_django_does(settings):
    """`M` and `b` make *Får* of May in Swedish, and *Dec* of what is written dec."""
    short = re.compile(r"""\|date:["'][^"']*(?<![\\A-Z])[Mb](?![A-Z])""")
    templates = [*(settings.PROJECT / "templates").rglob("*.html")]

    assert len(templates) > 200
    assert [one.name for one in templates if short.search(one.read_text(encoding="utf-8"))] == []


def test_months_are_called_what_they_are_called():
    with translation.override("sv"):
        named = [date_format(datetime(2026, month, 1, tzinfo=UTC), "F") for month in range(1, 13)]

    assert " ".join(named) == "januari februari mars april maj juni juli augusti september oktober november december"


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"ends_at": NOW}, "disturbance_ends_after_it_begins"),
        ({"is_counted": False, "why_not": " "}, "disturbance_not_counted_has_reason"),
        ({"component": "moon"}, "disturbance_component"),
        ({"effect": "sad"}, "disturbance_effect"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(values, constraint):
    row = {"component": "shop", "begins_at": NOW, **values}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Disturbance.objects.create(**row)


def test_one_goes_on_at_a_time_for_a_component():
    disturbance()

    with pytest.raises(disturbing.Refused, match="pågår redan"):
        disturbance(begins_at=NOW - MINUTE)
    assert disturbance(component="api").pk


def test_months_leave_out_what_is_planned_and_what_does_not_count():
    values = {"state": "approved", "approved_by": owner(), "approved_at": NIGHT - timedelta(days=20)}
    write(starts_at=NIGHT, **values)
    disturbance(begins_at=NIGHT - 10 * MINUTE, ends_at=NIGHT + 30 * MINUTE)
    disturbance(begins_at=NIGHT + timedelta(days=1), ends_at=NIGHT + timedelta(days=2), effect="degraded")
    why = {"is_counted": False, "why_not": "Strömmen i hela staden"}
    disturbance(begins_at=NIGHT - timedelta(days=2), ends_at=NIGHT - timedelta(days=1), **why)

    december, november = standing.months(2, now=datetime(2027, 1, 1, tzinfo=UTC) - timedelta(hours=2))

    assert (december.planned_minutes, december.down_minutes, november.down_minutes) == (120, 10, 0)


def test_the_owner_tells_of_one_and_reads_the_figures():
    browser = verified(owner())
    begun = timezone.localtime() - timedelta(minutes=30)
    sent = {
        "component": "checkout",
        "effect": "down",
        "begins_at": f"{begun:%Y-%m-%d %H:%M}",
        "ends_at": "",
        "words_sv": "Kort nekas.",
        "words_en": "",
        "is_counted": "on",
        "why_not": "",
    }

    page = browser.post(reverse("disturbance_new"), sent, follow=True).content.decode()
    assert "står på statussidan" in page
    assert "Kassa och betalning" in page
    row = Disturbance.objects.get()
    refused = browser.post(reverse("disturbance", args=[row.pk]), sent | {"is_counted": ""})
    assert refused.status_code == 422
    assert "varför den inte räknas" in refused.content.decode()
    late = {"ends_at": f"{begun + timedelta(days=2):%Y-%m-%d %H:%M}"}
    assert browser.post(reverse("disturbance", args=[row.pk]), sent | late).status_code == 422
    file = browser.get(reverse("service_level_file"))

    assert file.content.startswith(b"PK")
    assert file["Content-Disposition"] == 'attachment; filename="serviceniva.xlsx"'


@pytest.mark.parametrize("role", ["Redaktör", "Orderhandläggare", "Utvecklare"])
def test_nobody_else_sees_the_figures(role):
    browser = verified(UserFactory(roles=[role]))

    for name in ("service_level", "service_level_file", "disturbance_new"):
        assert browser.get(reverse(name)).status_code in (302, 403)
