"""What lists are sorted and filtered by is what cards show: the statement and the arithmetic are held together."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from commerce.customers.organisations import Organisation
from commerce.customers.shopper import Shopper
from commerce.pricing.amounts import unit_amounts
from commerce.pricing.change_sets import PriceChange, PriceChangeSet
from commerce.pricing.lookup import quotes
from commerce.pricing.models import Price, PriceList
from commerce.pricing.offers import DraftOffers, Phase, Terms, put_in_force
from tests.factories.catalogue import ProductFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.krav("4.1.2")]
NOW = timezone.now()
DAY = timedelta(days=1)
VARIANTS = """(
    SELECT v.id, v.product_id, p.tax_class FROM catalogue_variant v JOIN catalogue_product p ON p.id = v.product_id
    WHERE v.is_active
)"""


def in_sql(shopper):
    statement, values = unit_amounts(VARIANTS, shopper=shopper)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {pk: Decimal(amount) for pk, amount in cursor.fetchall()}


def by_quoting(variants, shopper):
    priced = quotes({variant.pk: 1 for variant in variants}, shopper=shopper)
    return {pk: answer.unit(shopper.buyer_type) for pk, answer in priced.items()}


def made_up(chance):
    """Lists of every kind, prices, offers and a draft, at random."""
    organisation = Organisation.objects.create(name="Ateljén")
    audiences = [{"is_for_everyone": True}, {"level_id": "pro"}, {"organisation": organisation}, {}]
    lists = [
        PriceList.objects.create(
            code=f"lista-{number}",
            name=f"Lista {number}",
            basis=chance.choice(["gross", "net"]),
            policy=chance.choice(["best", "best", "override", "exclusive"]) if number else "best",
            rank=chance.randrange(3),
            is_active=chance.random() < 0.9,
            valid_from=chance.choice([None, None, NOW - DAY, NOW + DAY]),
            **(chance.choice(audiences) if number else audiences[0]),
        )
        for number in range(8)
    ]
    variants = [
        VariantFactory(product=ProductFactory(tax_class=chance.choice(["standard", "food", "low", "zero"])))
        for _number in range(8)
    ]
    for price_list in lists:
        for variant in variants:
            if chance.random() < 0.6:
                amount = Decimal(chance.randrange(1, 100_000)) / 100
                start = chance.choice([None, NOW - DAY, NOW + DAY])
                Price.objects.create(price_list=price_list, variant=variant, amount=amount, valid_from=start)
                Price.objects.create(price_list=price_list, variant=variant, amount=amount / 2, min_quantity=5)
    terms = [
        Terms(
            name_sv=f"Erbjudande {number}",
            kind=chance.choice(["percentage", "percentage", "amount", "fixed"]),
            value=Decimal(chance.randrange(1, 10_000)) / 100,
            is_for_everything=chance.random() < 0.3,
            products=tuple(one.product_id for one in variants if chance.random() < 0.4),
            is_stackable=chance.random() < 0.6,
            code=chance.choice(["", "", "", f"KOD{number}"]),
            **chance.choice(
                [{"is_for_everyone": True}, {"levels": ("pro",)}, {"organisations": (organisation.pk,)}, {}]
            ),
        )
        for number in range(6)
    ]
    for number, one in enumerate(terms[:4]):
        put_in_force(f"k{number}", [Phase(terms=(one,), start=chance.choice([None, NOW + DAY]))], now=NOW)
    draft = PriceChangeSet.objects.create(name="Utkast", created_at=NOW)
    for variant in variants:
        if chance.random() < 0.5:
            PriceChange.objects.create(
                change_set=draft,
                price_list=chance.choice(lists),
                variant=variant,
                amount=chance.choice([None, Decimal(chance.randrange(1, 100_000)) / 100]),
            )
    drafts = [
        frozenset(),
        frozenset([f"prices:{draft.pk}"]),
        frozenset([DraftOffers(campaign="k0", phases=(Phase(terms=tuple(terms[4:])),))]),
    ]
    shoppers = [
        Shopper(at=NOW),
        Shopper(at=NOW, level="pro"),
        Shopper(at=NOW, level="pro", buyer_type="business", organisation=organisation.pk),
        Shopper(at=NOW, level="premium", buyer_type="business"),
        Shopper(at=NOW + 2 * DAY, level="pro", organisation=organisation.pk),
    ]
    return variants, [replace(one, drafts=drafts_seen) for one in shoppers for drafts_seen in drafts]


@pytest.mark.parametrize("seed", range(12))
def test_the_statement_says_what_quoting_says(seed):
    variants, shoppers = made_up(random.Random(seed))

    for shopper in shoppers:
        assert in_sql(shopper) == by_quoting(variants, shopper), shopper
