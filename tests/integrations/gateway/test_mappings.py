"""Saved columns: listed, renamed and taken away by those who may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from integrations.gateway.import_models import ImportSource, SavedMapping
from tests.factories.customers import UserFactory, owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.6.2")]


@pytest.fixture
def by():
    return owner(email="agaren@example.com")


def saved(by, name="Leverantören", kind="stock"):
    return SavedMapping.objects.create(
        name=name,
        kind=kind,
        headings=["Vara", "Hylla"],
        mapped={"sku": "Vara", "on_hand": "Hylla"},
        made_by=by,
        made_at=timezone.now(),
    )


def used(one, by):
    return ImportSource.objects.create(
        name="Lagret", kind="stock", where="folder", folder="lager", mapping=one, made_by=by, made_at=timezone.now()
    )


def test_they_are_listed_with_what_they_say_and_renamed(by):
    one = saved(by)
    used(one, by)
    browser = verified(by)

    listed = browser.get(reverse("import_mappings")).content.decode()
    told = browser.get(reverse("import_mapping", args=[one.pk])).content.decode()
    taken = browser.post(reverse("import_mapping", args=[one.pk]), {"name": saved(by, "Annan").name})
    renamed = browser.post(reverse("import_mapping", args=[one.pk]), {"name": "Keramikverket"})

    for words in ("Leverantören", "Vara, Hylla", "Lagret"):
        assert words in listed
    for words in ("Saldo", "Hylla", "Används av"):
        assert words in told
    assert "Leverantören" in taken.content.decode()
    assert (taken.status_code, renamed.status_code) == (200, 302)
    one.refresh_from_db()
    assert (one.name, one.mapped) == ("Keramikverket", {"sku": "Vara", "on_hand": "Hylla"})


def test_one_that_a_source_uses_is_taken_away_when_it_is_no_longer(by):
    one = saved(by)
    source = used(one, by)
    browser = verified(by)

    page = browser.post(reverse("import_mapping_remove", args=[one.pk]), follow=True).content.decode()
    assert ("används av en källa" in page, SavedMapping.objects.count()) == (True, 1)

    source.delete()
    browser.post(reverse("import_mapping_remove", args=[one.pk]))
    assert not SavedMapping.objects.exists()
    assert "Inga är sparade än." in browser.get(reverse("import_mappings")).content.decode()


def test_those_of_another_are_read_and_no_more_and_others_kinds_not_at_all(by):
    one = saved(by, kind="prices")
    people = saved(by, "Kunderna", kind="customers")
    browser = verified(UserFactory(roles=["Prissättare"]))

    page = browser.get(reverse("import_mapping", args=[one.pk])).content.decode()
    browser.post(reverse("import_mapping", args=[one.pk]), {"name": "Min"})
    browser.post(reverse("import_mapping_remove", args=[one.pk]))

    assert "Bara den som sparade dem" in page
    one.refresh_from_db()
    assert one.name == "Leverantören"
    assert browser.get(reverse("import_mapping", args=[people.pk])).status_code == 404
    assert "Kunderna" not in browser.get(reverse("import_mappings")).content.decode()
