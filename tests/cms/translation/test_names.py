"""What articles, categories, properties and ways of delivery are called in English, out and back."""

import pytest
from django.test import Client
from django.utils import timezone

from cms.translation import exchange, names
from cms.translation.unit import Said
from commerce.catalogue.models import Attribute, AttributeValue, Category, Product, Variant
from commerce.orders.models import DeliveryMethod
from tests.factories.catalogue import CategoryFactory, category_page, product_page, sellable
from tests.factories.customers import UserFactory, owner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]
ALL = list(names.KINDS)


@pytest.fixture(autouse=True)
def range_of_goods():
    colour = Attribute.objects.create(code="farg", name_sv="Färg")
    AttributeValue.objects.create(attribute=colour, code="gron", name_sv="Grön")
    category = CategoryFactory(code="koppar", name_sv="Koppar")
    variant = sellable(
        page=False,
        sku="LL-1",
        label_sv="Grön",
        product__code="kopp",
        product__name_sv="Kopp",
        product__category=category,
    )
    page = category_page(category, language="en", slug="cups")
    product_page(variant.product, parent=page, language="en", slug="cup")
    DeliveryMethod.objects.all().delete()
    DeliveryMethod.objects.create(code="point", name_sv="Till ombud", promise_sv="I morgon", gross=59)


def take(*said, by=None):
    return exchange.take_in(said, by=by or owner(), now=timezone.now())


def test_every_kind_of_name_goes_out_and_comes_back():
    found = {unit.key: unit.source for unit in exchange.units(kinds=ALL)}

    assert found == {
        "product:name:kopp": "Kopp",
        "variant:label:LL-1": "Grön",
        "category:name:koppar": "Koppar",
        "attribute:name:farg": "Färg",
        "value:name:farg/gron": "Grön",
        "delivery:name:point": "Till ombud",
        "delivery:promise:point": "I morgon",
    }
    outcome = take(*(Said(key=key, source=source, target=f"{source}!") for key, source in found.items()))

    assert (outcome.counts, outcome.faults) == ({"new": 7}, [])
    assert Product.objects.get().name_en == "Kopp!"
    assert Variant.objects.get().label_en == "Grön!"
    assert Category.objects.get().name_en == "Koppar!"
    assert (Attribute.objects.get().name_en, AttributeValue.objects.get().name_en) == ("Färg!", "Grön!")
    assert DeliveryMethod.objects.values_list("name_en", "promise_en").get() == ("Till ombud!", "I morgon!")
    assert exchange.units(kinds=ALL, only_missing=True) == []


def test_a_new_name_is_on_the_page_at_once():
    assert "Kopp" in Client().get("/en/cups/cup/").content.decode()

    take(Said(key="product:name:kopp", source="Kopp", target="Mug of moss"))

    assert "Mug of moss" in Client().get("/en/cups/cup/").content.decode()


def test_the_same_file_twice_changes_nothing():
    said = Said(key="category:name:koppar", source="Koppar", target="Cups")
    take(said)

    assert take(said).counts == {"unchanged": 1}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("product:name:borta", "Kopp", "Cup"), "Det finns inget med den nyckeln längre."),
        (("product:colour:kopp", "Kopp", "Cup"), "Det finns inget med den nyckeln längre."),
        (("product", "Kopp", "Cup"), "Det finns inget med den nyckeln längre."),
        (("product:name:kopp", "Mugg", "Mug"), "Den svenska texten är en annan nu. Hämta en ny fil."),
        (("product:name:kopp", "Kopp", "C" * 256), "Längre än 255 tecken."),
        (("product:name:kopp", "Kopp", "Cup\nof tea"), "Ett namn är en rad av bokstäver och tecken."),
    ],
)
def test_what_cannot_be_a_name_is_told_and_nothing_is_changed(said, why):
    outcome = take(Said(key=said[0], source=said[1], target=said[2]))

    assert [fault for _said, fault in outcome.faults] == [why]
    assert Product.objects.get().name_en == ""


def test_whoever_may_not_change_goods_changes_no_name():
    editor = UserFactory(roles=["Redaktör"])

    outcome = take(Said(key="product:name:kopp", source="Kopp", target="Cup"), by=editor)

    assert [fault for _said, fault in outcome.faults] == ["Du får inte ändra de här namnen."]
    assert Product.objects.get().name_en == ""
