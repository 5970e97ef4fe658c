"""The import room: left, read, mapped, tried, taken in, approved by another, undone; bad files told of in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from commerce.stock.models import StockLevel
from integrations.formats.tables import registry as formats
from integrations.gateway import exporting, importing
from integrations.gateway.import_models import Import, SavedMapping
from integrations.gateway.kinds import registry
from tests.factories.catalogue import sellable
from tests.factories.customers import UserFactory, owner, verified
from tests.integrations.formats import bad_files as bad

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.6.3")]

STOCK = "Artikelnr;Saldo;Lager\nK-1;7;\nK-2;5;\nX-9;1;\nK-3;många;\n"


@pytest.fixture
def browser():
    return verified(owner(email="agaren@example.com"))


@pytest.fixture
def cups():
    return [sellable(page=False, price="80.00", stock=5, sku=f"K-{number}") for number in range(1, 6)]


def left(browser, content, name="saldo.csv", kind="stock"):
    content = content.encode() if isinstance(content, str) else content
    answer = browser.post(reverse("imports"), {"file": SimpleUploadedFile(name, content), "kind": kind})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Import.objects.order_by("-pk").first(), browser.get(answer.url).content.decode()


def tried(browser, row, **given):
    values = {f"column_{code}": heading for code, heading in row.mapped.items()}
    answer = browser.post(reverse("import_columns", args=[row.pk]), {"do": "try", **values, **given})
    row.refresh_from_db()
    return answer


def done(browser, row, what):
    answer = browser.post(reverse("import_do", args=[row.pk]), {"do": what}, follow=True)
    row.refresh_from_db()
    return answer.content.decode()


def on_hand(sku):
    return StockLevel.objects.get(stock__variant__sku=sku).on_hand


def test_from_a_file_to_rows_that_are_in_and_out_again(cups, browser):
    row, page = left(browser, STOCK)
    assert "CSV, semikolon" in page
    assert "De första 4 raderna, som de skulle läsas" in page
    assert page.count("gateway-fault__why") == 1
    assert "många" in page

    page = browser.get(tried(browser, row).url).content.decode()
    assert "Så skulle det bli. Inget har ändrats än." in page
    assert ("Nekade rader (2)" in page, "Ändrade rader (1)" in page) == (True, True)
    assert "Artikelnummer X-9 finns inte." in page
    changed = browser.get(reverse("import", args=[row.pk]), {"show": "changed"}).content.decode()
    assert "<del>5</del> → <ins>7</ins>" in changed
    assert on_hand("K-1") == 5

    page = done(browser, row, "take")
    assert (row.state, on_hand("K-1")) == ("taken", 7)
    assert "Ångra hela importen" in page

    rejects = browser.get(reverse("import_refused", args=[row.pk]))
    assert 'filename="saldo-nekade.csv"' in rejects["Content-Disposition"]
    assert b"X-9;1;;Artikelnummer X-9 finns inte." in b"".join(rejects.streaming_content)
    kept = browser.get(reverse("import_file", args=[row.pk]))
    assert b"".join(kept.streaming_content) == STOCK.encode()

    done(browser, row, "undo")
    assert (row.state, on_hand("K-1")) == ("undone", 5)
    assert "ångrad" in browser.get(reverse("imports")).content.decode()


@pytest.mark.parametrize("format", formats.FORMATS)
def test_every_format_that_goes_out_comes_in_by_the_room(cups, browser, tmp_path, format):
    path, port = tmp_path / "ut", registry.TAKEN_IN["stock"]
    with path.open("wb") as file:
        exporting.write(port, port.codes, {}, file, format=format, language="sv", now=timezone.now())

    row, _page = left(browser, path.read_bytes(), f"lager.{formats.by_code(format).extension}")
    if format == "positional":
        answer = browser.post(reverse("import_columns", args=[row.pk]), {"do": "read", "format": "positional"})
        assert answer.url == reverse("import_columns", args=[row.pk])
        row.refresh_from_db()
    tried(browser, row, format=row.options.get("format", ""))

    assert (row.state, row.problem, row.tried) == (
        "tried", "", {"new": 0, "changed": 0, "unchanged": 5, "refused": 0},
    )  # fmt: skip


def test_columns_are_chosen_by_hand_saved_and_suggested_for_the_next_such_file(cups, browser):
    row, page = left(browser, "Vara;Hylla\nK-1;7\n")
    assert "Ingen kolumn är vald än." in page
    missing = tried(browser, row).content.decode()
    assert "Den här kolumnen måste finnas i filen." in missing
    assert row.state == "read"
    twice = tried(browser, row, column_sku="Vara", column_on_hand="Vara").content.decode()
    assert "Rubriken är vald för en annan kolumn också." in twice

    tried(browser, row, column_sku="Vara", column_on_hand="Hylla", name="Leverantören")
    assert (row.state, SavedMapping.objects.get().name) == ("tried", "Leverantören")

    another, _page = left(browser, "Vara;Hylla\nK-2;8\n")
    assert another.mapped == {"sku": "Vara", "on_hand": "Hylla"}


def test_how_it_is_read_is_changed_by_hand(cups, browser):
    row, page = left(browser, "Artikelnr|Saldo\nK-1|7\n".encode("utf-16"), "saldo.txt")
    assert "Ingen kolumn är vald än." in page

    answer = browser.post(reverse("import_columns", args=[row.pk]), {"do": "read", "delimiter": "|"}, follow=True)

    row.refresh_from_db()
    assert row.mapped == {"sku": "Artikelnr", "on_hand": "Saldo"}
    assert "Filen är läst om." in answer.content.decode()
    tried(browser, row, delimiter="|")
    assert row.tried["changed"] == 1


def test_the_same_file_is_told_of_when_it_comes_again(cups, browser):
    row, _page = left(browser, STOCK)
    tried(browser, row)
    done(browser, row, "take")

    _again, page = left(browser, STOCK)

    assert "Exakt samma fil togs in" in page


def test_one_who_brought_it_cannot_approve_it_and_another_can(cups, browser):
    row, _page = left(browser, "SKU;Pris\nK-1;70\nK-2;70\n", kind="prices")
    tried(browser, row)
    page = browser.get(reverse("import", args=[row.pk])).content.decode()
    assert "2 av 5 priser på listan bas skulle ändras (40 %)." in page
    assert "Någon annan än du" in page
    assert "Godkänn och ta in" not in page
    refused = done(browser, row, "approve")
    assert "Någon annan än den som lämnade filen måste godkänna den." in refused
    assert row.state == "held"

    second = verified(owner(email="tvaan@example.com"))
    assert "Godkänn och ta in" in second.get(reverse("import", args=[row.pk])).content.decode()
    done(second, row, "approve")
    assert (row.state, row.approved_by.email) == ("taken", "tvaan@example.com")


def test_nobody_sees_or_touches_what_another_has_left(cups, browser):
    row, _page = left(browser, "SKU;Pris\nK-1;79\n", kind="prices")
    priser = verified(UserFactory(roles=["Prissättare"]))

    assert priser.get(reverse("import", args=[row.pk])).status_code == 404
    assert priser.get(reverse("import_file", args=[row.pk])).status_code == 404
    assert priser.post(reverse("import_do", args=[row.pk]), {"do": "put_aside"}).status_code == 404
    assert verified(UserFactory(roles=["Utvecklare"])).get(reverse("imports")).status_code == 302
    row.refresh_from_db()
    assert row.state == "read"
    page = priser.get(reverse("imports")).content.decode()
    assert ('value="prices"' in page, 'value="stock"' in page) == (True, False)
    file = SimpleUploadedFile("saldo.csv", STOCK.encode())
    again = priser.post(reverse("imports"), {"file": file, "kind": "stock"})
    assert (again.status_code, Import.objects.count()) == (200, 1)


BAD = {
    "nothing at all": (b"", "tom.csv", "Filen är tom."),
    "blanks": (b" \r\n\t\n", "tom.csv", "Filen är tom."),
    "only headings": (b"Artikelnr;Saldo\n", "rubriker.csv", "Filen har rubriker men inga rader."),
    "a password": (bad.ole("EncryptedPackage"), "hemlig.xlsx", "Filen är skyddad med lösenord. Spara den utan."),
    "an encrypted archive": (bad.encrypted(), "hemlig.zip", "Filen är skyddad med lösenord. Spara den utan."),
    "cut off": (bad.of("xlsx")[:-200], "avbruten.xlsx", "Filen är skadad eller avbruten."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 60, "bild.csv", "Filen är av slaget PNG, som inte läses."),
    "entities": (bad.ENTITIES, "rader.xml", "XML med en DOCTYPE läses inte"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_of_and_kept(cups, browser, name):
    content, called, said = BAD[name]

    row, page = left(browser, content, called)

    assert (row.state, said in page) == ("failed", True), row.problem
    assert "Inget har ändrats. Filen är sparad." in page
    assert b"".join(browser.get(reverse("import_file", args=[row.pk])).streaming_content) == content


def test_a_wrong_ending_and_headings_that_stand_twice_are_read_and_told_of(cups, browser):
    row, page = left(browser, "Artikelnr;Saldo;Saldo\nK-1;7;8\n", "saldo.xlsx")

    assert row.state == "read"
    assert "saldo.xlsx är CSV, semikolon trots namnet och lästes så." in page
    assert "Rubriken Saldo finns mer än en gång" in page


def test_a_file_that_breaks_in_the_midst_changes_nothing_and_says_why(cups, browser, monkeypatch):
    row, _page = left(browser, STOCK)
    with row.file.storage.open(row.file.name, "wb") as file:
        file.write(b"")

    page = browser.get(tried(browser, row).url).content.decode()

    assert (row.state, "Filen är tom." in page) == ("failed", True)
    assert on_hand("K-1") == 5


def test_the_page_tells_how_far_it_has_come(cups, browser, monkeypatch):
    row, _page = left(browser, STOCK)
    Import.objects.filter(pk=row.pk).update(state="to_take", tried={"changed": 40_000}, done=10_000)

    page = browser.get(reverse("import", args=[row.pk]), {"part": "progress"}).content.decode()

    assert ("data-goes-on" in page, 'aria-busy="true"' in page, 'value="25"' in page) == (True, True, True)


def test_large_ones_wait_for_a_worker(cups, browser, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 10)

    row, page = left(browser, STOCK)

    assert (row.state, "Väntar på en arbetare; du kan lämna sidan." in page) == ("arrived", True)


def test_lists_are_paged_with_as_many_queries_whatever_their_size(cups, browser, django_assert_max_num_queries):
    row, _page = left(browser, "SKU;Saldo\n" + "".join(f"X-{number};1\n" for number in range(120)))
    tried(browser, row)

    with django_assert_max_num_queries(40):
        page = browser.get(reverse("import", args=[row.pk]), {"p": 2}).content.decode()

    assert "Sida 2 av 3" in page
    assert "X-50" in page
