"""Saved lists: of the cart and of articles, one's own and the company's, and buying from them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commerce.cart.models import Cart, CartLine
from commerce.customers.may import Function, may
from commerce.customers.organisations import Role
from commerce.lists import keeping
from commerce.lists.keeping import ListRefused
from commerce.lists.models import SavedLine, SavedList
from tests.committing import in_threads
from tests.factories.catalogue import sellable
from tests.factories.customers import MembershipFactory, OrganisationFactory, UserFactory, logged_in
from tests.factories.orders import cart_with

pytestmark = [pytest.mark.krav("4.1.2")]


def kept(user, *lines, name="Mässan"):
    return keeping.keep({variant.pk: count for variant, count in lines}, name=name, user_id=user.pk, now=timezone.now())


def held(saved):
    return dict(SavedLine.objects.filter(saved_list=saved).values_list("variant__sku", "quantity"))


def in_cart(user):
    return dict(CartLine.objects.filter(cart__user=user).values_list("variant__sku", "quantity"))


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def address(saved, name="saved_list"):
    return reverse(name, args=[saved.pk])


@pytest.mark.django_db
def test_the_cart_becomes_a_list_and_stays():
    user, cup = UserFactory(), sellable(sku="CUP", stock=9)
    cart_with((cup, 3), user=user)
    browser = logged_in(user)

    page = read(browser.post(reverse("saved_list_of_cart"), {"name": "  Till mässan "}, follow=True))
    again = browser.post(reverse("saved_list_of_cart"), {"name": "TILL MÄSSAN"})

    saved = SavedList.objects.get()
    assert (saved.name, held(saved), in_cart(user)) == ("Till mässan", {"CUP": 3}, {"CUP": 3})
    assert "Listan Till mässan är sparad." in page
    assert again.status_code == 422
    assert "Det finns redan en lista med det namnet." in read(again)
    assert 'value="TILL MÄSSAN"' in read(again)


@pytest.mark.django_db
def test_an_article_is_put_in_a_list_from_its_page():
    user, cup = UserFactory(), sellable(sku="CUP", stock=9)
    browser, put = logged_in(user), reverse("saved_list_put")

    shown = read(browser.get(put, {"sku": "CUP"}))
    nameless = browser.post(put, {"sku": "CUP", "quantity": "2", "saved": "", "name": ""})
    browser.post(put, {"sku": "CUP", "quantity": "2", "saved": "", "name": "Kontoret"})
    saved = SavedList.objects.get()
    browser.post(put, {"sku": "CUP", "quantity": "9999", "saved": str(saved.pk)})
    foreign = kept(UserFactory(), (cup, 1))
    refused = browser.post(put, {"sku": "CUP", "quantity": "1", "saved": str(foreign.pk)})

    assert "CUP" in shown
    assert (nameless.status_code, refused.status_code) == (422, 422)
    assert "Ge listan ett namn." in read(nameless)
    assert held(saved) == {"CUP": 9999}
    assert held(foreign) == {"CUP": 1}
    assert browser.get(put, {"sku": "NIX"}).status_code == 404


@pytest.mark.django_db
def test_what_is_chosen_is_put_in_the_cart_and_what_cannot_be_had_is_told_of():
    user = UserFactory()
    cup, scarce, closed, other = (
        sellable(sku=sku, product__name_sv=f"Skål {sku}", stock=3) for sku in ("CUP", "FEW", "GONE", "OTHER")
    )
    saved = kept(user, (cup, 2), (scarce, 5), (closed, 1), (other, 1))
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    lines = {line.variant.sku: line for line in saved.lines.select_related("variant")}
    sent = {f"quantity-{line.pk}": line.quantity for line in lines.values()}
    chosen = [lines[sku].pk for sku in ("CUP", "FEW", "GONE")]

    page = read(logged_in(user).post(address(saved), {**sent, "line": chosen, "cart": "1"}, follow=True))

    assert in_cart(user) == {"CUP": 2, "FEW": 3}
    assert "5 stycken lades i varukorgen." in page
    assert "Skål FEW (FEW): 3 av 5 fanns att få." in page
    assert "Skål GONE (GONE) säljs inte längre." in page
    assert held(saved) == {"CUP": 2, "FEW": 5, "GONE": 1, "OTHER": 1}


@pytest.mark.django_db
def test_quantities_are_saved_lines_removed_and_bad_ones_lose_nothing():
    user, cup, bowl = UserFactory(), sellable(sku="CUP", stock=9), sellable(sku="BOWL", stock=9)
    saved = kept(user, (cup, 2), (bowl, 1))
    first, second = saved.lines.order_by("pk")
    browser = logged_in(user)

    bad = browser.post(address(saved), {f"quantity-{first.pk}": "många", f"quantity-{second.pk}": "7", "save": "1"})
    assert bad.status_code == 422
    assert "Skriv antalet som ett heltal." in read(bad)
    assert 'value="många"' in read(bad)
    assert 'value="7"' in read(bad)
    assert held(saved) == {"CUP": 2, "BOWL": 1}

    browser.post(address(saved), {f"quantity-{first.pk}": "4", f"quantity-{second.pk}": "0", "save": "1"})
    assert held(saved) == {"CUP": 4}


@pytest.mark.django_db
def test_a_list_is_renamed_copied_and_deleted_after_a_question():
    user, cup = UserFactory(), sellable(sku="CUP", stock=9)
    saved, other = kept(user, (cup, 2)), kept(user, name="Annan")
    browser = logged_in(user)

    taken = browser.post(address(saved, "saved_list_rename"), {"name": "annan"})
    browser.post(address(saved, "saved_list_rename"), {"name": "Våren"})
    browser.post(address(saved, "saved_list_copy"))
    asked = browser.get(address(other, "saved_list_delete"))
    browser.post(address(other, "saved_list_delete"))

    assert (taken.status_code, asked.status_code) == (422, 200)
    assert sorted(SavedList.objects.values_list("name", flat=True)) == ["Våren", "Våren (2)"]
    assert held(SavedList.objects.get(name="Våren (2)")) == {"CUP": 2}


@pytest.mark.django_db
def test_a_company_shares_a_list_that_all_see_and_buyers_and_administrators_change():
    organisation, cup = OrganisationFactory(), sellable(sku="CUP", stock=9)
    buyer, approver, administrator = (
        MembershipFactory(organisation=organisation, role=role).user
        for role in (Role.BUYER, Role.APPROVER, Role.ADMINISTRATOR)
    )
    saved = kept(buyer, (cup, 2))
    assert logged_in(administrator).get(address(saved)).status_code == 404

    logged_in(buyer).post(address(saved, "saved_list_share"))
    line = saved.lines.get()
    more = {f"quantity-{line.pk}": "5", "save": "1"}

    assert logged_in(approver).get(address(saved)).status_code == 200
    assert logged_in(approver).post(address(saved), more).status_code == 403
    assert logged_in(approver).post(address(saved, "saved_list_delete")).status_code == 403
    assert held(saved) == {"CUP": 2}
    logged_in(administrator).post(address(saved), more)
    assert held(saved) == {"CUP": 5}
    buys = {f"quantity-{line.pk}": "1", "line": [line.pk], "cart": "1"}
    logged_in(approver).post(address(saved), buys)
    assert in_cart(approver) == {"CUP": 1}
    assert logged_in(MembershipFactory().user).get(address(saved)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["user", "pro", "premium"])
def test_a_list_belongs_to_him_who_made_it(level):
    saved = kept(UserFactory(), (sellable(sku="CUP"), 1))
    browser = logged_in(UserFactory(level_id=level))

    for name in ("saved_list", "saved_list_rename", "saved_list_delete", "saved_list_copy"):
        assert browser.post(address(saved, name), {"name": "Min"}).status_code == 404
    assert held(saved) == {"CUP": 1}
    assert may(level, Function.LISTS)


@pytest.mark.django_db
def test_a_guest_is_asked_to_log_in_and_comes_back(client):
    sellable(sku="CUP")
    address = f"{reverse('saved_list_put')}?sku=CUP"

    answer = client.get(address)

    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert not SavedList.objects.exists()


@pytest.mark.django_db
def test_a_company_below_pro_shares_no_lists():
    member = MembershipFactory(organisation__level_id="user")
    saved = kept(member.user, (sellable(), 1))

    answer = logged_in(member.user).post(address(saved, "saved_list_share"))

    assert answer.status_code == 403
    assert SavedList.objects.get().user == member.user


@pytest.mark.django_db
def test_the_page_of_a_list_asks_as_much_for_many_lines_as_for_one():
    user = UserFactory()
    spent = []
    for count in (1, 6):
        saved = kept(user, *[(sellable(stock=9), 1) for _place in range(count)], name=f"L{count}")
        browser = logged_in(user)
        browser.get(address(saved))
        with CaptureQueriesContext(connection) as captured:
            browser.get(address(saved))
        spent.append(len(captured))

    assert spent[0] == spent[1]


@pytest.mark.django_db
def test_there_is_an_end_to_lists_and_to_a_list(monkeypatch):
    monkeypatch.setattr(keeping, "MOST_LISTS", 1)
    monkeypatch.setattr(keeping, "MOST_LINES", 1)
    user, cup, bowl = UserFactory(), sellable(), sellable()
    saved = kept(user, (cup, 1))

    for refused, reason in (
        (lambda: kept(user, name="En till"), "lists"),
        (lambda: kept(user, (cup, 1), (bowl, 1), name="Lång"), "lines"),
        (lambda: keeping.put(saved.pk, bowl.pk, 1, now=timezone.now()), "lines"),
    ):
        with pytest.raises(ListRefused) as error:
            refused()
        assert error.value.reason == reason
    assert SavedLine.objects.count() == 1


def test_an_article_put_twice_at_once_is_one_line(committing_db):
    user, cup = UserFactory(), sellable(sku="CUP")
    saved = kept(user)

    in_threads(*[lambda: keeping.put(saved.pk, cup.pk, 2, now=timezone.now()) for _place in range(5)])

    assert held(saved) == {"CUP": 10}
    assert not Cart.objects.exists()
