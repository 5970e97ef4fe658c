"""The register of price lists: for whom each is, how it counts, and what may not change once it has prices."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from commerce.customers.models import Level
from commerce.pricing.ledger import PriceRecord
from commerce.pricing.models import PriceList
from tests.factories.catalogue import PriceFactory
from tests.factories.customers import OrganisationFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.2.1", "4.2.2")]
INDEX = "/admin/pricing/pricelist/"


@pytest.fixture
def browser():
    return verified(owner())


def sent(**changes):
    plain = {"name": "Höst", "code": "host", "audience": "everyone", "basis": "gross", "currency": "SEK"}
    return {**plain, "policy": "best", "rank": "0", "is_active": "on", **changes}


def errors(answer):
    return {field: list(said) for field, said in answer.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("case", "audience", "level", "is_for_everyone"),
    [
        ("everyone", "everyone", "", True),
        ("a level", "level", Level.PRO, False),
        ("nobody, said in words", "nobody", "", False),
    ],
)
def test_whom_a_list_is_for(browser, case, audience, level, is_for_everyone):
    browser.post(f"{INDEX}create/", sent(audience=audience, level=level))

    made = PriceList.objects.get(code="host")
    assert (made.level_id or "", made.organisation_id, made.is_for_everyone) == (level, None, is_for_everyone), case


@pytest.mark.parametrize("typed", ["number", "dashed", "name"])
def test_a_list_for_an_organisation(browser, typed):
    organisation = OrganisationFactory(name="Kafé Kopparn AB")
    number = organisation.number
    written = {"number": number, "dashed": f"{number[:6]}-{number[6:]}", "name": "kafé kopparn ab"}[typed]

    browser.post(f"{INDEX}create/", sent(audience="organisation", organisation=written, policy="exclusive", rank="3"))

    made = PriceList.objects.get(code="host")
    assert (made.organisation, made.policy, made.rank) == (organisation, "exclusive", 3)
    assert "Kafé Kopparn AB" in browser.get(INDEX, {"audience": "organisation"}).content.decode()


@pytest.mark.parametrize(
    ("case", "changes", "field", "said"),
    [
        ("without an audience", {"audience": ""}, "audience", "Fyll i det här."),
        ("a level that is not named", {"audience": "level"}, "level", "Välj nivån."),
        (
            "an organisation that is not named",
            {"audience": "organisation"},
            "organisation",
            "Skriv vilken organisation.",
        ),
        (
            "for everyone and for a level",
            {"level": Level.PRO},
            "level",
            "Lämna det tomt: listan är för andra. Eller välj det här ovanför.",
        ),
        ("a currency in words", {"currency": "kr"}, "currency", "Skriv valutan med tre versaler, t.ex. SEK."),
        (
            "ends before it begins",
            {"valid_from": "2027-01-02 00:00", "valid_until": "2027-01-01 00:00"},
            "valid_until",
            "Listan måste sluta efter att den börjar.",
        ),
    ],
)
def test_a_list_that_cannot_be(browser, case, changes, field, said):
    answer = browser.post(f"{INDEX}create/", sent(**changes))

    assert errors(answer).get(field) == [said], case
    assert not PriceList.objects.filter(code="host").exists()


def test_a_list_with_prices_keeps_audience_basis_and_currency(browser):
    price = PriceFactory(list_code="pro", amount=Decimal(90))

    page = browser.get(f"{INDEX}edit/{price.price_list_id}/").content.decode()
    changed = sent(name="Proffs", audience="everyone", basis="net", currency="EUR", level="", policy="override")
    browser.post(f"{INDEX}edit/{price.price_list_id}/", changed)

    its = PriceList.objects.get(code="pro")
    assert "Gör en annan lista i stället." in page
    assert (its.level_id, its.basis, its.currency, its.is_for_everyone) == (Level.PRO, "gross", "SEK", False)
    assert (its.name, its.policy) == ("Proffs", "override")
    assert PriceRecord.objects.filter(policy="override").count() == 1


def test_the_database_holds_it_too():
    price = PriceFactory(list_code="pro")

    for changes in ({"currency": "EUR"}, {"basis": "net"}, {"level": None, "is_for_everyone": True}):
        with pytest.raises(IntegrityError, match="are fixed"), transaction.atomic():
            PriceList.objects.filter(pk=price.price_list_id).update(**changes)


@pytest.mark.parametrize("what", ["level", "organisation"])
def test_what_a_list_is_for_is_not_deleted(what):
    organisation = OrganisationFactory()
    PriceList.objects.create(code="avtal", name="Avtal", organisation=organisation)
    row = {"level": Level.objects.get(pk=Level.PRO), "organisation": organisation}[what]

    with pytest.raises(ProtectedError):
        row.delete()
    type(row).objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def test_a_list_with_prices_is_not_deleted_and_says_why(browser):
    price = PriceFactory(list_code="pro", variant__sku="LL-1")

    answer = browser.post(f"{INDEX}delete/{price.price_list_id}/")

    assert "kan inte tas bort" in answer.content.decode()
    assert PriceList.objects.filter(code="pro").exists()
