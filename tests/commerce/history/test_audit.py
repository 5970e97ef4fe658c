"""The owner's report of who changed what."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.log_actions import LogActionRegistry
from wagtail.models import PageLogEntry

from commerce.catalogue.models import Product, ProductCategory
from commerce.changed_by import IMPORT, changed_by
from commerce.history import audit
from commerce.history.audit import Asked, entries
from home.models import HomePage
from tests.factories.catalogue import CategoryFactory, ProductFactory
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
REPORT = "/admin/reports/changes/"


def rename(product, name, *, by=None, where="request"):
    with changed_by(where, "/admin/", user=by.pk if by else None):
        Product.objects.filter(pk=product.pk).update(name_sv=name)


def found(**asked):
    return [(one.name, one.action, one.who) for one in entries(Asked(**asked), most=50)]


def test_each_change_says_object_who_when_and_field_before_and_after():
    editor, product = UserFactory(), ProductFactory(code="kopp", name_sv="Kopp")
    rename(product, "Mugg", by=editor)
    rename(product, "Bägare", by=editor)

    later, earlier, *_rest = entries(Asked(kind="catalogue.product"), most=50)

    assert (later.name, later.who, later.row) == ("kopp", editor, ("catalogue.product", product.pk))
    assert [(one.label, one.before, one.after) for one in later.fields] == [("Namn", "Mugg", "Bägare")]
    assert [(one.label, one.before, one.after) for one in earlier.fields] == [("Namn", "Kopp", "Mugg")]


def test_what_is_narrowed_by():
    maj, product = UserFactory(), ProductFactory(code="kopp", name_sv="Kopp")
    rename(product, "Mugg", by=maj)
    rename(ProductFactory(code="fat"), "Tallrik")

    assert ("kopp", "update", maj) in found(who=maj.pk)
    assert {name for name, _action, _who in found(who=maj.pk)} == {"kopp"}
    assert {name for name, _action, _who in found(text="mugg")} == {"kopp"}
    assert {name for name, _action, _who in found(kind="catalogue.brand")} != set()
    assert found(before=timezone.now() - timedelta(days=1)) == []


def test_a_part_is_named_by_what_it_belongs_to():
    product = ProductFactory(name_sv="Kopp", category=CategoryFactory(name_sv="Koppar"))
    ProductCategory.objects.filter(product=product).delete()

    latest = entries(Asked(kind="catalogue.productcategory"), most=1)[0]

    assert (latest.name, latest.action) == ("Kopp", "delete")
    assert ("Kategori", "Koppar", "–") in [(one.label, one.before, one.after) for one in latest.fields]


def test_wagtails_own_log_is_in_it():
    boss = owner()
    page = HomePage.objects.first()
    page.title = "Hem"
    page.save_revision(user=boss, log_action=True)

    assert ("Hem", boss) in [(name, who) for name, _action, who in found(kind="wagtailcore.page")]


def test_the_log_is_told_by_a_process_that_has_told_of_none_yet_and_of_what_it_does_not_know(monkeypatch):
    page = HomePage.objects.first()
    page.save_revision(log_action=True)
    gone = PageLogEntry(
        page=page,
        label="Hem",
        action="gone.app",
        timestamp=timezone.now(),
        content_type=page.cached_content_type,
        uuid=uuid4(),
        data={},
    )
    PageLogEntry.objects.bulk_create([gone])
    monkeypatch.setattr(audit, "registry", LogActionRegistry())

    unknown, known, *_rest = entries(Asked(kind="wagtailcore.page"), most=50)

    assert (unknown.action, unknown.where) == ("gone.app", audit.SHOP)
    assert known.action == "Redigera"


def test_the_owner_reads_and_searches_and_nobody_else():
    product = ProductFactory(code="kopp", name_sv="Kopp")
    rename(product, "<b>Mugg</b>", where=IMPORT)

    page = verified(owner()).get(REPORT, {"q": "kopp"}).content.decode()

    assert "<b>Mugg</b>" not in page
    assert f"/admin/catalogue/product/history/{product.pk}/" in page
    assert verified(UserFactory(roles=["Redaktör"])).get(REPORT).status_code == 302


@pytest.mark.parametrize(
    ("case", "query", "status"),
    [
        ("an address that nobody has", {"who": "ingen@example.se"}, 422),
        ("a kind that is none", {"kind": "x"}, 422),
        ("a day that is none", {"since": "2026-02-31"}, 422),
        ("a moment that is none", {"before": "2026-13-45T00:00"}, 200),
        ("all at once", {"q": "x", "since": "2026-01-01", "until": "2026-12-31"}, 200),
    ],
)
def test_what_is_asked_wrongly_is_told(case, query, status):
    assert verified(owner()).get(REPORT, query).status_code == status


def test_a_long_history_costs_as_many_queries_as_a_short_one(django_assert_max_num_queries):
    product = ProductFactory()
    with connection.cursor() as cursor:
        for number in range(120):
            cursor.execute("UPDATE catalogue_product SET name_sv = %s WHERE id = %s", [f"Kopp {number}", product.pk])

    with django_assert_max_num_queries(60):
        shown = entries(Asked(), most=50)

    assert len(shown) == 50
