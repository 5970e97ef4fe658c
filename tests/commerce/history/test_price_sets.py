"""The versions of a price change set: its prices are compared row by row, and put back while it is a draft."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.changed_by import REQUEST, changed_by
from commerce.history.pages import shown_versions
from commerce.history.versions import event_model, versions_of
from commerce.pricing import kept
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.drafting import write
from commerce.pricing.models import PriceList
from tests.factories.catalogue import VariantFactory
from tests.factories.customers import owner, verified

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3")]
INDEX = "/admin/pricing/pricechangeset/"


@pytest.fixture
def me():
    return owner()


@pytest.fixture
def base():
    return PriceList.objects.get(code="bas")


@pytest.fixture
def draft(me):
    return PriceChangeSet.objects.create(name="Höst", author=me, created_at=timezone.now())


def say(draft, base, me, amounts):
    with changed_by(REQUEST, "/admin/", user=me.pk):
        wanted = {(variant.pk, base.pk, 1): amount and Decimal(amount) for variant, amount in amounts.items()}
        write(draft.pk, wanted, by=me, now=timezone.now())


def rows(draft):
    return {row.variant.sku: row.amount for row in draft.changes.select_related("variant")}


def test_each_writing_is_a_version_that_tells_price_by_price(draft, base, me):
    cup, bowl = VariantFactory(sku="LL-1"), VariantFactory(sku="LL-2")
    say(draft, base, me, {cup: "80", bowl: "50"})
    say(draft, base, me, {cup: "90", bowl: None})

    latest = shown_versions(kept.of_set(draft.pk), draft.pk)[0]

    told = {one.label.split(" · ")[0]: one.after for one in latest.changes if "LL-" in one.label}
    assert latest.version.who == me
    assert told["LL-2"] == "upphör"
    assert told["LL-1"].startswith("90,00")


def test_those_who_have_written_in_it_are_told_by_name(draft, base, me):
    say(draft, base, me, {VariantFactory(sku="LL-1"): "80"})

    latest = shown_versions(kept.of_set(draft.pk), draft.pk)[0]

    [told] = [one for one in latest.changes if one.label == "Skriven av"]
    assert (told.before, told.after) == ("–", str(me))


def test_a_version_is_put_back_with_its_prices_and_no_others(draft, base, me):
    cup, bowl, vase = (VariantFactory(sku=f"LL-{number}") for number in (1, 2, 3))
    say(draft, base, me, {cup: "80", bowl: "50"})
    first = versions_of(kept.of_set(draft.pk), draft.pk)[0]
    say(draft, base, me, {cup: "90", vase: "10"})

    answer = verified(me).post(f"{INDEX}history/{draft.pk}/compare/", {"from": first.key})

    assert answer.status_code == 302
    assert rows(draft) == {"LL-1": Decimal(80), "LL-2": Decimal(50)}


def test_only_a_draft_is_put_back(draft, base, me):
    cup = VariantFactory(sku="LL-1")
    say(draft, base, me, {cup: "80"})
    first = versions_of(kept.of_set(draft.pk), draft.pk)[0]
    say(draft, base, me, {cup: "90"})
    PriceChangeSet.objects.filter(pk=draft.pk).update(state=PriceChangeSet.State.APPROVED)

    verified(me).post(f"{INDEX}history/{draft.pk}/compare/", {"from": first.key})

    assert rows(draft) == {"LL-1": Decimal(90)}


def test_a_moment_that_is_past_is_refused_and_no_price_is_written(draft, base, me):
    cup = VariantFactory(sku="LL-1")
    PriceChangeSet.objects.filter(pk=draft.pk).update(starts_at=timezone.now() - timedelta(days=1))
    say(draft, base, me, {cup: "80"})
    first = versions_of(kept.of_set(draft.pk), draft.pk)[0]
    PriceChangeSet.objects.filter(pk=draft.pk).update(starts_at=None)
    say(draft, base, me, {cup: "90"})

    answer = verified(me).post(f"{INDEX}history/{draft.pk}/compare/", {"from": first.key})

    assert answer.status_code == 422
    assert "passerat" in answer.content.decode() or "förbi" in answer.content.decode()
    assert rows(draft) == {"LL-1": Decimal(90)}


def test_publishing_writes_no_version_of_each_price(draft, base, me):
    cup = VariantFactory(sku="LL-1")
    say(draft, base, me, {cup: "80"})
    before = event_model(PriceChange).objects.count()

    PriceChange.objects.update(was_amount=Decimal(100))

    assert event_model(PriceChange).objects.count() == before


def test_of_many_prices_only_name_and_time_are_told(draft, base, me, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 1)
    say(draft, base, me, {VariantFactory(): "80", VariantFactory(): "90"})

    assert kept.of_set(draft.pk) is kept.ALONE
