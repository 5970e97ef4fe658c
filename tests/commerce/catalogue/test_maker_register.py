"""The register of manufacturers: who made the goods, and who answers for them in the Union."""

import pytest

from commerce.catalogue.models import Manufacturer
from tests.factories.catalogue import ManufacturerFactory
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.1"), pytest.mark.law("L24")]
INDEX = "/admin/catalogue/manufacturer/"
SHADE = {
    "name": "Shade Ltd",
    "country": "gb",
    "postal_address": "Weavers Row 9",
    "email": "shade@example.se",
}
ANSWERS = {
    "responsible_name": "Importören AB",
    "responsible_postal_address": "Hamngatan 2, Kalmar",
    "responsible_website": "https://importoren.example",
}


@pytest.fixture
def browser():
    return verified(owner())


def test_a_maker_outside_the_union_is_kept_with_who_answers_for_it(browser):
    answer = browser.post(f"{INDEX}create/", SHADE | ANSWERS)

    assert answer.status_code == 302
    kept = Manufacturer.objects.values(*SHADE, *ANSWERS).get()
    assert kept == SHADE | ANSWERS | {"country": "GB"}


@pytest.mark.parametrize(
    ("case", "said", "refused"),
    [
        ("without a country", {"country": ""}, {"country"}),
        ("with a country that is none", {"country": "XX"}, {"country"}),
        (
            "half of who answers",
            {"responsible_name": "Importören AB"},
            {"responsible_postal_address", "responsible_email"},
        ),
    ],
)
def test_a_maker_is_refused(browser, case, said, refused):
    answer = browser.post(f"{INDEX}create/", SHADE | said)

    assert set(answer.context["form"].errors) == refused
    assert not Manufacturer.objects.exists()


def test_the_list_tells_where_somebody_is_missing(browser):
    ManufacturerFactory(name="Här", country="SE")
    ManufacturerFactory(name="Där", country="GB")
    ManufacturerFactory(name="Där med svar", country="GB", **ANSWERS)

    rows = browser.get(INDEX).context["rows"]

    shown = {str(row["cells"][0]["value"]): str(row["cells"][4]["value"]) for row in rows}
    assert "Importören AB" in shown["Där med svar"]
    assert "Saknas" in shown["Där"]
    assert "Saknas" not in shown["Här"]
