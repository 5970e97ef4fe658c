"""Categories taken in: names, places, and a tree that stays one."""

import pytest
from django.utils import timezone

from commerce.catalogue.models import Category
from integrations.gateway.kinds import registry
from integrations.gateway.kinds.taking import Given, Outcome
from tests.factories.catalogue import CategoryFactory, sellable
from tests.integrations.gateway.taking import take, taken, written

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]

NEW, CHANGED, UNCHANGED, REFUSED = Outcome


@pytest.fixture
def tree():
    """keramik > koppar; glas."""
    above = CategoryFactory(code="keramik", name_sv="Keramik", name_en="", position=1)
    CategoryFactory(code="koppar", name_sv="Koppar", name_en="Cups", parent=above, position=2)
    CategoryFactory(code="glas", name_sv="Glas", name_en="Glass", position=3)
    return above


def parents():
    return dict(Category.objects.values_list("code", "parent__code"))


def test_categories_are_made_and_changed_and_may_stand_before_the_one_above(tree, by, tmp_path):
    path = written(tmp_path, "Kod;Namn;Överordnad kategori\nfat;Fat;porslin\nporslin;Porslin;keramik\nkoppar;Muggar;\n")

    summary, told = taken("categories", path, by)

    assert summary.outcomes == {NEW: 2, CHANGED: 1}
    assert parents() == {"keramik": None, "koppar": None, "glas": None, "fat": "porslin", "porslin": "keramik"}
    rows = {one.line: one.changes for one in told}
    assert rows[2] == {"code": (None, "fat"), "name_sv": (None, "Fat"), "parent": (None, "porslin")}
    assert rows[4] == {"name_sv": ("Koppar", "Muggar"), "parent": ("keramik", None)}
    cups = Category.objects.get(code="koppar")
    assert (cups.name_en, cups.position) == ("Cups", 2)  # the file says nothing of them
    assert taken("categories", path, by)[0].outcomes == {UNCHANGED: 3}


def test_what_was_there_before_is_put_back_by_taking_it_in(tree, by):
    [made] = take("categories", by, {"code": "koppar", "name_en": "Mugs", "parent": "glas", "position": None})
    assert made.changes == {"name_en": ("Cups", "Mugs"), "parent": ("keramik", "glas"), "position": (2, 0)}
    [emptied] = take("categories", by, {"code": "koppar", "name_en": None})
    assert emptied.changes == {"name_en": ("Mugs", None)}

    take("categories", by, {"code": "koppar", **{code: was for code, (was, _is) in made.changes.items()}})

    cups = Category.objects.get(code="koppar")
    assert (cups.name_en, cups.parent, cups.position) == ("Cups", tree, 2)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"code": None, "name_sv": "X"}, "code", "Det saknas."),
        ({"code": "å ä", "name_sv": "X"}, "code", "å ä duger inte som kod"),
        ({"code": "x"}, "name_sv", "En ny kategori måste ha ett namn."),
        ({"code": "koppar", "name_sv": " "}, "name_sv", "Det saknas."),
        ({"code": "koppar", "name_sv": "X" * 256}, "name_sv", "Längre än 255 tecken."),
        ({"code": "koppar", "parent": "borta"}, "parent", "Det finns ingen kategori borta."),
        ({"code": "keramik", "parent": "koppar"}, "parent", "En kategori kan inte ligga under sig själv."),
        ({"code": "koppar", "parent": "koppar"}, "parent", "En kategori kan inte ligga under sig själv."),
        ({"code": "koppar", "position": -1}, "position", "Det ska vara mellan 0 och"),
    ],
)
def test_what_cannot_be_is_refused_by_itself(tree, by, row, column, reason):
    before = parents()

    one, other = take("categories", by, row, {"code": "glas", "name_sv": "Glasvaror"})

    assert (one.outcome, one.column, one.value) == (REFUSED, column, row.get(column))
    assert one.reason.startswith(reason)
    assert (other.outcome, parents()) == (CHANGED, before)
    assert Category.objects.get(code="glas").name_sv == "Glasvaror"


def test_a_branch_may_be_turned_round_in_one_file_but_not_into_a_circle(tree, by):
    one, other = take(
        "categories", by, {"code": "keramik", "parent": "koppar"}, {"code": "koppar", "parent": "keramik"}
    )
    assert (one.outcome, other.outcome) == (REFUSED, UNCHANGED)

    take("categories", by, {"code": "keramik", "parent": "koppar"}, {"code": "koppar", "parent": None})

    assert parents() == {"keramik": "koppar", "koppar": None, "glas": None}


def test_what_lies_under_a_row_that_is_refused_is_refused(tree, by):
    one, other = take("categories", by, {"code": "ny"}, {"code": "under", "name_sv": "Under", "parent": "ny"})

    assert (one.outcome, other.outcome, other.column) == (REFUSED, REFUSED, "parent")
    assert len(parents()) == 3


def test_those_that_were_made_are_taken_away_again_unless_they_are_used(tree, by):
    rows = [{"code": "a", "name_sv": "A"}, {"code": "b", "name_sv": "B", "parent": "a"}, {"code": "c", "name_sv": "C"}]
    take("categories", by, *rows)
    cup = sellable(page=False)
    cup.product.productcategory_set.create(category=Category.objects.get(code="c"))

    given = [Given(line, row) for line, row in enumerate(rows, start=2)]
    kept = registry.TAKEN_IN["categories"].without(given, by=by, now=timezone.now(), reference="fil")

    assert [(one.line, one.outcome) for one in kept] == [(2, CHANGED), (3, CHANGED), (4, REFUSED)]
    assert not {"a", "b"} & parents().keys()
    assert "c" in parents()


def test_statements_do_not_grow_with_the_rows(tree, by, django_assert_max_num_queries):
    rows = [{"code": f"k-{place}", "name_sv": f"K {place}", "parent": "glas"} for place in range(400)]
    rows += [{"code": "glas", "name_sv": "Nytt"}]

    with django_assert_max_num_queries(20):
        take("categories", by, *rows)

    assert Category.objects.count() == 403
