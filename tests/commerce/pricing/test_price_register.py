"""The register of prices: typed as Swedes write amounts, refused where two prices would hold at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import PriceFactory, VariantFactory
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1")]
INDEX = "/admin/pricing/price/"


@pytest.fixture
def browser():
    return verified(owner())


def sent(article, **changes):
    base = PriceList.objects.get(code="bas")
    return {"variant": article.sku, "price_list": base.pk, "min_quantity": "1", "amount": "249,50", **changes}


def test_making_a_price(browser):
    variant = VariantFactory(sku="LL-1")

    answer = browser.post(f"{INDEX}create/?variant={variant.pk}", sent(variant))

    price = Price.objects.get()
    assert answer.url == f"{INDEX}edit/{price.pk}/"
    assert (price.variant, price.amount, price.min_quantity) == (variant, Decimal("249.50"), 1)


@pytest.mark.parametrize("typed", ["1 234,50", "1\u00a0234,50 kr", " 1234.5 ", "1.234,50", "1\u202f234,50 SEK"])
def test_an_amount_as_swedes_write_it(browser, typed):
    browser.post(f"{INDEX}create/", sent(VariantFactory(), amount=typed))

    assert Price.objects.get().amount == Decimal("1234.50")


def test_a_price_keeps_its_article_and_list(browser):
    price, other = PriceFactory(amount=Decimal("100.00")), VariantFactory()

    browser.post(f"{INDEX}edit/{price.pk}/", sent(other, price_list=PriceList.objects.get(code="pro").pk, amount="90"))

    changed = Price.objects.get(pk=price.pk)
    assert (changed.variant, changed.price_list, changed.amount) == (price.variant, price.price_list, Decimal("90.00"))


@pytest.mark.parametrize(
    ("case", "changes", "field", "said"),
    [
        ("below nothing", {"amount": "-1"}, "amount", "Ett pris kan inte vara mindre än noll."),
        ("no amount", {"amount": "gratis"}, "amount", None),
        ("too large", {"amount": "1e12"}, "amount", None),
        ("not a number", {"amount": "NaN"}, "amount", None),
        ("three decimals", {"amount": "10,125"}, "amount", "”10,125” kan läsas på två sätt. Skriv 1234 eller 1,23."),
        ("three decimals, told apart", {"amount": "0,125"}, "amount", "”0,125” har fler än två decimaler."),
        (
            "another currency",
            {"amount": "12 EUR"},
            "amount",
            "”12 EUR” är i en annan valuta än listan, som är i SEK.",
        ),
        ("from none", {"min_quantity": "0"}, "min_quantity", "Antalet är minst 1."),
        ("from fewer than none", {"min_quantity": "-1"}, "min_quantity", None),
        ("unknown article", {"variant": "X"}, "variant", "Ingenting har numret X. Leta upp det i registret."),
        ("unknown list", {"price_list": "999"}, "price_list", None),
        (
            "ends before it begins",
            {"valid_from": "2027-01-02 00:00", "valid_until": "2027-01-01 00:00"},
            "valid_until",
            "Priset måste sluta gälla efter att det börjat.",
        ),
    ],
)
def test_a_price_that_cannot_be(browser, case, changes, field, said):
    answer = browser.post(f"{INDEX}create/", sent(VariantFactory(), **changes))

    errors = answer.context["form"].errors
    assert field in errors
    assert said is None or errors[field] == [said]
    assert not Price.objects.exists()


@pytest.mark.parametrize(
    ("case", "held", "wanted", "is_refused"),
    [
        ("both for ever", (None, None), (None, None), True),
        ("inside", (None, None), (1, 2), True),
        ("side by side", (1, 2), (2, 3), False),
        ("overlapping", (1, 3), (2, 4), True),
        ("after one that ends", (None, 2), (2, None), False),
        ("before one that begins", (2, None), (None, 2), False),
    ],
)
def test_two_prices_never_hold_at_once(browser, case, held, wanted, is_refused):
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [day + timedelta(days=number) for number in range(5)]
    starts, ends = (None if number is None else days[number] for number in held)
    price = PriceFactory(valid_from=starts, valid_until=ends)
    new = [("" if number is None else days[number].strftime("%Y-%m-%d %H:%M")) for number in wanted]

    browser.post(f"{INDEX}create/", sent(price.variant, valid_from=new[0], valid_until=new[1]))

    assert Price.objects.count() == (1 if is_refused else 2)


def test_finding_prices_by_state_list_product_and_article(browser):
    now = timezone.now()
    held = PriceFactory(variant__sku="LL-1", variant__product__name_sv="Kopp")
    coming = PriceFactory(variant=held.variant, min_quantity=2, valid_from=now + timedelta(days=1))
    past = PriceFactory(list_code="pro", valid_until=now - timedelta(days=1))

    def found(**query):
        return {row["pk"] for row in browser.get(INDEX, query).context["rows"]}

    assert found(state="now") == {held.pk}
    assert found(state="coming") == {coming.pk}
    assert found(state="past") == {past.pk}
    assert found(price_list=past.price_list_id) == {past.pk}
    assert found(product=held.variant.product_id) == {held.pk, coming.pk}
    assert found(variant=past.variant_id) == {past.pk}
    assert found(q="ll-1") == found(q="kopp") == {held.pk, coming.pk}
