"""Two environments held against each other: every difference is told, no secret is."""

import copy
import io
import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from integrations.client import Answer
from integrations.flows import known
from integrations.flows.models import WatchedFlow
from operations.inventory import comparing, environment, server_files, told_settings
from operations.inventory.management.commands import compare_environments
from tests import databases

pytestmark = [pytest.mark.krav("4.4.1"), pytest.mark.krav("4.4.2")]

CANARY = "kanariefagel-i-gruvan-2026"
TOKEN = "t" * 32
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
SAME = {section: {"one": "1"} for section in comparing.SECTIONS}


def written(tmp_path, name, sections):
    file = tmp_path / name
    file.write_text(json.dumps({"format": 1, "sections": sections}), encoding="utf-8")
    return str(file)


def compared(first, second):
    """What the command wrote, and what it ended with."""
    told = io.StringIO()
    try:
        call_command("compare_environments", first, second, stdout=told)
    except CommandError as error:
        return told.getvalue() + str(error), error.returncode
    return told.getvalue(), 0


def described():
    told = io.StringIO()
    call_command("describe_environment", stdout=told)
    return told.getvalue()


@pytest.mark.parametrize("section", comparing.SECTIONS)
def test_a_difference_in_any_section_is_told_and_ends_with_1(tmp_path, section):
    other = copy.deepcopy(SAME)
    other[section]["one"] = "2"
    del other[section]["one"]
    other[section]["two"] = "3"

    told, code = compared(written(tmp_path, "a.json", SAME), written(tmp_path, "b.json", other))

    assert code == 1
    assert f"  {comparing.SECTIONS[section]}\n    one: A 1 | B –\n    two: A – | B 3\n" in told
    assert told.endswith("2 skillnader som inte ska finnas.")


def test_two_that_are_alike(tmp_path):
    file = written(tmp_path, "a.json", SAME)

    assert compared(file, file) == ("Miljöerna är lika.\n", 0)


def test_an_expected_difference_is_told_with_its_reason_and_is_no_fault(tmp_path):
    first, second = copy.deepcopy(SAME), copy.deepcopy(SAME)
    first["settings"]["SITE_URL"], second["settings"]["SITE_URL"] = "https://a.example", "https://b.example"

    told, code = compared(written(tmp_path, "a.json", first), written(tmp_path, "b.json", second))

    assert code == 0
    assert "Väntade skillnader: 1" in told
    assert "SITE_URL: A https://a.example | B https://b.example   (värdnamn)" in told


def test_a_name_that_is_expected_in_one_section_is_not_in_another(tmp_path):
    other = copy.deepcopy(SAME)
    other["interfaces"]["SITE_URL"] = "satt"

    assert compared(written(tmp_path, "a.json", SAME), written(tmp_path, "b.json", other))[1] == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("no", "är inte JSON"),
        ("[]", "är ingen beskrivning av en miljö"),
        ('{"format": 2, "sections": {}}', "har formatet 2; det här programmet läser 1"),
        ('{"format": 1, "sections": {"settings": {}}}', "saknar delar, eller har andra än de som jämförs"),
    ],
)
def test_what_is_no_description_ends_with_2(tmp_path, content, why):
    file = tmp_path / "a.json"
    file.write_text(content)

    told, code = compared(str(file), str(file))

    assert (told, code) == (f"{file} {why}.", 2)


def test_a_file_that_is_not_there(tmp_path):
    assert compared(str(tmp_path / "none"), str(tmp_path / "none"))[1] == 2


@pytest.mark.django_db
def test_this_environment_is_like_itself_and_unlike_itself_with_another_role(tmp_path):
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    before.write_text(described(), encoding="utf-8")
    Group.objects.get(name="Utvecklare").permissions.add(Permission.objects.get(codename="delete_product"))
    with override_settings(SHOP_CURRENCY="EUR", STRIPE_SECRET_KEY=CANARY):
        after.write_text(described(), encoding="utf-8")

    assert compared(str(before), str(before)) == ("Miljöerna är lika.\n", 0)
    told, code = compared(str(before), str(after))

    assert code == 1
    assert "Utvecklare: catalogue.delete_product: A – | B ja" in told
    assert "SHOP_CURRENCY: A SEK | B EUR" in told
    assert "STRIPE_SECRET_KEY: A inte satt | B satt" in told
    assert told.endswith("3 skillnader som inte ska finnas.")


