"""A filter under a name: one's own or shared, and only for those who see the register."""

import pytest
from django.db import IntegrityError, transaction

from commerce.register.models import SavedFilter
from commerce.register.saved_filters import MOST
from tests.factories.catalogue import ProductFactory
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]

PRODUCTS = "/admin/catalogue/product/"
SAVE = f"{PRODUCTS}filters/"


def save(browser, query="?q=kopp", **fields):
    return browser.post(f"{SAVE}{query}", {"name": "Koppar", **fields})


def chips(browser, address=PRODUCTS):
    return [(chip["name"], chip["url"], chip["is_current"]) for chip in browser.get(address).context["saved_filters"]]


def test_search_filters_and_sorting_are_kept_in_one_order_and_nothing_else_is():
    browser = verified(owner())

    answer = save(browser, "?p=3&q=+kopp+&o=-code&is_on_sale=1&brand=&export=&user__password=x")

    saved = SavedFilter.objects.get()
    assert (saved.register, saved.name, saved.is_shared) == ("catalogue.product", "Koppar", False)
    assert saved.query == "is_on_sale=1&o=-code&q=kopp"
    assert answer.url == f"{PRODUCTS}?{saved.query}"
    assert chips(browser, answer.url) == [("Koppar", answer.url, True)]
    assert chips(browser) == [("Koppar", answer.url, False)]


def test_the_days_of_a_period_are_kept():
    browser = verified(owner())

    browser.post("/admin/orders/order/filters/?placed_from=2026-01-01&placed_to=2026-01-31", {"name": "Januari"})

    assert SavedFilter.objects.get().query == "placed_from=2026-01-01&placed_to=2026-01-31"


def test_ones_own_is_for_oneself_and_a_shared_one_for_all_who_see_the_register():
    mine, colleague = verified(owner()), verified(UserFactory(roles=["Redaktör"]))
    save(mine, name="Min")
    save(mine, name="Allas", is_shared="on")

    seen = colleague.get(PRODUCTS).context["saved_filters"]

    assert [name for name, _url, _current in chips(mine)] == ["Allas", "Min"]
    assert [(chip["name"], bool(chip["shared_by"]), chip["remove_url"]) for chip in seen] == [("Allas", True, "")]


@pytest.mark.parametrize(
    ("case", "query", "fields", "words"),
    [
        ("no name", "?q=kopp", {"name": "  "}, "Fyll i det här"),
        ("too long", "?q=kopp", {"name": "x" * 41}, "som mest 40 tecken"),
        ("nothing to keep", "?p=2", {}, "Det finns inget att spara"),
        ("my name again", "?q=vas", {"name": "MINA  Vaser"}, "Du har redan ett filter med det namnet."),
        (
            "a shared name",
            "?q=vas",
            {"name": "allas", "is_shared": "on"},
            "En kollega delar ett filter med det namnet.",
        ),
        ("too long a query", f"?q={'x' * 1000}", {}, "Sökningen är för lång"),
    ],
)
def test_what_cannot_be_saved_is_said_and_the_name_stays_in_the_form(case, query, fields, words):
    user, colleague = owner(), owner()
    SavedFilter.objects.create(register="catalogue.product", user=user, name="Mina vaser", query="q=vas")
    SavedFilter.objects.create(register="catalogue.product", user=colleague, name="Allas", query="q=x", is_shared=True)

    answer = save(verified(user), query, **fields)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert f'value="{fields.get("name", "Koppar").strip()}"' in answer.content.decode() or case == "no name"
    assert SavedFilter.objects.count() == 2


def test_nobody_fills_the_page_with_filters():
    user = owner()
    SavedFilter.objects.bulk_create(
        SavedFilter(register="catalogue.product", user=user, name=f"Filter {number}", query="q=x")
        for number in range(MOST)
    )

    answer = save(verified(user))

    assert f"Du har {MOST} filter här." in answer.content.decode()
    assert SavedFilter.objects.count() == MOST


def test_ones_own_is_removed_and_the_second_time_it_is_not_there():
    browser = verified(owner())
    save(browser)
    address = f"{SAVE}{SavedFilter.objects.get().pk}/remove/"

    answers = [browser.post(address).status_code, browser.post(address).status_code]

    assert answers == [302, 404]
    assert not SavedFilter.objects.exists()


def test_only_its_owner_and_the_system_owner_remove_what_is_shared():
    editor, other = UserFactory(roles=["Redaktör"]), verified(UserFactory(roles=["Redaktör"]))
    save(verified(editor), name="Delat", is_shared="on")
    address = f"{SAVE}{SavedFilter.objects.get().pk}/remove/"

    assert other.post(address).url == "/admin/"
    assert SavedFilter.objects.count() == 1
    assert verified(owner()).post(address).status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_colleagues_own_filter_cannot_be_found():
    save(verified(owner()), name="Hemligt")
    address = f"{SAVE}{SavedFilter.objects.get().pk}/remove/"

    assert verified(owner()).post(address).status_code == 404
    assert SavedFilter.objects.count() == 1


def test_who_does_not_see_the_register_saves_nothing():
    browser = verified(UserFactory(roles=["Utvecklare"]))

    assert save(browser).url == "/admin/"
    assert browser.post(f"{SAVE}1/remove/").url == "/admin/"
    assert not SavedFilter.objects.exists()


def test_a_name_is_text_and_never_markup():
    browser = verified(owner())
    save(browser, name="<script>x</script>")

    shown = browser.get(PRODUCTS).content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "<script>x" not in shown


def test_the_database_keeps_names_apart_and_refuses_an_empty_filter():
    user = owner()
    SavedFilter.objects.create(register="catalogue.product", user=user, name="Vaser", query="q=vas", is_shared=True)

    for fields in (
        {"user": user, "name": "VASER", "query": "q=a"},
        {"user": owner(), "name": "vaser", "query": "q=a", "is_shared": True},
        {"user": user, "name": "Annat", "query": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.create(register="catalogue.product", **fields)


def test_the_list_offers_to_save_only_what_is_not_saved():
    ProductFactory(name_sv="Kopp")
    browser = verified(owner())

    def has_form(address):
        return 'id="save-filter-name"' in browser.get(address).content.decode()

    before = [has_form(PRODUCTS), has_form(f"{PRODUCTS}?q=kopp")]
    save(browser)

    assert before == [False, True]
    assert [has_form(f"{PRODUCTS}?q=kopp"), has_form(f"{PRODUCTS}?q=vas")] == [False, True]
