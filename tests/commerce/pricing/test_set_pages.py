"""A price change set in the admin: written in a grid or by percent, looked at by two, published, taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commerce.events.models import Event
from commerce.pricing.change_sets import PriceChange, PriceChangeSet, SetRefused, approve
from commerce.pricing.drafting import Adjustment, BelowNothing, DraftRow, Ending, adjust, take_rows, write
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import CategoryFactory, PriceFactory, VariantFactory
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
INDEX = "/admin/pricing/pricechangeset/"


@pytest.fixture
def me():
    return owner()


@pytest.fixture
def browser(me):
    return verified(me)


@pytest.fixture
def base():
    return PriceList.objects.get(code="bas")


@pytest.fixture
def cup():
    """100 kr, 40 kr of cost excluding VAT."""
    made = VariantFactory(sku="LL-1", product__name_sv="Kopp", cost=Decimal(40))
    PriceFactory(variant=made, amount=Decimal(100))
    return made


@pytest.fixture
def draft(me):
    return PriceChangeSet.objects.create(name="Höst", author=me, created_at=timezone.now())


def change(draft, by, variant, price_list, amount, least=1):
    write(draft.pk, {(variant.pk, price_list.pk, least): amount and Decimal(amount)}, by=by, now=timezone.now())


def move(browser, draft, name):
    answer = browser.post(f"{INDEX}{draft.pk}/move/", {"move": name}, follow=True)
    draft.refresh_from_db()
    return answer.content.decode()


def grid(draft, **query):
    return f"{INDEX}{draft.pk}/grid/" + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def cells(answer):
    return {cell["name"]: cell for line in answer.context["lines"] for cell in line["cells"]}


def test_from_draft_to_force_with_a_second_person_and_back(browser, me, cup, base):
    """One writes 150 kr for 100; that is over 30 percent, so somebody else has to agree."""
    browser.post(f"{INDEX}create/", {"name": "Jul", "note": "Nya glasyrer"})
    draft = PriceChangeSet.objects.get()
    name = f"new-{cup.pk}-{base.pk}-1"
    browser.post(grid(draft), {name: "150,00 kr", name.replace("new", "shown"): ""})

    assert (draft.author, draft.changes.get().amount) == (me, 150)
    assert "ändras mer än 30 %" in move(browser, draft, "submit").lower()
    assert draft.state == "submitted"
    move(browser, draft, "approve")
    assert draft.state == "submitted"

    other = verified(owner())
    move(other, draft, "approve")
    assert draft.state == "approved"
    move(browser, draft, "publish")
    assert draft.state == "published"
    assert Price.objects.get(valid_until=None).amount == 150
    move(browser, draft, "undo")
    assert draft.state == "undone"
    assert Price.objects.get(valid_until=None).amount == 100

    told = browser.get(f"{INDEX}inspect/{draft.pk}/").content.decode()
    for words in ("skrev i den", "sade att den är klar", "godkände den", "publicerade den", "tog tillbaka den"):
        assert words in told
    assert Event.objects.filter(subject=f"prices:{draft.pk}").count() == 5


def test_the_compare_page_tells_before_and_after_also_once_published(browser, me, cup, base, draft):
    change(draft, me, cup, base, "110")
    address = f"/admin/pricing/pricechange/?change_set={draft.pk}"

    def row():
        shown = {cell["name"]: str(cell["value"]) for cell in browser.get(address).context["rows"][0]["cells"]}
        return [shown[name].split("\u00a0")[0] for name in ("was", "becomes", "differs", "change")]

    before = row()
    move(browser, draft, "submit")
    move(browser, draft, "publish")
    assert before == row() == ["100,00", "110,00", "10,00", "10,0"]
    ways = {
        way: len(browser.get(f"{address}&way={way}").context["rows"]) for way in ("raised", "lowered", "large", "new")
    }
    assert ways == {"raised": 1, "lowered": 0, "large": 0, "new": 0}
    file = b"".join(browser.get(f"{address}&export=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert file[1] == "LL-1;Kopp;bas;1;100.00;110.00;10.00;10.0;SEK"


def test_a_scheduled_set_says_when(browser, me, cup, base, draft):
    draft.starts_at = timezone.now() + timedelta(days=2)
    draft.save()
    change(draft, me, cup, base, "110")
    move(browser, draft, "submit")

    assert "Publicera, gäller från" in browser.get(f"{INDEX}inspect/{draft.pk}/").content.decode()
    move(browser, draft, "publish")
    assert Price.objects.get(amount=110).valid_from == draft.starts_at


def test_a_moment_that_is_past_is_refused(browser):
    answer = browser.post(f"{INDEX}create/", {"name": "Jul", "starts_at": "2020-01-01 00:00"})

    assert answer.context["form"].errors["starts_at"] == [
        "Den tiden har passerat. Lämna tomt för att börja när prisändringen publiceras."
    ]
    assert not PriceChangeSet.objects.exists()


def test_a_draft_may_be_thrown_away_and_nothing_else(browser, me, cup, base, draft):
    change(draft, me, cup, base, "110")
    kept = PriceChangeSet.objects.create(name="Jul", author=me, created_at=timezone.now())
    change(kept, me, cup, base, "111")
    move(browser, kept, "submit")

    for one in (draft, kept):
        browser.post(f"{INDEX}delete/{one.pk}/")

    assert list(PriceChangeSet.objects.all()) == [kept]
    assert PriceChange.objects.get().amount == 111


class TestWho:
    def test_one_who_may_only_draft_neither_approves_nor_publishes(self, cup, base):
        writer = UserFactory(roles=["Prissättare"])
        browser = verified(writer)
        browser.post(f"{INDEX}create/", {"name": "Jul"})
        draft = PriceChangeSet.objects.get()
        change(draft, writer, cup, base, "110")
        move(browser, draft, "submit")
        assert draft.state == "approved"

        move(browser, draft, "publish")
        assert draft.state == "approved"
        assert Price.objects.get().amount == 100
        assert browser.post("/admin/pricing/price/create/", {}).url == "/admin/"

    def test_who_wrote_in_it_is_not_its_second_person(self, me, cup, base, draft):
        other = owner()
        change(draft, other, cup, base, "150")
        verified_me = verified(me)
        move(verified_me, draft, "submit")

        for person in (me, other):
            with pytest.raises(SetRefused):
                approve(draft.pk, by=person, now=timezone.now())
        approve(draft.pk, by=owner(), now=timezone.now())

    @pytest.mark.parametrize("role", ["Redaktör", "Utvecklare", None])
    def test_others_write_nothing(self, role, me, cup, base, draft):
        browser = verified(UserFactory(roles=[role] if role else []))
        name = f"new-{cup.pk}-{base.pk}-1"
        for address, data in (
            (grid(draft), {name: "1"}),
            (f"{INDEX}{draft.pk}/move/", {"move": "submit"}),
            (f"{INDEX}{draft.pk}/adjust/", {"whole": "1", "percent": "5", "way": "up", "ending": "ore"}),
            (f"{INDEX}{draft.pk}/paste/", {"text": "LL-1;bas;1;5"}),
        ):
            assert browser.post(address, data).status_code in (302, 403), address
        draft.refresh_from_db()
        assert (draft.state, draft.changes.count()) == ("draft", 0)

    def test_what_is_no_draft_is_not_written_in(self, me, cup, base, draft):
        change(draft, me, cup, base, "110")
        browser = verified(me)
        move(browser, draft, "submit")

        name = f"new-{cup.pk}-{base.pk}-1"
        browser.post(grid(draft), {name: "120", name.replace("new", "shown"): "110,00"})
        assert draft.changes.get().amount == 110
        assert browser.post(f"{INDEX}edit/{draft.pk}/", {"name": "X"}).status_code == 302
        for attempt in (
            lambda: PriceChange.objects.update(amount=5),
            lambda: PriceChange.objects.create(change_set=draft, variant=VariantFactory(), price_list=base, amount=1),
            lambda: PriceChange.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                attempt()


class TestGrid:
    def test_a_cell_shows_what_stands_change_and_margin(self, browser, me, cup, base, draft):
        change(draft, me, cup, base, "110")

        cell = cells(browser.get(grid(draft)))[f"{cup.pk}-{base.pk}-1"]

        assert str(cell["standing"]).startswith("100,00")
        assert (cell["shown"], str(cell["percent"]), str(cell["margin"])) == ("110,00", "10.0", "54.5")

    def test_tiers_of_the_lists_are_columns(self, browser, cup, draft):
        pro = PriceList.objects.get(code="pro")
        PriceFactory(variant=cup, list_code="pro", min_quantity=10, amount=Decimal(80))

        names = set(cells(browser.get(grid(draft, list=pro.pk, tier=25))))

        assert names == {f"{cup.pk}-{pro.pk}-{least}" for least in (1, 10, 25)}

    def test_one_bad_cell_saves_nothing_and_loses_nothing(self, browser, me, cup, base, draft):
        other = VariantFactory(sku="LL-2")
        names = [f"{one.pk}-{base.pk}-1" for one in (cup, other)]

        answer = browser.post(
            grid(draft),
            {f"new-{names[0]}": "110", f"shown-{names[0]}": "", f"new-{names[1]}": "1.234", f"shown-{names[1]}": ""},
        )

        shown = cells(answer)
        assert not draft.changes.exists()
        assert [shown[name]["value"] for name in names] == ["110", "1.234"]
        assert shown[names[1]]["fault"] == "”1.234” kan läsas på två sätt. Skriv 1234 eller 1,23."
        assert not shown[names[0]]["fault"]

    def test_an_emptied_cell_leaves_the_price_and_a_dash_ends_it(self, browser, me, cup, base, draft):
        change(draft, me, cup, base, "110")
        name = f"{cup.pk}-{base.pk}-1"

        browser.post(grid(draft), {f"new-{name}": "–", f"shown-{name}": "110,00"})
        assert draft.changes.get().amount is None
        browser.post(grid(draft), {f"new-{name}": "", f"shown-{name}": "–"})
        assert not draft.changes.exists()

    def test_what_another_wrote_meanwhile_stands(self, browser, me, cup, base, draft):
        """The cell was not touched here, so it is not written, whatever it says by now."""
        name = f"{cup.pk}-{base.pk}-1"
        change(draft, me, cup, base, "115")

        browser.post(grid(draft), {f"new-{name}": "", f"shown-{name}": ""})

        assert draft.changes.get().amount == 115

    def test_finding_rows(self, browser, me, cup, base, draft):
        bowl = VariantFactory(sku="LL-9", product__name_sv="Skål", product__category=CategoryFactory(code="skal"))
        PriceFactory(variant=bowl, list_code="pro")
        change(draft, me, cup, base, "110")

        def found(**query):
            return {line["variant"].sku for line in browser.get(grid(draft, **query)).context["lines"]}

        pro = PriceList.objects.get(code="pro")
        assert found() == {"LL-1", "LL-9"}
        assert found(q="skål") == found(on_list=pro.pk) == {"LL-9"}
        assert found(category=bowl.product.categories.get().pk) == {"LL-9"}
        assert found(drafted="on") == {"LL-1"}
        assert found(category="x", tier="-1", list="0", p="99999") == {"LL-1", "LL-9"}

    def test_it_asks_as_often_for_many_rows_as_for_few(self, browser, cup, draft):
        browser.get(grid(draft))
        with CaptureQueriesContext(connection) as few:
            browser.get(grid(draft))
        for _number in range(20):
            PriceFactory()
        with CaptureQueriesContext(connection) as many:
            browser.get(grid(draft))

        assert len(many) <= len(few) <= 24


class TestManyAtATime:
    @pytest.mark.parametrize(
        ("case", "percent", "amount", "ending", "expected"),
        [
            ("ten percent up", "10", "0", Ending.ORE, "109.89"),
            ("ten percent down", "-10", "0", Ending.ORE, "89.91"),
            ("five kronor up", "0", "5", Ending.ORE, "104.90"),
            ("percent, then kronor, then rounded", "10", "1", Ending.KRONA, "111"),
            ("to ,90", "5", "0", Ending.NINETY, "104.90"),
            ("to 9 kronor", "12", "0", Ending.NINE, "109"),
        ],
    )
    def test_reckoning(self, case, percent, amount, ending, expected):
        how = Adjustment(percent=Decimal(percent), amount=Decimal(amount), ending=ending)
        assert how.of(Decimal("99.90")) == Decimal(expected), case

    def test_only_the_ticked_on_the_lists_shown(self, browser, cup, base, draft):
        other = PriceFactory(amount=Decimal(50)).variant
        PriceFactory(variant=cup, list_code="pro", amount=Decimal(90))
        sent = {
            "row": [cup.pk],
            "whole": "",
            "percent": "5 %",
            "amount": "",
            "way": "up",
            "ending": "ore",
            "do": "adjust",
        }

        browser.post(f"{INDEX}{draft.pk}/adjust/?list={base.pk}", sent)

        assert list(draft.changes.values_list("variant", "price_list", "amount")) == [(cup.pk, base.pk, 105)]
        assert other.pk != cup.pk

    def test_all_that_match_and_twice_is_as_once(self, browser, cup, base, draft):
        bowl = PriceFactory(variant__product__name_sv="Skål", amount=Decimal(200)).variant
        sent = {"whole": "1", "percent": "10", "way": "down", "ending": "ore", "do": "adjust"}

        for _turn in range(2):
            browser.post(f"{INDEX}{draft.pk}/adjust/?q=sk%C3%A5l", sent)

        assert list(draft.changes.values_list("variant", "amount")) == [(bowl.pk, 180)]

    def test_taking_out_again(self, browser, me, cup, base, draft):
        change(draft, me, cup, base, "110")

        browser.post(f"{INDEX}{draft.pk}/adjust/?list={base.pk}", {"whole": "1", "do": "forget"})

        assert not draft.changes.exists()

    def test_below_nothing_writes_nothing(self, me, cup, base, draft):
        PriceFactory(amount=Decimal(500))
        with pytest.raises(BelowNothing):
            adjust(
                draft.pk,
                type(cup).objects.all(),
                [base.pk],
                how=Adjustment(amount=Decimal(-200)),
                by=me,
                now=timezone.now(),
            )
        assert not draft.changes.exists()


@pytest.mark.parametrize(
    ("case", "rows", "faults"),
    [
        ("unknown article", [("X", "bas", 1)], [(0, "sku")]),
        ("unknown list", [("LL-1", "nix", 1)], [(0, "price_list")]),
        ("named twice", [("LL-1", "bas", 1), ("LL-1", "bas", 1)], [(1, "sku")]),
        ("one of three", [("LL-1", "bas", 1), ("X", "bas", 1), ("LL-1", "pro", 1)], [(1, "sku")]),
    ],
)
def test_rows_are_taken_all_or_none(me, cup, draft, case, rows, faults):
    wanted = [DraftRow(sku=sku, price_list=code, min_quantity=least, amount=Decimal(5)) for sku, code, least in rows]

    found = take_rows(draft.pk, wanted, by=me, now=timezone.now())

    assert [(fault.place, fault.column) for fault in found] == faults, case
    assert not draft.changes.exists()