def test_two_shops_that_are_alike_and_then_are_not(django_db_setup, django_db_blocker, tmp_path, monkeypatch):
    """Two databases of the same making; then one of them is changed in each way that an environment can be."""
    files, template = [tmp_path / name for name in ("a.json", "b.json", "changed.json")], databases.migrated_template()
    with django_db_blocker.unblock():
        with databases.copy_of(template, "_a") as name, databases.connected_to(name):
            files[0].write_text(described(), encoding="utf-8")
        with databases.copy_of(template, "_b") as name, databases.connected_to(name):
            files[1].write_text(described(), encoding="utf-8")
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE cart_cart ADD COLUMN by_hand text")
            MigrationRecorder(connection).record_applied("cart", "9999_by_hand")
            code = next(one.flow.code for one in known.flows() if one.is_on)
            WatchedFlow.objects.update_or_create(
                code=code, defaults={"is_watched": True, "since": datetime(2026, 11, 28, tzinfo=UTC)}
            )
            ContentType.objects.create(app_label="cart", model="byhand")
            Group.objects.get(name="Utvecklare").permissions.add(Permission.objects.get(codename="delete_product"))
            monkeypatch.setattr(environment, "_code", lambda: "another")
            with override_settings(SHOP_CURRENCY="EUR"):
                files[2].write_text(described(), encoding="utf-8")

    assert compared(str(files[0]), str(files[1])) == ("Miljöerna är lika.\n", 0)
    first, second = (comparing.read(files[number].read_bytes()) for number in (0, 2))
    assert [(one.section, one.name) for one in comparing.differences(first, second)] == [
        ("release", "code"),
        ("settings", "SHOP_CURRENCY"),
        ("schema", "cart"),
        ("schema", "table cart_cart"),
        ("flows", code),
        ("content types", "cart.byhand"),
        ("roles", "Utvecklare: catalogue.delete_product"),
    ]


INSTALLED = {
    "etc/nginx/conf.d/shop.conf": "# Ours\nserver {\n  server_name a.example;\n  client_max_body_size 35m;\n}\n",
    "etc/systemd/system/shop@.service": "[Service]\nEnvironment=SECRET=a\nTimeoutStopSec=40\n",
    "etc/systemd/system/shop@.service.d/own.conf": "[Service]\nLimitNOFILE=65536\n",
    "etc/systemd/system/other.service": "[Service]\nExecStart=/bin/a\n",
}


@pytest.mark.parametrize(
    ("path", "before", "after", "is_told"),
    [
        ("etc/nginx/conf.d/shop.conf", "35m", "1m", True),
        ("etc/nginx/conf.d/shop.conf", "a.example", "b.example", False),
        ("etc/nginx/conf.d/shop.conf", "# Ours", "# Theirs", False),
        ("etc/systemd/system/shop@.service", "40", "90", True),
        ("etc/systemd/system/shop@.service", "SECRET=a", "SECRET=b", False),
        ("etc/systemd/system/shop@.service", "SECRET=a", "OTHER=a", True),
        ("etc/systemd/system/shop@.service.d/own.conf", "65536", "1024", True),
        ("etc/systemd/system/other.service", "/bin/a", "/bin/b", False),
    ],
)
def test_what_nginx_and_systemd_are_told_is_compared_without_what_is_ones_own(tmp_path, path, before, after, is_told):
    told = []
    for name, change in (("a", before), ("b", after)):
        for where, text in INSTALLED.items():
            file = tmp_path / name / where
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace(before, change) if where == path else text)
        told.append(server_files.told(tmp_path / name))

    assert (told[0]["nginx"], told[0]["systemd"]) == ("1", "2")
    differing = [where for where in told[0] if told[0][where] != told[1][where]]
    assert differing == ([f"/{path}"] if is_told else [])


def test_a_machine_without_them_says_so(tmp_path):
    assert server_files.told(tmp_path) == {"nginx": "0", "systemd": "0"}


