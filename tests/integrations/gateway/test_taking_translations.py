"""English names taken in from any file, by the rules of a translator's."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from commerce.catalogue.models import Attribute, AttributeValue, Product
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Given, Outcome
from tests.factories.catalogue import AttributeFactory, AttributeValueFactory, ProductFactory
from tests.factories.customers import UserFactory
from tests.integrations.gateway.taking import take, taken, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2"), pytest.mark.krav("4.3.1")]

NEW, CHANGED, UNCHANGED, REFUSED = Outcome
CUP = "product:name:kopp"


@pytest.fixture
def words():
    ProductFactory(code="kopp", name_sv="Kopp", name_en="")
    ProductFactory(code="skal", name_sv="Skål", name_en="Dish")
    glaze = AttributeFactory(code="glasyr", name_sv="Glasyr", name_en="")
    AttributeValueFactory(attribute=glaze, code="gron", name_sv="Grön", name_en="Green")


def test_names_are_said_changed_and_taken_away(words, by, tmp_path):
    rows = (
        "product:name:kopp;Kopp;Cup\nproduct:name:skal;Skål;Bowl\nvalue:name:glasyr/gron;Grön;\n"
        "attribute:name:glasyr;Glasyr;\n"
    )
    path = written(tmp_path, f"Nyckel;Svenska;Engelska\n{rows}")

    summary, told = taken("translations", path, by)

    assert summary.outcomes == {NEW: 1, CHANGED: 2, UNCHANGED: 1}
    assert [one.changes for one in told] == [
        {"target": (None, "Cup")},
        {"target": ("Dish", "Bowl")},
        {"target": ("Green", None)},
    ]
    assert dict(Product.objects.values_list("code", "name_en")) == {"kopp": "Cup", "skal": "Bowl"}
    assert AttributeValue.objects.get().name_en == Attribute.objects.get().name_en == ""
    assert taken("translations", path, by)[0].outcomes == {UNCHANGED: 4}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"key": None, "source": "Kopp"}, "key", "Det saknas."),
        ({"key": "product:name:borta", "source": "Kopp"}, "key", "Det finns inget med den nyckeln längre."),
        ({"key": "sida:1", "source": "Kopp"}, "key", "Det finns inget med den nyckeln längre."),
        ({"key": CUP, "source": None}, "source", "Det saknas."),
        ({"key": CUP, "source": "Mugg", "target": "Mug"}, "source", "Den svenska texten är en annan nu."),
        ({"key": CUP, "source": "Kopp", "target": "x" * 256}, "target", "Längre än 255 tecken."),
    ],
)
def test_what_cannot_be_is_refused_by_itself(words, by, row, column, reason):
    one, other = take("translations", by, row, {"key": "product:name:skal", "source": "Skål", "target": "Bowl"})

    assert (one.outcome, one.column, one.value) == (REFUSED, column, row.get(column))
    assert one.reason.startswith(reason)
    assert other.outcome == CHANGED
    assert Product.objects.get(code="kopp").name_en == ""


def test_names_that_one_may_not_change_are_refused(words):
    translator = UserFactory()
    translator.user_permissions.add(
        Permission.objects.get(codename="submit_translation"), Permission.objects.get(codename="change_attribute")
    )

    one, other = take(
        "translations",
        translator,
        {"key": CUP, "source": "Kopp", "target": "Cup"},
        {"key": "attribute:name:glasyr", "source": "Glasyr", "target": "Glaze"},
    )

    assert (one.outcome, one.column, one.reason) == (REFUSED, "key", "Du får inte ändra de här namnen.")
    assert (other.outcome, Product.objects.get(code="kopp").name_en) == (NEW, "")


def test_a_name_that_was_said_is_taken_away_again(words, by):
    row = {"key": CUP, "source": "Kopp", "target": "Cup"}
    take("translations", by, row)

    kind = registry.TAKEN_IN["translations"]
    kind.without([Given(2, row)], by=by, now=timezone.now(), reference="fil")

    assert Product.objects.get(code="kopp").name_en == ""


def test_statements_do_not_grow_with_the_rows(by, django_assert_max_num_queries):
    for place in range(60):
        ProductFactory(code=f"p-{place}", name_sv="Kopp", name_en="")
    rows = [{"key": f"product:name:p-{place}", "source": "Kopp", "target": "Cup"} for place in range(60)]

    with django_assert_max_num_queries(20):
        take("translations", by, *rows)

    assert Product.objects.filter(name_en="Cup").count() == 60
