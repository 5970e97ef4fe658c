"""Every change of a price lands in the ledger, whichever way it was made; and the ledger only grows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commerce.pricing.ledger import PriceRecord, because
from commerce.pricing.models import Price, PriceList
from tests.factories.catalogue import PriceFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.3.3"), pytest.mark.law("L1")]
NOW = timezone.now()


def told():
    return [
        (str(r.amount), r.audience, r.cause, r.in_force_from, r.in_force_until)
        for r in PriceRecord.objects.order_by("pk")
    ]


def test_a_price_that_is_made_changed_and_removed_is_told_three_times():
    because("imported", now=NOW)
    price = PriceFactory(variant=VariantFactory(), amount=Decimal(100))
    because("", now=NOW + timedelta(hours=1))
    Price.objects.filter(pk=price.pk).update(amount=90)
    because("tidied", now=NOW + timedelta(hours=2))
    Price.objects.filter(pk=price.pk).delete()

    later = NOW + timedelta(hours=2)
    assert told() == [
        ("100.00", "everyone", "imported", None, None),
        ("90.00", "everyone", "", None, None),
        ("90.00", "everyone", "tidied", later, later),
    ]
    assert [r.recorded_at - NOW for r in PriceRecord.objects.order_by("pk")] == [
        timedelta(0),
        timedelta(hours=1),
        timedelta(hours=2),
    ]


def test_saving_the_same_again_tells_nothing():
    price = PriceFactory(variant=VariantFactory(), amount=Decimal(100))
    price.save()

    assert len(told()) == 1


def test_a_list_that_counts_otherwise_tells_of_all_its_prices():
    price = PriceFactory(variant=VariantFactory(), amount=Decimal(100))
    PriceList.objects.filter(pk=price.price_list_id).update(valid_until=NOW)
    PriceList.objects.filter(pk=price.price_list_id).update(valid_until=None, policy="override")
    PriceList.objects.filter(pk=price.price_list_id).update(name="Renamed")

    assert [end for *_rest, end in told()] == [None, NOW, None]
    assert PriceRecord.objects.latest("pk").policy == "override"


@pytest.mark.parametrize("change", [{"amount": 1}, {"cause": "x"}])
def test_the_ledger_is_never_rewritten(change):
    PriceFactory(variant=VariantFactory(), amount=Decimal(100))

    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        PriceRecord.objects.update(**change)
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM pricing_pricerecord")
    assert len(told()) == 1


@pytest.mark.parametrize(
    "change",
    [{"currency": "EUR"}, {"basis": "net"}, {"is_for_everyone": False}, {"is_for_everyone": False, "level": "pro"}],
)
def test_what_a_list_with_prices_is_cannot_change(change):
    price = PriceFactory(variant=VariantFactory(), amount=Decimal(100))

    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        PriceList.objects.filter(pk=price.price_list_id).update(**change)


def test_an_empty_list_may_still_become_another():
    empty = PriceList.objects.create(code="ny", name="Ny")
    PriceList.objects.filter(pk=empty.pk).update(currency="EUR", level="pro")

    empty.refresh_from_db()
    assert (empty.currency, empty.level_id) == ("EUR", "pro")