@pytest.mark.django_db
def test_every_section_says_something_of_this_environment():
    sections = json.loads(described())["sections"]

    assert {section for section, told in sections.items() if not told} == set()
    assert sections["packages"]["django"]
    assert sections["content types"]["cms.productpage"] == "finns"
    assert sections["roles"]["Utvecklare: inventory.view_component"] == "ja"
    assert sections["postgresql"]["fsync"] in {"on", "off"}
    assert sections["schema"]["inventory"] == "0001_components"


@pytest.mark.django_db
def test_a_canary_never_sings():
    """In every secret setting, in an address's password, and where it should never have been put."""
    secrets = dict.fromkeys((name for name in told_settings.BY_BEING_SET if name != "REDIS_URL"), CANARY)
    wrong = {"FORTNOX_API_BASE": f"https://user:{CANARY}@fortnox.example", "ALLOWED_HOSTS": [f"{CANARY}.example"]}

    with override_settings(**{**secrets, **wrong}):
        told = described()

    assert CANARY not in told
    assert '"FORTNOX_API_BASE": "https://fortnox.example"' in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "token", "header", "status"),
    [
        ("its own", TOKEN, f"Bearer {TOKEN}", 200),
        ("another", TOKEN, f"Bearer {TOKEN}x", 404),
        ("none", TOKEN, "", 404),
        ("not set up", "", "Bearer ", 404),
        ("one that can be guessed", "short", "Bearer short", 404),
        ("letters that are no ASCII", TOKEN, "Bearer åäö", 404),
    ],
)
def test_only_who_has_the_token_is_told(client, case, token, header, status):
    with override_settings(ENVIRONMENT_TOKEN=token):
        answer = client.get("/miljo/", headers={"Authorization": header})

    assert answer.status_code == status
    if status == 200:
        assert set(answer.json()["sections"]) == set(comparing.SECTIONS)
        assert TOKEN not in answer.content.decode()


class Answering:
    """Stands in for the way out: remembers where it was asked to go, and with what."""

    def __init__(self, address, *, headers):
        self.asked = (address, headers)

    def call(self, method, path):
        assert (method, path) == ("GET", "/miljo/")
        assert self.asked == ("https://test.example", {"Authorization": f"Bearer {TOKEN}"})
        body = json.dumps({"format": 1, "sections": SAME}).encode()
        return Answer(200, {}, body)


def test_an_address_is_asked_with_its_token(tmp_path, monkeypatch):
    monkeypatch.setattr(compare_environments, "Client", Answering)
    monkeypatch.setenv("COMPARE_TOKEN_A", TOKEN)

    assert compared("https://test.example", written(tmp_path, "b.json", SAME)) == ("Miljöerna är lika.\n", 0)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://test.example", "http://test.example: en token skickas bara över https."),
        ("https://test.example", "COMPARE_TOKEN_A saknas: miljöns ENVIRONMENT_TOKEN."),
    ],
)
def test_a_token_is_needed_and_goes_over_no_open_line(tmp_path, monkeypatch, address, told):
    monkeypatch.delenv("COMPARE_TOKEN_A", raising=False)

    assert compared(address, written(tmp_path, "b.json", SAME)) == (told, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "condition",
    ["state IN ('draft', 'sent', 'accepted')", "(version BETWEEN 1 AND 9) AND (number BETWEEN 1 AND 9)"],
    ids=["a list", "several that must all hold"],
)
def test_a_table_that_came_from_a_copy_is_like_the_one_it_was_copied_from(condition):
    """A copy that is read back words some conditions in another way than a migration does."""
    name = "quotation_state_is_one"

    def worded(condition):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE quotations_quotation DROP CONSTRAINT {name}")
            cursor.execute(f"ALTER TABLE quotations_quotation ADD CONSTRAINT {name} {condition}")
            cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])
            [(said,)] = cursor.fetchall()
        return said, environment.described(now=NOW)["sections"]["schema"]

    migrated, schema = worded(f"CHECK ({condition})")
    copied, same = worded(migrated)

    assert copied != migrated
    assert same == schema
    assert worded("CHECK (state IN ('draft', 'sent'))")[1] != schema
